package dev.cuprum.polyglot;

import org.jspecify.annotations.Nullable;

/** An IPv6 address of a URL, read piece by piece as the URL standard does. */
final class Ipv6Address {

    private static final int PIECES = 8;

    private final String text;
    private final int[] pieces = new int[PIECES];
    private int count;
    private int compressed = -1;
    private int at;

    private Ipv6Address(String text) {
        this.text = text;
    }

    /** The address in its one form, in brackets; null where it is none. */
    static @Nullable String normalize(String text) {
        Ipv6Address address = new Ipv6Address(text);
        return address.read() ? "[" + address + "]" : null;
    }

    private char current() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private boolean read() {
        if (current() == ':') {
            if (!text.startsWith("::")) {
                return false;
            }
            at = 2;
            compressed = 0;
        }
        while (at < text.length()) {
            if (count == PIECES || !readPiece()) {
                return false;
            }
        }
        return expand();
    }

    private boolean readPiece() {
        if (current() == ':') {
            if (compressed >= 0) {
                return false;
            }
            at++;
            compressed = count;
            return true;
        }
        int start = at;
        int value = 0;
        while (at < start + 4 && Character.digit(current(), 16) >= 0) {
            value = value * 16 + Character.digit(current(), 16);
            at++;
        }
        if (current() == '.') {
            boolean digits = at > start;
            at = start;
            return digits && readIpv4();
        }
        pieces[count++] = value;
        return skipColon(start);
    }

    private boolean skipColon(int start) {
        if (at == text.length()) {
            return at > start;
        }
        if (current() != ':') {
            return false;
        }
        at++;
        // Before a second colon there may be nothing; otherwise something must follow.
        return at < text.length();
    }

    private boolean readIpv4() {
        if (count > PIECES - 2) {
            return false;
        }
        int[] octets = new int[4];
        for (int i = 0; i < octets.length; i++) {
            if (i > 0 && !skipDot()) {
                return false;
            }
            octets[i] = readOctet();
            if (octets[i] < 0) {
                return false;
            }
        }
        pieces[count++] = octets[0] << 8 | octets[1];
        pieces[count++] = octets[2] << 8 | octets[3];
        return at == text.length();
    }

    private boolean skipDot() {
        boolean dot = current() == '.';
        at++;
        return dot;
    }

    private int readOctet() {
        int start = at;
        int value = 0;
        while (UrlParser.isDigit(current())) {
            boolean leadingZero = at > start && value == 0;
            value = value * 10 + current() - '0';
            if (leadingZero || value > 255) {
                return -1;
            }
            at++;
        }
        return at > start ? value : -1;
    }

    private boolean expand() {
        if (compressed < 0) {
            return count == PIECES;
        }
        int moved = count - compressed;
        for (int i = 1; i <= moved; i++) {
            int from = compressed + moved - i;
            int to = PIECES - i;
            int piece = pieces[from];
            pieces[from] = 0;
            pieces[to] = piece;
        }
        return true;
    }

    /** Where the first of the longest rows of zeros begins, and how long it is; rows of one do not count. */
    private int[] longestZeros() {
        int[] longest = {-1, 1};
        for (int i = 0; i < PIECES; i++) {
            int end = i;
            while (end < PIECES && pieces[end] == 0) {
                end++;
            }
            if (end - i > longest[1]) {
                longest[0] = i;
                longest[1] = end - i;
            }
            i = Math.max(i, end - 1);
        }
        return longest;
    }

    @Override
    public String toString() {
        int[] zeros = longestZeros();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < PIECES; i++) {
            if (i == zeros[0]) {
                out.append(i == 0 ? "::" : ":");
                i += zeros[1] - 1;
            } else {
                out.append(Integer.toHexString(pieces[i]));
                if (i < PIECES - 1) {
                    out.append(':');
                }
            }
        }
        return out.toString();
    }
}
