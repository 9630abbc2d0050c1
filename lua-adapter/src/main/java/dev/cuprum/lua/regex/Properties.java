package dev.cuprum.lua.regex;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Kinds of characters, by their names in {@code \p} and otherwise. */
final class Properties {

    /** By the number that {@link Character#getType(int)} gives. */
    private static final String[] TYPES = {
        "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Mc", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "", "Co",
        "Cs", "Pd", "Ps", "Pe", "Pc", "Po", "Sm", "Sc", "Sk", "So", "Pi", "Pf"
    };

    /** All characters. */
    static final IntPredicate ANY = code -> true;

    /** No character. */
    static final IntPredicate NONE = code -> false;

    static final IntPredicate DIGIT = code -> Character.getType(code) == Character.DECIMAL_DIGIT_NUMBER;
    static final IntPredicate LETTER = types("Lu Ll Lt Lm Lo");
    static final IntPredicate LOWER = types("Ll");
    static final IntPredicate UPPER = types("Lu");
    static final IntPredicate ALPHANUMERIC = LETTER.or(types("Nd Nl No"));
    static final IntPredicate WORD = ALPHANUMERIC.or(code -> code == '_');
    static final IntPredicate HORIZONTAL_SPACE = code -> code == 9
            || code == 0x20
            || code == 0xa0
            || code == 0x1680
            || code == 0x180e
            || code >= 0x2000 && code <= 0x200a
            || code == 0x202f
            || code == 0x205f
            || code == 0x3000;
    static final IntPredicate VERTICAL_SPACE =
            code -> code >= 10 && code <= 13 || code == 0x85 || code == 0x2028 || code == 0x2029;
    static final IntPredicate SPACE = types("Zs Zl Zp").or(HORIZONTAL_SPACE).or(VERTICAL_SPACE);

    static final IntPredicate GRAPH = code -> {
        int type = Character.getType(code);
        boolean blank = type == Character.SPACE_SEPARATOR
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED;
        boolean unseen = code == 0x61c || code == 0x180e || code >= 0x2066 && code <= 0x2069;
        return !blank && !unseen;
    };
    static final IntPredicate PRINT = code -> GRAPH.test(code) || Character.getType(code) == Character.SPACE_SEPARATOR;
    static final IntPredicate PUNCTUATION = types("Pc Pd Pe Pf Pi Po Ps")
            .or(code -> code < 128
                    && Character.getType(code) != 0
                    && types("Sc Sk Sm So").test(code));

    private static final Map<String, IntPredicate> NAMED = named();

    private Properties() {}

    /** The kind of that name; null where there is none. */
    static @Nullable IntPredicate of(String name) {
        return NAMED.get(name);
    }

    private static Map<String, IntPredicate> named() {
        Map<String, IntPredicate> kinds = new HashMap<>();
        for (String type : TYPES) {
            if (!type.isEmpty()) {
                kinds.put(type, types(type));
                String major = type.substring(0, 1);
                IntPredicate more = types(type);
                kinds.merge(major, more, IntPredicate::or);
            }
        }
        kinds.put("L&", types("Lu Ll Lt"));
        kinds.put("Any", ANY);
        kinds.put("Xan", ALPHANUMERIC);
        kinds.put("Xwd", WORD);
        kinds.put("Xps", SPACE);
        kinds.put("Xsp", SPACE);
        kinds.put(
                "Xuc",
                code -> code == '$' || code == '@' || code == '`' || code >= 0xa0 && code <= 0xd7ff || code >= 0xe000);
        for (UnicodeScript script : UnicodeScript.values()) {
            if (script != UnicodeScript.UNKNOWN) {
                kinds.put(title(script.name()), code -> UnicodeScript.of(code) == script);
            }
        }
        return kinds;
    }

    /** {@code OLD_ITALIC} as {@code Old_Italic}. */
    private static String title(String name) {
        StringBuilder title = new StringBuilder();
        for (String word : name.split("_")) {
            title.append(title.length() > 0 ? "_" : "")
                    .append(word.charAt(0))
                    .append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return title.toString();
    }

    private static IntPredicate types(String names) {
        int mask = 0;
        for (String name : names.split(" ")) {
            for (int type = 0; type < TYPES.length; type++) {
                if (TYPES[type].equals(name)) {
                    mask |= 1 << type;
                }
            }
        }
        int bits = mask;
        return code -> (bits >> Character.getType(code) & 1) != 0;
    }
}
