package dev.cuprum.polyglot;

import java.nio.charset.StandardCharsets;

/** Text of an exchange, which has one character for each byte, and the text in UTF-8 that it stands for. */
final class Bytes {

    private static final String UNESCAPED = "-._~!$&'()*+,;=:@/";
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
        return isAscii(text)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The bytes of a path as they are in a URL. */
    static String escaped(String octets) {
        StringBuilder escaped = new StringBuilder(octets.length() + 16);
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (isAlphanumeric(c) || UNESCAPED.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HEX.charAt((c >> 4) & 15)).append(HEX.charAt(c & 15));
            }
        }
        return escaped.toString();
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
