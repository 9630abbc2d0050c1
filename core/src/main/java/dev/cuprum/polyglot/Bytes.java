package dev.cuprum.polyglot;

import java.nio.charset.StandardCharsets;

/** Text of an exchange, which has one character for each byte, and the text in UTF-8 that it stands for. */
final class Bytes {

    private static final String UNESCAPED = "-._~!$&'()*+,;=:@/";
    private static final String NOT_IN_QUERY = "\"#<>";
    private static final String HEX = "0123456789ABCDEF";

    private Bytes() {}

    /** What bytes stand for. */
    static String text(String octets) {
        return isAscii(octets)
                ? octets
                : new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The bytes of a text. */
    static String octets(String text) {
        return isAscii(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The bytes of a path as they are in a URL. */
    static String escaped(String octets) {
        StringBuilder escaped = new StringBuilder(octets.length() + 16);
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (isAlphanumeric(c) || UNESCAPED.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escape(escaped, c);
            }
        }
        return escaped.toString();
    }

    /** The bytes of a query as they are in a URL: without blanks, controls and what would end it. */
    static String query(String octets) {
        if (octets.chars().noneMatch(Bytes::isNotInQuery)) {
            return octets;
        }
        StringBuilder query = new StringBuilder(octets.length() + 16);
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (isNotInQuery(c)) {
                escape(query, c);
            } else {
                query.append(c);
            }
        }
        return query.toString();
    }

    private static boolean isNotInQuery(int c) {
        return c <= ' ' || c >= 0x7f || NOT_IN_QUERY.indexOf(c) >= 0;
    }

    private static void escape(StringBuilder out, char c) {
        out.append('%').append(HEX.charAt((c >> 4) & 15)).append(HEX.charAt(c & 15));
    }

    /**
     * The value of a header as the Fetch standard has it: without space around it.
     *
     * @throws IllegalArgumentException where a character is more than one byte
     */
    static String headerValue(String name, String value) {
        int end = value.length();
        int start = 0;
        while (start < end && isSpace(value.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(value.charAt(end - 1))) {
            end--;
        }
        for (int i = start; i < end; i++) {
            if (value.charAt(i) > 0xff) {
                throw new IllegalArgumentException("the value of header '" + name
                        + "' has a character that no header may" + " have; encodeURIComponent makes one that it may");
            }
        }
        return value.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
