package dev.cuprum.lua.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** An error of a unit, on its way to the {@code pcall} that catches it, or to the end of the execution. */
public final class ScriptError extends LuaError {

    private static final long serialVersionUID = 1L;

    private final transient LuaValue value;

    /** The stack where it was raised; null where nobody can come to see it. */
    private final transient @Nullable List<Positions.Level> raisedAt;

    private ScriptError(LuaValue value) {
        super((String) null);
        this.value = value;
        this.raisedAt = Handling.raising();
    }

    /** An error where the unit's function that is running is to blame, or has called the library function that is. */
    public ScriptError(String message) {
        this(LuaString.valueOf(Positions.blamed().position() + message));
    }

    /**
     * An error as {@code error} raises it.
     *
     * @param value what is raised
     * @param level whose position is put before a message: 1 for who called the library function that is running, 2 for
     *     the caller of that, 0 for none
     */
    public ScriptError(LuaValue value, int level) {
        this(level > 0 && Text.isText(value) ? Faults.positioned(Text.of(value), level) : value);
    }

    /** An error that has its position. */
    static ScriptError of(LuaValue value) {
        return new ScriptError(value);
    }

    /** What was raised. */
    public LuaValue value() {
        return value;
    }

    @Nullable
    List<Positions.Level> raisedAt() {
        return raisedAt;
    }

    /** What any error has raised, also one of LuaJ's. */
    public static LuaValue valueOf(LuaError error) {
        if (error instanceof ScriptError script) {
            return script.value;
        }
        LuaValue object = error.getMessageObject();
        return object == null ? LuaValue.NIL : object;
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
