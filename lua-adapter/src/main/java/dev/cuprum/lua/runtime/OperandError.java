package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;

/** An operation on a value that does not have it: {@code attempt to index local 'x' (a nil value)}. */
final class OperandError extends LuaError {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final transient LuaValue culprit;

    OperandError(String operation, LuaValue culprit) {
        super((String) null);
        this.operation = operation;
        this.culprit = culprit;
    }

    LuaValue culprit() {
        return culprit;
    }

    /** The message, where the culprit has that name in the source; empty where it has none. */
    String message(String name) {
        String type = culprit.typename() + " value";
        return "attempt to " + operation + " " + (name.isEmpty() ? "a " + type : name + " (a " + type + ")");
    }

    @Override
    public String getMessage() {
        return message("");
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // There is nothing to synchronize.
    public Throwable fillInStackTrace() {
        return this;
    }
}
