package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A function that an init unit has made, and that all executions after it share: each calls a copy of its own, with its
 * own budget, its own globals, and its own copies of the locals around it, which begin as the init unit has left them.
 */
final class FrozenFunction extends Function {

    private final Closure template;

    FrozenFunction(Closure template) {
        this.template = template;
    }

    private Closure own() {
        return LuaRun.current().thawing().closure(template);
    }

    @Override
    public Varargs invoke0() {
        return own().invoke0();
    }

    @Override
    public Varargs invoke1(LuaValue a) {
        return own().invoke1(a);
    }

    @Override
    public Varargs invoke2(LuaValue a, LuaValue b) {
        return own().invoke2(a, b);
    }

    @Override
    public Varargs invoke3(LuaValue a, LuaValue b, LuaValue c) {
        return own().invoke3(a, b, c);
    }

    @Override
    public Varargs invokeAll(Varargs args) {
        return own().invokeAll(args);
    }
}
