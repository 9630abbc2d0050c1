package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A call in place of results: whoever called makes it, so that a chain of calls in last position needs no stack. */
public final class TailCall extends Varargs {

    final LuaValue function;
    final Varargs args;

    /** To be returned by a function in place of its results. */
    public TailCall(LuaValue function, Varargs args) {
        this.function = function;
        this.args = args;
    }

    @Override
    public LuaValue arg(int i) {
        throw new IllegalStateException("this call is still to be made");
    }

    @Override
    public int narg() {
        throw new IllegalStateException("this call is still to be made");
    }

    @Override
    public LuaValue arg1() {
        throw new IllegalStateException("this call is still to be made");
    }

    @Override
    public Varargs subargs(int start) {
        throw new IllegalStateException("this call is still to be made");
    }
}
