package dev.cuprum.lua.runtime;

import com.github.benmanes.caffeine.cache.Interner;
import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * One object for each text that is written in code, or is a key of a library, so that to compare keys is most often to
 * compare references. Forgets texts that nothing uses. Safe for use by several threads.
 */
public final class Interned {

    private static final Interner<LuaString> STRINGS = Interner.newWeakInterner();

    /** What metatables have; kept, so that code that names one finds the same object as the runtime. */
    private static final LuaString[] TAGS = {
        LuaValue.INDEX,
        LuaValue.NEWINDEX,
        LuaValue.CALL,
        LuaValue.MODE,
        LuaValue.METATABLE,
        LuaValue.ADD,
        LuaValue.SUB,
        LuaValue.DIV,
        LuaValue.MUL,
        LuaValue.POW,
        LuaValue.MOD,
        LuaValue.UNM,
        LuaValue.LEN,
        LuaValue.EQ,
        LuaValue.LT,
        LuaValue.LE,
        LuaValue.TOSTRING,
        LuaValue.CONCAT
    };

    static {
        Arrays.setAll(TAGS, i -> STRINGS.intern(TAGS[i]));
    }

    private Interned() {}

    /** The one object for a text. */
    public static LuaString of(LuaString text) {
        return STRINGS.intern(text);
    }

    /** The one object for a text; any other value as it is. */
    public static LuaValue of(LuaValue value) {
        return value instanceof LuaString text ? of(text) : value;
    }
}
