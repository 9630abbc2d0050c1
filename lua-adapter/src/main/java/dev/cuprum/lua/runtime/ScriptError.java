package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Prototype;

/**
 * An error of a unit, on its way to the {@code pcall} that catches it, or to the end of the execution. It is given its
 * position as it passes the call it is attributed to.
 */
public final class ScriptError extends LuaError {

    private static final long serialVersionUID = 1L;

    private transient LuaValue value;
    /** How many calls it still has to pass until it is given its position; 0 where it has it or gets none. */
    private int pending;

    /** An error where the function that is running is to blame. */
    public ScriptError(String message) {
        this(LuaString.valueOf(message), 1);
    }

    /**
     * An error as {@code error} raises it.
     *
     * @param value what is raised
     * @param level whose position is put before the message: 1 for who raised it, 2 for its caller, 0 for none
     */
    public ScriptError(LuaValue value, int level) {
        super((String) null);
        this.value = value;
        this.pending = value instanceof LuaString ? level : 0;
    }

    /** What was raised. */
    public LuaValue value() {
        return value;
    }

    /** What any error has raised, also one of LuaJ's. */
    public static LuaValue valueOf(LuaError error) {
        if (error instanceof ScriptError script) {
            return script.value;
        }
        LuaValue object = error.getMessageObject();
        return object == null ? LuaValue.NIL : object;
    }

    /** Gives the error its position, where it has come to the call it is attributed to. */
    void passes(Prototype code, int pc) {
        if (pending > 0 && --pending == 0) {
            String position = Positions.chunkName(code) + ":" + Positions.line(code, pc) + ": ";
            value = LuaString.valueOf(position).concat(value);
        }
    }

    /** The name of a chunk as messages have it. */
    public static String chunkName(String source) {
        return Positions.chunkName(source);
    }

    @Override
    public String getMessage() {
        return Text.describe(value);
    }

    /** Nobody sees it, and it costs more than everything else about an error. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // There is nothing to synchronize.
    public Throwable fillInStackTrace() {
        return this;
    }
}
