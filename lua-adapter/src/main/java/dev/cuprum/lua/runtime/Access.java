package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Reads and writes fields, measures, and finds out what can be called. */
final class Access {

    private Access() {}

    static LuaValue get(LuaRun run, LuaValue from, LuaValue key) {
        if (from instanceof LuaTable) {
            return from.get(key);
        }
        if (from instanceof LuaString) {
            return run.stringMethods().get(key);
        }
        throw new OperandError("index", from);
    }

    static void set(LuaValue into, LuaValue key, LuaValue value) {
        if (!(into instanceof LuaTable)) {
            throw new OperandError("index", into);
        }
        if (!key.isvalidkey() && into.metatag(LuaValue.NEWINDEX).isnil()) {
            throw new ScriptError(key.isnil() ? "table index is nil" : "table index is NaN");
        }
        into.set(key, value);
    }

    static LuaValue length(LuaValue of) {
        if (of instanceof LuaString string) {
            return LuaInteger.valueOf(string.m_length);
        }
        if (of instanceof LuaTable) {
            return of.len();
        }
        throw new OperandError("get length of", of);
    }

    static LuaValue callable(LuaValue value) {
        if (!(value instanceof LuaFunction) && value.metatag(LuaValue.CALL).isnil()) {
            throw new OperandError("call", value);
        }
        return value;
    }
}
