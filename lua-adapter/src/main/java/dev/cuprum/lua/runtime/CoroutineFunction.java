package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A coroutine as a function: each call goes on with it. */
public final class CoroutineFunction extends Function {

    private final Coroutine coroutine;

    /** The function of a coroutine. */
    public CoroutineFunction(Coroutine coroutine) {
        this.coroutine = coroutine;
    }

    @Override
    public Varargs invokeAll(Varargs args) {
        return coroutine.advance(args);
    }

    @Override
    public Varargs invoke0() {
        return coroutine.advance(NONE);
    }

    @Override
    public Varargs invoke1(LuaValue a) {
        return coroutine.advance(a);
    }

    @Override
    public Varargs invoke2(LuaValue a, LuaValue b) {
        return coroutine.advance(varargsOf(a, b));
    }

    @Override
    public Varargs invoke3(LuaValue a, LuaValue b, LuaValue c) {
        return coroutine.advance(varargsOf(a, b, c));
    }
}
