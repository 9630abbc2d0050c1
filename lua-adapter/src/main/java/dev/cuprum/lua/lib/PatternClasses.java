package dev.cuprum.lua.lib;

/** The single-character items of Lua patterns: letters, classes such as {@code %a}, sets, and the dot. */
final class PatternClasses {

    private static final char ESCAPE = '%';
    private static final int CHARACTERS = 256;

    private static final boolean[] ANY = new boolean[CHARACTERS];
    private static final boolean[][] ONE = new boolean[CHARACTERS][CHARACTERS];
    private static final boolean[][] CLASSES = new boolean[CHARACTERS][CHARACTERS];

    static {
        for (int c = 0; c < CHARACTERS; c++) {
            ANY[c] = true;
            ONE[c][c] = true;
            for (int name = 0; name < CHARACTERS; name++) {
                CLASSES[name][c] = inClass(c, name);
            }
        }
    }

    private PatternClasses() {}

    /** Where the item that begins at {@code p} ends; -1 where it does not. */
    static int end(byte[] code, int p, int codeEnd) {
        byte c = code[p];
        if (c == ESCAPE) {
            return p + 1 >= codeEnd ? -1 : p + 2;
        }
        if (c != '[') {
            return p + 1;
        }
        int i = p + 1;
        if (i < codeEnd && code[i] == '^') {
            i++;
        }
        // The first ] of a set is one of its characters.
        do {
            if (i >= codeEnd) {
                return -1;
            }
            i += code[i] == ESCAPE && i + 1 < codeEnd ? 2 : 1;
        } while (i >= codeEnd || code[i] != ']');
        return i + 1;
    }

    /** What is wrong with an item that does not end. */
    static String fault(byte first) {
        return first == ESCAPE ? "malformed pattern (ends with '%')" : "malformed pattern (missing ']')";
    }

    /** The characters that an item stands for; not to be changed. */
    static boolean[] set(byte[] code, int p, int end) {
        return switch (code[p]) {
            case '.' -> ANY;
            case ESCAPE -> CLASSES[code[p + 1] & 0xff];
            case '[' -> members(code, p, end - 1);
            default -> ONE[code[p] & 0xff];
        };
    }

    private static boolean[] members(byte[] code, int p, int close) {
        boolean[] members = new boolean[CHARACTERS];
        for (int c = 0; c < CHARACTERS; c++) {
            members[c] = inSet(c, code, p, close);
        }
        return members;
    }

    /** Whether a character is in the set between {@code [} at {@code p} and its {@code ]}. */
    private static boolean inSet(int c, byte[] code, int p, int close) {
        int i = p + 1;
        boolean in = true;
        if (code[i] == '^') {
            in = false;
            i++;
        }
        for (; i < close; i++) {
            int first = code[i] & 0xff;
            if (first == ESCAPE) {
                // Where a range has taken the first of two, this is the closing bracket, as in LuaJIT.
                i++;
                if (CLASSES[code[i] & 0xff][c]) {
                    return in;
                }
            } else if (i + 2 < close && code[i + 1] == '-') {
                if (first <= c && c <= (code[i + 2] & 0xff)) {
                    return in;
                }
                i += 2;
            } else if (first == c) {
                return in;
            }
        }
        return !in;
    }

    private static boolean inClass(int c, int name) {
        boolean in =
                switch (name | 0x20) {
                    case 'a' -> isLetter(c);
                    case 'c' -> c < ' ' || c == 127;
                    case 'd' -> isDigit(c);
                    case 'g' -> c > ' ' && c < 127;
                    case 'l' -> c >= 'a' && c <= 'z';
                    case 'p' -> c > ' ' && c < 127 && !isLetter(c) && !isDigit(c);
                    case 's' -> c == ' ' || (c >= '\t' && c <= '\r');
                    case 'u' -> c >= 'A' && c <= 'Z';
                    case 'w' -> isLetter(c) || isDigit(c);
                    case 'x' -> isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
                    case 'z' -> c == 0;
                    default -> false;
                };
        boolean known = isLetter(name) && "acdglpsuwxz".indexOf(name | 0x20) >= 0;
        if (!known) {
            return name == c;
        }
        return (name & 0x20) != 0 ? in : !in;
    }

    private static boolean isLetter(int c) {
        int lower = c | 0x20;
        return c < 128 && lower >= 'a' && lower <= 'z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
