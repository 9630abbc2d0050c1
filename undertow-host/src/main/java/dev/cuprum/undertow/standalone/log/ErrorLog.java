package dev.cuprum.undertow.standalone.log;

import dev.cuprum.engine.LogLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What units log and how they fail, and what the server has to say of requests, in the form of nginx's error log. One
 * in memory can be read by a test. Safe for use by any number of threads.
 */
public final class ErrorLog implements AutoCloseable {

    /** Takes lines. */
    interface Sink {
        void write(String line);
    }

    private final LogLevel level;
    private final Sink sink;
    private final Optional<RecentLines> recent;
    private final Runnable close;

    private ErrorLog(LogLevel level, Sink sink, Optional<RecentLines> recent, Runnable close) {
        this.level = level;
        this.sink = sink;
        this.recent = recent;
        this.close = close;
    }

    /** A log in memory of all levels that keeps the newest lines, 16 MiB of characters at most. */
    public static ErrorLog inMemory() {
        return inMemory(LogLevel.DEBUG);
    }

    /**
     * A log in memory that keeps the newest lines, 16 MiB of characters at most.
     *
     * @param level the least urgent level that is written
     */
    public static ErrorLog inMemory(LogLevel level) {
        RecentLines recent = new RecentLines();
        return new ErrorLog(level, recent::add, Optional.of(recent), () -> {});
    }

    /**
     * A log that is written by a writer which others use too.
     *
     * @param level the least urgent level that is written
     */
    public static ErrorLog to(LogWriter writer, LogLevel level) {
        return new ErrorLog(level, line -> writer.write(visible(line)), Optional.empty(), () -> {});
    }

    /**
     * A log that is appended to a file.
     *
     * @param level the least urgent level that is written
     * @throws UncheckedIOException where the file cannot be written
     */
    public static ErrorLog toFile(Path file, LogLevel level) {
        OutputStream out;
        try {
            out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the error log cannot be written to " + file + ": " + e, e);
        }
        LogWriter writer = LogWriter.start(out);
        return new ErrorLog(
                level,
                line -> writer.write(visible(line)),
                Optional.empty(),
                () -> writer.flush(Duration.ofSeconds(2)));
    }

    /** What clients have a say in cannot begin a line, or make a terminal act. */
    private static String visible(String line) {
        StringBuilder shown = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            LogLine.appendVisible(shown, line.charAt(i));
        }
        return shown.toString();
    }

    /** The least urgent level that is written. */
    public LogLevel level() {
        return level;
    }

    /**
     * Writes a line where its level is urgent enough.
     *
     * @param line as {@link ErrorLine} makes it
     */
    void write(LogLevel level, ErrorLine line) {
        if (level.passes(this.level)) {
            sink.write(line.text(level));
        }
    }

    /**
     * The lines of a log in memory, oldest first; none where the log is written elsewhere. A message that has line
     * breaks makes several.
     */
    public List<String> lines() {
        return text().lines().toList();
    }

    /** The lines of a log in memory, each with its line break; empty where the log is written elsewhere. */
    public String text() {
        return recent.map(RecentLines::text).orElse("");
    }

    /** Forgets the lines of a log in memory. */
    public void clear() {
        recent.ifPresent(RecentLines::clear);
    }

    /**
     * Waits for a line in a log in memory: what a log unit says may come after the client has its response.
     *
     * @param wanted tells the line
     * @return the first line that is wanted; empty where none came in time
     */
    public Optional<String> await(Predicate<String> wanted, Duration most) throws InterruptedException {
        return recent.isPresent() ? recent.get().await(wanted, most) : Optional.empty();
    }

    /** Waits, for a while, until what was written is where it belongs. */
    @Override
    public void close() {
        close.run();
    }
}
