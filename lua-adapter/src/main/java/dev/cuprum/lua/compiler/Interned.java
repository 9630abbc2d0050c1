package dev.cuprum.lua.compiler;

import com.github.benmanes.caffeine.cache.Interner;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** One object for each text that is written in code, so that to compare keys is most often to compare references. */
final class Interned {

    private static final Interner<LuaString> STRINGS = Interner.newWeakInterner();

    private Interned() {}

    static LuaValue of(LuaValue value) {
        return value instanceof LuaString string ? STRINGS.intern(string) : value;
    }
}
