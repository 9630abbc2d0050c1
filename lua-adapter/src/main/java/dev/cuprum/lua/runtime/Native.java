package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A library function. Subclasses override the {@code invoke} methods with one to three arguments for those that are
 * called most, where they have the types they should have, and leave the rest to the body, which checks them.
 */
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
            Varargs results = body.invoke(args);
            return results == NONE ? Calls.NOTHING : results;
        } catch (BadArgument e) {
            throw e.raised();
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

    /** What it is called. */
    @Override
    public String name() {
        return name;
    }
}
