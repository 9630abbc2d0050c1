package dev.cuprum.store;

import java.util.Base64;

/** Keys as text: the binary form in base64, between a line that says what it is and one that ends it (RFC 7468). */
final class Pem {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    private Pem() {}

    static boolean has(String text) {
        return text.contains(BEGIN);
    }

    static String write(String label, byte[] binary) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(binary);
        return BEGIN + label + DASHES + "\n" + lines + "\n" + end(label) + "\n";
    }

    /**
     * The binary form. Where the lines have been joined to one, as happens in environments, it is read all the same.
     *
     * @throws IllegalArgumentException where the text has nothing of that label
     */
    static byte[] read(String label, String text) {
        String begin = BEGIN + label + DASHES;
        int from = text.indexOf(begin);
        int to = text.indexOf(end(label), Math.max(from, 0));
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("it has no '" + begin + "' with the line that ends it");
        }
        return base64(text.substring(from + begin.length(), to));
    }

    /**
     * Reads base64, with or without white space in it.
     *
     * @throws IllegalArgumentException where it is none
     */
    static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text.replaceAll("\\s|\\\\n", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is not base64", e);
        }
    }

    private static String end(String label) {
        return "-----END " + label + DASHES;
    }
}
