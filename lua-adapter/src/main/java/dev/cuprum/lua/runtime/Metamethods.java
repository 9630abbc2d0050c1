package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** Finds the metamethods of values. */
final class Metamethods {

    private Metamethods() {}

    /**
     * A value's metamethod; nil where it has none. Strings have none but {@code __index}, which is known anyway, unless
     * the execution has given them others.
     */
    static LuaValue of(LuaValue value, LuaString tag) {
        if (value instanceof LuaString) {
            return Strings.changed() ? LuaRun.current().strings().metamethod(tag) : LuaValue.NIL;
        }
        if (value instanceof Table || value instanceof LuaUserdata) {
            LuaValue metatable = value.getmetatable();
            return metatable == null ? LuaValue.NIL : metatable.rawget(tag);
        }
        return LuaValue.NIL;
    }

    /**
     * Calls a metamethod.
     *
     * @return its first result
     */
    static LuaValue call(LuaValue method, LuaValue a, LuaValue b) {
        return callee(method).call(a, b);
    }

    /** What is called where a metamethod is; the error that it cannot be called has no position. */
    static Function callee(LuaValue method) {
        if (method instanceof Function function) {
            return function;
        }
        if (of(method, LuaValue.CALL).isnil()) {
            throw ScriptError.of(LuaString.valueOf("attempt to call a " + method.typename() + " value"));
        }
        return Calls.callee(method);
    }

    /** The metamethod of the first operand that has it; nil where none has. */
    static LuaValue of(LuaValue a, LuaValue b, LuaString tag) {
        LuaValue method = of(a, tag);
        return method.isnil() ? of(b, tag) : method;
    }
}
