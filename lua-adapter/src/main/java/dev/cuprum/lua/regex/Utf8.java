package dev.cuprum.lua.regex;

/** UTF-8 in arrays of bytes. */
final class Utf8 {

    private Utf8() {}

    /** Whether a byte continues a character. */
    static boolean continues(byte b) {
        return (b & 0xc0) == 0x80;
    }

    /** How many bytes the character has that begins with a byte, if all is well. */
    static int length(byte first) {
        int b = first & 0xff;
        return b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
    }

    /** Where the character ends that begins at a place. */
    static int next(byte[] bytes, int at, int end) {
        return Math.min(at + length(bytes[at]), end);
    }

    /** Where the character begins that ends at a place. */
    static int previous(byte[] bytes, int at, int begin) {
        int i = at - 1;
        while (i > begin && continues(bytes[i])) {
            i--;
        }
        return i;
    }

    /** The character at a place; what is no UTF-8 is something, never an error. */
    static int decode(byte[] bytes, int at, int end) {
        int b = bytes[at];
        if (b >= 0) {
            return b;
        }
        int length = length(bytes[at]);
        if (length == 1 || at + length > end) {
            return b & 0xff;
        }
        int code = b & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            code = code << 6 | bytes[at + i] & 0x3f;
        }
        return code;
    }

    /** The bytes of a character. */
    static byte[] encode(int code) {
        if (code < 0x80) {
            return new byte[] {(byte) code};
        }
        int length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        byte[] bytes = new byte[length];
        int rest = code;
        for (int i = length - 1; i > 0; i--) {
            bytes[i] = (byte) (0x80 | rest & 0x3f);
            rest >>= 6;
        }
        bytes[0] = (byte) (0xf00 >> length | rest);
        return bytes;
    }

    /** Where the first fault is; the end where there is none. */
    static int firstFault(byte[] bytes, int begin, int end) {
        int i = begin;
        while (i < end) {
            if (bytes[i] >= 0) {
                i++;
                continue;
            }
            int length = validLength(bytes, i, end);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return end;
    }

    private static int validLength(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        int length = length(bytes[at]);
        if (first < 0xc2 || first > 0xf4 || at + length > end) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if (!continues(bytes[at + i])) {
                return 0;
            }
        }
        int code = decode(bytes, at, end);
        boolean fine = length == 2
                || length == 3 && code >= 0x800 && (code < 0xd800 || code > 0xdfff)
                || length == 4 && code >= 0x10000 && code <= 0x10ffff;
        return fine ? length : 0;
    }
}
