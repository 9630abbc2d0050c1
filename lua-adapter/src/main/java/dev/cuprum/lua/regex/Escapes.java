package dev.cuprum.lua.regex;

/**
 * Reads what follows a backslash. What comes of it is one number: a character, or else a letter with a meaning of its own or
 * a reference, which are negative. Leaves the last byte of the escape as the one that is being read.
 */
final class Escapes {

    private static final int REFERENCE = -1000;
    private static final String MEANINGFUL = "ABCDEGHKNPQRSVWXZbdhkpsvwz";
    private static final int TOO_LARGE = Integer.MAX_VALUE / 10 - 1;

    private final Reading in;

    Escapes(Reading in) {
        this.in = in;
    }

    /** Whether an escape is a letter with a meaning of its own, and that one. */
    static boolean isLetter(int escape, int letter) {
        return escape == -letter;
    }

    static boolean isReference(int escape) {
        return escape <= REFERENCE;
    }

    /** The number of the group that a reference is to. */
    static int group(int escape) {
        return REFERENCE - escape;
    }

    private static int reference(int group) {
        return REFERENCE - group;
    }

    /** Reads an escape; the backslash is the byte that is being read. */
    int read(boolean inClass) throws RegexSyntaxException {
        in.at++;
        if (in.atEnd()) {
            throw in.fault("\\ at end of pattern");
        }
        int c = in.character();
        if (c < '0' || c > 'z') {
            return c;
        }
        int result = c <= '9' ? digits(c, inClass) : letter(c, inClass);
        if (result == -'N' && in.peek(1) == '{' && Quantifiers.lengthAt(in, in.at + 1) == 0) {
            throw in.fault("PCRE does not support \\L, \\l, \\N{name}, \\U, or \\u");
        }
        return result;
    }

    private int letter(int c, boolean inClass) throws RegexSyntaxException {
        if (MEANINGFUL.indexOf(c) >= 0) {
            return -c;
        }
        return switch (c) {
            case 'a' -> 7;
            case 'e' -> 27;
            case 'f' -> 12;
            case 'n' -> 10;
            case 'r' -> 13;
            case 't' -> 9;
            case 'l', 'L' -> throw in.fault("PCRE does not support \\L, \\l, \\N{name}, \\U, or \\u");
            case 'u', 'U' -> ofJavaScript(c);
            case 'g' -> inClass ? c : reference();
            case 'o' -> octal();
            case 'x' -> hex();
            case 'c' -> control();
            default -> unknown(c);
        };
    }

    private int unknown(int c) throws RegexSyntaxException {
        if (in.has(RegexOption.EXTRA) && Reading.isLetter(c)) {
            throw in.fault("unrecognized character follows \\");
        }
        return c;
    }

    private int ofJavaScript(int c) throws RegexSyntaxException {
        if (!in.has(RegexOption.JAVASCRIPT)) {
            throw in.fault("PCRE does not support \\L, \\l, \\N{name}, \\U, or \\u");
        }
        if (c == 'U' || !hexAhead(4)) {
            return c;
        }
        int code = hexDigits(4);
        if (code > (in.utf() ? 0x10ffff : 0xff)) {
            throw in.fault("character value in \\u.... sequence is too large");
        }
        return valid(code);
    }

