package dev.cuprum.lua.regex;

import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The classes of characters that have names, as C has them for ASCII, or as Unicode has them. */
final class ByteClasses {

    static final IntPredicate DIGIT = code -> code >= '0' && code <= '9';
    static final IntPredicate LOWER = code -> code >= 'a' && code <= 'z';
    static final IntPredicate UPPER = code -> code >= 'A' && code <= 'Z';
    static final IntPredicate ALPHA = LOWER.or(UPPER);
    static final IntPredicate ALPHANUMERIC = ALPHA.or(DIGIT);
    static final IntPredicate WORD = ALPHANUMERIC.or(code -> code == '_');
    static final IntPredicate SPACE = code -> code >= 9 && code <= 13 || code == ' ';
    static final IntPredicate HEX = DIGIT.or(code -> code >= 'a' && code <= 'f').or(code -> code >= 'A' && code <= 'F');

    private static final Map<String, IntPredicate> POSIX = Map.ofEntries(
            Map.entry("alpha", ALPHA),
            Map.entry("lower", LOWER),
            Map.entry("upper", UPPER),
            Map.entry("alnum", ALPHANUMERIC),
            Map.entry("ascii", code -> code < 128),
            Map.entry("blank", code -> code == ' ' || code == 9),
            Map.entry("cntrl", code -> code < 32 || code == 127),
            Map.entry("digit", DIGIT),
            Map.entry("graph", ByteClasses::isVisible),
            Map.entry("print", code -> code >= 32 && code < 127),
            Map.entry("punct", code -> isVisible(code) && !ALPHANUMERIC.test(code)),
            Map.entry("space", SPACE),
            Map.entry("word", WORD),
            Map.entry("xdigit", HEX));

    private static final Map<String, IntPredicate> UNICODE = Map.ofEntries(
            Map.entry("alpha", Properties.LETTER),
            Map.entry("lower", Properties.LOWER),
            Map.entry("upper", Properties.UPPER),
            Map.entry("alnum", Properties.ALPHANUMERIC),
            Map.entry("blank", Properties.HORIZONTAL_SPACE),
            Map.entry("digit", Properties.DIGIT),
            Map.entry("graph", Properties.GRAPH),
            Map.entry("print", Properties.PRINT),
            Map.entry("punct", Properties.PUNCTUATION),
            Map.entry("space", Properties.SPACE),
            Map.entry("word", Properties.WORD));

    private ByteClasses() {}

    private static boolean isVisible(int code) {
        return code > 32 && code < 127;
    }

    /** The class of a name between {@code [:} and {@code :]}; null where there is none. */
    static @Nullable IntPredicate posix(String name, boolean unicode) {
        IntPredicate ascii = POSIX.get(name);
        return unicode && ascii != null ? UNICODE.getOrDefault(name, ascii) : ascii;
    }

    /** The class of one of the letters d, s, w, h and v, not negated; null where it is another. */
    static @Nullable IntPredicate ofLetter(int letter, boolean unicode) {
        return switch (letter) {
            case 'd' -> unicode ? Properties.DIGIT : DIGIT;
            case 's' -> unicode ? Properties.SPACE : SPACE;
            case 'w' -> unicode ? Properties.WORD : WORD;
            case 'h' -> Properties.HORIZONTAL_SPACE;
            case 'v' -> Properties.VERTICAL_SPACE;
            default -> null;
        };
    }
}
