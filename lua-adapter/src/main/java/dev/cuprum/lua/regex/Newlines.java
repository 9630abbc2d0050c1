package dev.cuprum.lua.regex;

/** What ends a line. */
enum Newlines {
    LF,
    CR,
    CRLF,
    ANYCRLF,
    ANY;

    /** How many bytes the end of line has that begins at a place; 0 where there is none. */
    int lengthAt(byte[] bytes, int at, int end, boolean utf) {
        if (at >= end) {
            return 0;
        }
        boolean pair = at + 1 < end && bytes[at] == '\r' && bytes[at + 1] == '\n';
        return switch (this) {
            case LF -> bytes[at] == '\n' ? 1 : 0;
            case CR -> bytes[at] == '\r' ? 1 : 0;
            case CRLF -> pair ? 2 : 0;
            case ANYCRLF -> pair ? 2 : bytes[at] == '\n' || bytes[at] == '\r' ? 1 : 0;
            case ANY -> pair ? 2 : anyLength(bytes, at, end, utf);
        };
    }

    private static int anyLength(byte[] bytes, int at, int end, boolean utf) {
        int code = utf ? Utf8.decode(bytes, at, end) : bytes[at] & 0xff;
        if (!Properties.VERTICAL_SPACE.test(code)) {
            return 0;
        }
        return utf ? Utf8.length(bytes[at]) : 1;
    }

    /** Whether a line ends before a place. */
    boolean endsBefore(byte[] bytes, int at, int begin, boolean utf) {
        if (at <= begin) {
            return false;
        }
        byte last = bytes[at - 1];
        return switch (this) {
            case LF -> last == '\n';
            case CR -> last == '\r';
            case CRLF -> last == '\n' && at - 1 > begin && bytes[at - 2] == '\r';
            case ANYCRLF -> last == '\n' || last == '\r';
            case ANY -> anyLength(bytes, utf ? Utf8.previous(bytes, at, begin) : at - 1, at, utf) > 0;
        };
    }
}
