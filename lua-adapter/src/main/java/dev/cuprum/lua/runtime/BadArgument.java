package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaError;

/** A wrong argument of a library function; the function itself adds its name. */
final class BadArgument extends LuaError {

    private static final long serialVersionUID = 1L;

    private final int index;
    private final String fault;

    BadArgument(int index, String fault) {
        super((String) null);
        this.index = index;
        this.fault = fault;
    }

    /** As the caller of the function is told. */
    ScriptError raised() {
        return Faults.argument(index, fault);
    }

    @Override
    public String getMessage() {
        return "bad argument #" + index + " (" + fault + ")";
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // There is nothing to synchronize.
    public Throwable fillInStackTrace() {
        return this;
    }
}
