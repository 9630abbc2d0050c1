package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.ScriptError;

/** The single-character items of Lua patterns: letters, classes such as {@code %a}, sets, and the dot. */
final class PatternClasses {

    private static final char ESCAPE = '%';

    private PatternClasses() {}

    /** Where the item that begins at {@code p} ends. */
    static int end(byte[] code, int p, int codeEnd) {
        byte c = code[p];
        if (c == ESCAPE) {
            if (p + 1 >= codeEnd) {
                throw new ScriptError("malformed pattern (ends with '%')");
            }
            return p + 2;
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
                throw new ScriptError("malformed pattern (missing ']')");
            }
            i += code[i] == ESCAPE ? 2 : 1;
        } while (i >= codeEnd || code[i] != ']');
        return i + 1;
    }

    static boolean single(int c, byte[] code, int p, int next) {
        return switch (code[p]) {
            case '.' -> true;
            case ESCAPE -> inClass(c, code[p + 1] & 0xff);
            case '[' -> inSet(c, code, p, next - 1);
            default -> (code[p] & 0xff) == c;
        };
    }

    /** Whether a character is in the set between {@code [} at {@code p} and its {@code ]}. */
    static boolean inSet(int c, byte[] code, int p, int close) {
        int i = p + 1;
        boolean in = true;
        if (code[i] == '^') {
            in = false;
            i++;
        }
        for (; i < close; i++) {
            int first = code[i] & 0xff;
            if (first == ESCAPE && i + 1 < close) {
                i++;
                if (inClass(c, code[i] & 0xff)) {
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
