package dev.cuprum.undertow.standalone.log;

import dev.cuprum.unit.UnitId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the log says of one request; becomes text on the thread that writes it. */
record AccessLine(
        long millis,
        String method,
        String target,
        int status,
        long bytes,
        long nanos,
        String client,
        List<UnitId> units) {

    private static final int LONGEST_TARGET = 2048;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(128);
        appendWord(text, method);
        text.append(' ');
        appendWord(text, target);
        text.append(' ').append(status).append(' ').append(bytes).append("B ");
        text.append(String.format(Locale.ROOT, "%.1fms ", nanos / 1e6));
        appendWord(text, client);
        text.append(" units=")
                .append(
                        units.isEmpty()
                                ? "-"
                                : units.stream().map(UnitId::toString).collect(Collectors.joining(",")));
        return LogLine.of(millis, "INFO", "access", text.toString());
    }

    /** Appends what a client has sent as one word of printable ASCII, so that it cannot pass for anything else. */
    private static void appendWord(StringBuilder text, String word) {
        for (int i = 0; i < Math.min(word.length(), LONGEST_TARGET); i++) {
            char c = word.charAt(i);
            if (c > ' ' && c < 0x7f && c != '\\') {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c));
            }
        }
        if (word.length() > LONGEST_TARGET) {
            text.append('…');
        }
    }
}
