package dev.cuprum.undertow.nginx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a client sees of a response.
 *
 * @param statusLine status and reason
 * @param fields the header fields, by lower-case name
 * @param framing how the end of the body is told: {@code chunked}, {@code length}, {@code close} or {@code none}
 * @param body the body, one character a byte
 * @param complete whether all of it came that was to come
 */
record Reply(String statusLine, Map<String, List<String>> fields, String framing, String body, boolean complete) {

    /** The replies in what has come on a connection; the last may be broken. */
    static List<Reply> parse(String bytes, boolean head) {
        List<Reply> replies = new ArrayList<>();
        int at = 0;
        while (at < bytes.length()) {
            int end = bytes.indexOf("\r\n\r\n", at);
            if (end < 0) {
                replies.add(new Reply("broken: " + bytes.substring(at), Map.of(), "none", "", false));
                break;
            }
            List<String> lines = bytes.substring(at, end).lines().toList();
            Map<String, List<String>> fields = fields(lines);
            Body body = Body.read(bytes, end + 4, lines.get(0), fields, head);
            String status = lines.get(0).substring(lines.get(0).indexOf(' ') + 1);
            replies.add(new Reply(status, fields, body.framing, body.text, body.complete));
            at = body.end;
        }
        return replies;
    }

    private static Map<String, List<String>> fields(List<String> lines) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            fields.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return fields;
    }

    private record Body(String framing, String text, boolean complete, int end) {

        static Body read(String bytes, int start, String status, Map<String, List<String>> fields, boolean head) {
            int code = Integer.parseInt(status.substring(9, 12));
            if (head || code < 200 || code == 204 || code == 304) {
                return new Body("none", "", true, start);
            }
            if (fields.containsKey("transfer-encoding")) {
                return chunked(bytes, start);
            }
            if (fields.containsKey("content-length")) {
                int length = Integer.parseInt(fields.get("content-length").get(0));
                int end = Math.min(bytes.length(), start + length);
                return new Body("length", bytes.substring(start, end), end == start + length, end);
            }
            return new Body("close", bytes.substring(start), true, bytes.length());
        }

        private static Body chunked(String bytes, int start) {
            StringBuilder text = new StringBuilder();
            int at = start;
            while (true) {
                int line = bytes.indexOf("\r\n", at);
                if (line < 0) {
                    return new Body("chunked", text.toString(), false, bytes.length());
                }
                int size = Integer.parseInt(bytes.substring(at, line), 16);
                if (size == 0) {
                    int end = bytes.indexOf("\r\n", line + 2);
                    return new Body("chunked", text.toString(), end >= 0, end < 0 ? bytes.length() : end + 2);
                }
                int end = Math.min(bytes.length(), line + 2 + size);
                text.append(bytes, line + 2, end);
                at = Math.min(bytes.length(), end + 2);
            }
        }
    }
}
