package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Whatever can be called: a function of a unit or of a library. Results are one value, none ({@link LuaValue#NONE}) or
 * several; what the {@code invoke} methods with a number return may also be a {@link TailCall} that is still to be
 * made, which {@link Calls#finish} and {@link Calls#first} do.
 */
public abstract class Function extends LuaFunction {

    /** Calls without arguments. */
    public abstract Varargs invoke0();

    /** Calls with one argument. */
    public abstract Varargs invoke1(LuaValue a);

    /** Calls with two arguments. */
    public abstract Varargs invoke2(LuaValue a, LuaValue b);

    /** Calls with three arguments. */
    public abstract Varargs invoke3(LuaValue a, LuaValue b, LuaValue c);

    /** Calls with any number of arguments. */
    public abstract Varargs invokeAll(Varargs args);

    @Override
    public final LuaValue call() {
        return Calls.first(invoke0());
    }

    @Override
    public final LuaValue call(LuaValue a) {
        return Calls.first(invoke1(a));
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b) {
        return Calls.first(invoke2(a, b));
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        return Calls.first(invoke3(a, b, c));
    }

    @Override
    public final Varargs invoke(Varargs args) {
        return Calls.finish(invokeAll(args));
    }
}