    private boolean hexAhead(int count) {
        for (int i = 1; i <= count; i++) {
            if (hexValue(in.peek(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private int hexDigits(int most) {
        int code = 0;
        for (int i = 0; i < most && hexValue(in.peek(1)) >= 0; i++) {
            in.at++;
            code = code << 4 | hexValue(in.peek(0));
        }
        return code;
    }

    private static int hexValue(int c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private int valid(int code) throws RegexSyntaxException {
        if (in.utf() && code >= 0xd800 && code <= 0xdfff) {
            throw in.fault("disallowed Unicode code point (>= 0xd800 && <= 0xdfff)");
        }
        return code;
    }

    private int hex() throws RegexSyntaxException {
        if (in.has(RegexOption.JAVASCRIPT)) {
            return hexAhead(2) ? hexDigits(2) : 'x';
        }
        if (in.peek(1) != '{') {
            return hexDigits(2);
        }
        in.at += 2;
        if (in.peek(0) == '}') {
            throw in.fault("digits missing in \\x{} or \\o{}");
        }
        return braced(16, "non-hex character in \\x{} (closing brace missing?)");
    }

    private int octal() throws RegexSyntaxException {
        if (in.peek(1) != '{') {
            throw in.fault("missing opening brace after \\o");
        }
        if (in.peek(2) == '}') {
            throw in.fault("digits missing in \\x{} or \\o{}");
        }
        in.at += 2;
        return braced(8, "non-octal character in \\o{} (closing brace missing?)");
    }

    private int braced(int radix, String unclosed) throws RegexSyntaxException {
        int most = in.utf() ? 0x10ffff : 0xff;
        long code = 0;
        while (in.peek(0) < 0x80 && Character.digit(in.peek(0), radix) >= 0) {
            code = Math.min(code * radix + Character.digit(in.peek(0), radix), Integer.MAX_VALUE);
            in.at++;
        }
        if (code > most) {
            throw in.fault("character value in \\x{} or \\o{} is too large");
        }
        if (in.peek(0) != '}') {
            throw in.fault(unclosed);
        }
        return valid((int) code);
    }

    private int control() throws RegexSyntaxException {
        in.at++;
        int c = in.peek(0);
        if (in.atEnd()) {
            throw in.fault("\\c at end of pattern");
        }
        if (c > 127) {
            throw in.fault("\\c must be followed by an ASCII character");
        }
        return (c >= 'a' && c <= 'z' ? c - 32 : c) ^ 0x40;
    }

    private int digits(int c, boolean inClass) throws RegexSyntaxException {
        if (c != '0' && !inClass) {
            int before = in.at;
            in.at--;
            int number = number();
            if (number < 8 || number <= in.groups) {
                return reference(number);
            }
            in.at = before;
        }
        if (c >= '8') {
            return c;
        }
        int code = c - '0';
        for (int i = 0; i < 2 && in.peek(1) >= '0' && in.peek(1) <= '7'; i++) {
            in.at++;
            code = code * 8 + in.peek(0) - '0';
        }
        if (!in.utf() && code > 0xff) {
            throw in.fault("octal value is greater than \\377 in 8-bit non-UTF-8 mode");
        }
        return code;
    }

    /** The digits that follow. */
    private int number() throws RegexSyntaxException {
        int number = 0;
        boolean large = false;
        while (Reading.isDigit(in.peek(1))) {
            large |= number > TOO_LARGE;
            in.at++;
            number = large ? number : number * 10 + in.peek(0) - '0';
        }
        if (large) {
            throw in.fault("number is too big");
        }
        return number;
    }

    private int reference() throws RegexSyntaxException {
        int next = in.peek(1);
        if (next == '<' || next == '\'') {
            return -'g';
        }
        if (next == '{' && isName(in.at + 2)) {
            return -'k';
        }
        boolean braced = next == '{';
        in.at += braced ? 1 : 0;
        boolean back = in.peek(1) == '-';
        in.at += back ? 1 : 0;
        int number = number();
        if (braced) {
            in.at++;
            if (in.peek(0) != '}') {
                throw in.fault(
                        "\\g is not followed by a braced, angle-bracketed, or quoted name/number or by a plain number");
            }
        }
        if (number == 0) {
            throw in.fault("a numbered reference must not be zero");
        }
        if (back && number > in.groups) {
            throw in.fault("reference to non-existent subpattern");
        }
        return reference(back ? in.groups - number + 1 : number);
    }

    /** Whether there is anything but digits and signs before the brace that closes. */
    private boolean isName(int from) {
        int i = from;
        while (in.byteAt(i) == '-' || Reading.isDigit(in.byteAt(i))) {
            i++;
        }
        return in.byteAt(i) != 0 && in.byteAt(i) != '}';
    }
}
