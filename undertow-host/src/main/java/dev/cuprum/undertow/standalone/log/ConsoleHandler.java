package dev.cuprum.undertow.standalone.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Hands what is logged to a {@link LogWriter}, a line for each record. */
final class ConsoleHandler extends Handler {

    private static final String OURS = "dev.cuprum.";

    private final LogWriter writer;
    private final Formatter formatter = new SimpleFormatter();

    ConsoleHandler(LogWriter writer) {
        this.writer = writer;
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        String name = record.getLoggerName() == null ? "root" : record.getLoggerName();
        String logger = name.startsWith(OURS) ? name.substring(OURS.length()) : name;
        String message = formatter.formatMessage(record);
        Throwable thrown = record.getThrown();
        if (message == null) {
            message = String.valueOf(thrown);
        }
        String line = LogLine.of(record.getMillis(), level(record.getLevel()), logger, message);
        writer.write(thrown == null ? line : line + "\n" + trace(thrown));
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString().stripTrailing();
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    @Override
    public void flush() {
        writer.flush(Duration.ofSeconds(1));
    }

    @Override
    public void close() {
        flush();
    }
}
