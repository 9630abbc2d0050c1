package dev.cuprum.undertow.standalone.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The form of a line of the log: time, level, who says it, and what. */
final class LogLine {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private LogLine() {}

    /** A line without its line break. Nothing in the message can begin another line. */
    static String of(long millis, String level, String logger, String message) {
        StringBuilder line = new StringBuilder(message.length() + 64);
        TIME.formatTo(Instant.ofEpochMilli(millis), line);
        line.append(' ').append(level).append(" ".repeat(Math.max(1, 6 - level.length())));
        line.append(logger).append(": ");
        for (int i = 0; i < message.length(); i++) {
            appendVisible(line, message.charAt(i));
        }
        return line.toString();
    }

    /** Appends a character, or what stands for it where a terminal would act on it. */
    static void appendVisible(StringBuilder line, char c) {
        if (c >= ' ' && c != 0x7f && !(c >= 0x80 && c < 0xa0) && c != '\u2028' && c != '\u2029') {
            line.append(c);
        } else if (c == '\n') {
            line.append("\\n");
        } else if (c == '\t') {
            line.append(' ');
        } else {
            line.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
        }
    }
}
