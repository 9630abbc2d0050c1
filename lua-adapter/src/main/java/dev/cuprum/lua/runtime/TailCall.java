package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A call in place of results: whoever called makes it, so that a chain of calls in last position needs no stack. */
public final class TailCall extends Varargs {

    final Function function;
    final Varargs args;

    private TailCall(Function function, Varargs args) {
        this.function = function;
        this.args = args;
    }

    /** A call to be returned in place of results; one of a library function, or of no function, is made at once. */
    public static Varargs of(Function function, Varargs args) {
        boolean ofUnit =
                function instanceof Closure || function instanceof MetamethodCall metamethod && metamethod.isOfUnit();
        return ofUnit ? new TailCall(function, args) : function.invokeAll(args);
    }

    /** A call without arguments. */
    public static Varargs of(Function function) {
        return of(function, Calls.NOTHING);
    }

    /** A call with one argument. */
    public static Varargs of(Function function, LuaValue a) {
        return of(function, (Varargs) a);
    }

    /** A call with two arguments. */
    public static Varargs of(Function function, LuaValue a, LuaValue b) {
        return of(function, LuaValue.varargsOf(a, b));
    }

    /** A call with three arguments. */
    public static Varargs of(Function function, LuaValue a, LuaValue b, LuaValue c) {
        return of(function, LuaValue.varargsOf(a, b, c));
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
