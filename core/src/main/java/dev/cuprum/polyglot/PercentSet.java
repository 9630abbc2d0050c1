package dev.cuprum.polyglot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The sets of characters that the URL standard has written with percent signs, one for each part of a URL. */
enum PercentSet {
    /** Controls, and all that is not ASCII: hosts and paths that are not understood. */
    CONTROL(""),
    /** What follows {@code #}. */
    FRAGMENT(" \"<>`"),
    /** What follows {@code ?}. */
    QUERY(" \"#<>"),
    /** The same in a URL whose scheme the standard knows. */
    SPECIAL_QUERY(" \"#<>'"),
    /** A part of a path. */
    PATH(" \"#<>?^`{}"),
    /** A user's name or password. */
    USERINFO(" \"#<>?^`{}/:;=@[\\]|");

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final String more;

    PercentSet(String more) {
        this.more = more;
    }

    /** Appends a character as this set has it. */
    void append(StringBuilder out, int character) {
        if (character >= ' ' && character < 0x7F && more.indexOf(character) < 0) {
            out.append((char) character);
            return;
        }
        for (byte octet : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            out.append('%').append(HEX[(octet >> 4) & 0xF]).append(HEX[octet & 0xF]);
        }
    }

    /** A text as this set has it. */
    String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> append(out, character));
        return out.toString();
    }

    /** The bytes that a text with percent signs stands for, as UTF-8; what is not UTF-8 becomes U+FFFD. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length);
        for (int i = 0; i < octets.length; i++) {
            int octet = octets[i] == '%' && i + 2 < octets.length ? hex(octets[i + 1], octets[i + 2]) : -1;
            if (octet >= 0) {
                i += 2;
            }
            out.write(octet >= 0 ? octet : octets[i]);
        }
        return TextCoding.utf8(out.toByteArray());
    }

    private static int hex(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first * 16 + second;
    }
}
