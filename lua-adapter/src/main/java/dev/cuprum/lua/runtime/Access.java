package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Reads and writes fields, measures, and finds out what can be called. */
final class Access {

    /** As in Lua. */
    private static final int MAX_INDEXES = 100;

    private Access() {}

    static LuaValue get(LuaRun run, LuaValue from, LuaValue key) {
        if (from instanceof LuaTable table) {
            return table.getmetatable() == null ? table.get(key) : inherit(run, table, key);
        }
        if (from instanceof LuaString) {
            return run.stringMethods().get(key);
        }
        throw new OperandError("index", from);
    }

    /** Follows {@code __index}; unlike LuaJ, asks a table without one in its own way, which may compute or refuse. */
    static LuaValue inherit(LuaRun run, LuaTable table, LuaValue key) {
        LuaValue from = table;
        for (int i = 0; i < MAX_INDEXES; i++) {
            if (!(from instanceof LuaTable next)) {
                if (from instanceof LuaString) {
                    return run.stringMethods().get(key);
                }
                throw new ScriptError("attempt to index a " + from.typename() + " value");
            }
            if (next.getmetatable() == null) {
                return next.get(key);
            }
            LuaValue value = next instanceof Environment globals ? globals.own(key) : next.rawget(key);
            LuaValue index = value.isnil() ? next.metatag(LuaValue.INDEX) : LuaValue.NIL;
            if (index.isnil()) {
                return value;
            }
            if (index.isfunction()) {
                return index.call(next, key);
            }
            from = index;
        }
        throw new ScriptError("loop in gettable");
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
