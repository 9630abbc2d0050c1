package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Calls a value's {@code __call} with the value before the other arguments. */
final class MetamethodCall extends Function {

    private final Function method;
    private final LuaValue self;

    MetamethodCall(Function method, LuaValue self) {
        this.method = method;
        this.self = self;
    }

    /** Whether it calls a function of a unit. */
    boolean isOfUnit() {
        return method instanceof Closure;
    }

    @Override
    public Varargs invoke0() {
        return method.invoke1(self);
    }

    @Override
    public Varargs invoke1(LuaValue a) {
        return method.invoke2(self, a);
    }

    @Override
    public Varargs invoke2(LuaValue a, LuaValue b) {
        return method.invoke3(self, a, b);
    }

    @Override
    public Varargs invoke3(LuaValue a, LuaValue b, LuaValue c) {
        return method.invokeAll(varargsOf(new LuaValue[] {self, a, b, c}));
    }

    @Override
    public Varargs invokeAll(Varargs args) {
        return method.invokeAll(varargsOf(self, args));
    }
}
