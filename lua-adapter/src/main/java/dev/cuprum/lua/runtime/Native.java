package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A library function. */
public class Native extends Function {

    /** What a library function does. */
    @FunctionalInterface
    public interface Body {

        /** Takes arguments, returns results. */
        Varargs invoke(Varargs args);
    }

    private final String name;
    private final Body body;

    /**
     * @param name what messages call it
     */
    public Native(String name, Body body) {
        this.name = name;
        this.body = body;
    }

    @Override
    public Varargs invokeAll(Varargs args) {
        try {
            return body.invoke(args);
        } catch (BadArgument e) {
            throw e.to(name);
        }
    }

    @Override
    public Varargs invoke0() {
        return invokeAll(NONE);
    }

    @Override
    public Varargs invoke1(LuaValue a) {
        return invokeAll(a);
    }

    @Override
    public Varargs invoke2(LuaValue a, LuaValue b) {
        return invokeAll(varargsOf(a, b));
    }

    @Override
    public Varargs invoke3(LuaValue a, LuaValue b, LuaValue c) {
        return invokeAll(varargsOf(a, b, c));
    }
}
