package dev.cuprum.lua.ngx;

import dev.cuprum.lua.regex.RegexOption;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.util.EnumSet;
import java.util.Set;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The options of {@code ngx.re}, one letter each.
 *
 * @param bits one for each letter that matters
 * @param once whether the expression is asked to be kept
 */
record RegexSettings(int bits, boolean once) {

    private static final String LETTERS = "adDiJmsuUx";

    private static final RegexSettings NONE = new RegexSettings(0, false);

    /** The options that a unit gives. */
    static RegexSettings of(LuaValue options) {
        if (!options.toboolean() || options.istable()) {
            return NONE;
        }
        if (!(options instanceof LuaString letters)) {
            throw new ScriptError("attempt to get length of local 'opts' (a " + options.typename() + " value)");
        }
        int bits = 0;
        boolean once = false;
        for (int i = 0; i < letters.m_length; i++) {
            int letter = letters.luaByte(i);
            int place = LETTERS.indexOf(letter);
            if (place >= 0) {
                bits |= 1 << place;
            } else if (letter == 'o') {
                once = true;
            } else if (letter != 'j') {
                throw new ScriptError(
                        "unknown flag \"" + (char) letter + "\" (flags \"" + Text.latin1(letters) + "\")");
            }
        }
        return new RegexSettings(bits, once);
    }

    /** The same for the engine. */
    Set<RegexOption> options() {
        Set<RegexOption> options = EnumSet.noneOf(RegexOption.class);
        for (int i = 0; i < LETTERS.length(); i++) {
            if (has(LETTERS.charAt(i))) {
                options.add(option(LETTERS.charAt(i)));
            }
        }
        // What is not looked at in a subject is looked at in an expression all the same.
        if (has('U')) {
            options.add(RegexOption.UTF8);
        }
        return options;
    }

    /** Whether a name stands for a list of what groups have matched. */
    boolean listsNames() {
        return has('D');
    }

    private boolean has(char letter) {
        return (bits >> LETTERS.indexOf(letter) & 1) != 0;
    }

    private static RegexOption option(char letter) {
        return switch (letter) {
            case 'a' -> RegexOption.ANCHORED;
            case 'd' -> RegexOption.LONGEST;
            case 'D' -> RegexOption.DUPLICATE_NAMES;
            case 'i' -> RegexOption.CASELESS;
            case 'J' -> RegexOption.JAVASCRIPT;
            case 'm' -> RegexOption.MULTILINE;
            case 's' -> RegexOption.DOTALL;
            case 'U' -> RegexOption.UNCHECKED_UTF8;
            case 'u' -> RegexOption.UTF8;
            default -> RegexOption.EXTENDED;
        };
    }

    /** The error where something else is given for an expression. */
    ScriptError noExpression(LuaValue value) {
        if (value.istable()) {
            return new ScriptError("bad argument #1 to 'ngx_lua_ffi_compile_regex' (cannot convert 'table' to "
                    + "'const unsigned char *')");
        }
        boolean joined = once && !Text.isText(value);
        return new ScriptError("attempt to " + (joined ? "concatenate" : "get length of") + " local 'regex' (a "
                + value.typename() + " value)");
    }
}
