package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Stands for a value that cannot be called until the call, for the arguments are computed before the error is raised. */
final class NotCallable extends Function {

    private final LuaValue value;

    NotCallable(LuaValue value) {
        this.value = value;
    }

    @Override
    public Varargs invoke0() {
        throw Faults.operand("call", value, 0);
    }

    @Override
    public Varargs invoke1(LuaValue a) {
        return invoke0();
    }

    @Override
    public Varargs invoke2(LuaValue a, LuaValue b) {
        return invoke0();
    }

    @Override
    public Varargs invoke3(LuaValue a, LuaValue b, LuaValue c) {
        return invoke0();
    }

    @Override
    public Varargs invokeAll(Varargs args) {
        return invoke0();
    }
}
