package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A library function. */
public final class Native extends LuaFunction {

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
    public Varargs invoke(Varargs args) {
        try {
            return body.invoke(args);
        } catch (BadArgument e) {
            throw e.to(name);
        }
    }

    @Override
    public LuaValue call() {
        return invoke(NONE).arg1();
    }

    @Override
    public LuaValue call(LuaValue a) {
        return invoke(a).arg1();
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b) {
        return invoke(varargsOf(a, b)).arg1();
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        return invoke(varargsOf(a, b, c)).arg1();
    }
}
