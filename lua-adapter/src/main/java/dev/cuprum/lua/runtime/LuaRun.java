package dev.cuprum.lua.runtime;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.Execution;
import dev.cuprum.http.Exchange;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Prototype;

/**
 * One execution of a unit, as the runtime and the libraries see it.
 *
 * <p>Libraries are shared by all executions, so they ask {@link #current} which one they serve. Begun and ended like a
 * bracket: an execution inside another hides it until it has ended. Used by one thread.
 */
public final class LuaRun implements AutoCloseable {

    /**
     * How deep calls may nest: such that the deepest mix of calls, metamethods and library callbacks stays within 70 %
     * of a stack of 1 MB, in interpreted Java code too, whose frames are the largest.
     */
    static final int MAX_DEPTH = 600;

    private static final class Current {
        @Nullable
        LuaRun run;
    }

    private static final ThreadLocal<Current> CURRENT = ThreadLocal.withInitial(Current::new);

    private final Execution execution;
    private final Budget budget;
    private final Environment globals;
    private final boolean readsBody;
    private final Current place;
    private final @Nullable LuaRun outer;
    private int depth;
    private int stoppedAt;
    private boolean live = true;

    private LuaRun(Execution execution, Libraries libraries, boolean readsBody, Current place) {
        this.readsBody = readsBody;
        this.execution = execution;
        this.budget = execution.budget();
        this.globals = new Environment(libraries);
        this.place = place;
        this.outer = place.run;
    }

    /**
     * Begins an execution on this thread.
     *
     * @param readsBody whether the request's body has been read for it
     */
    public static LuaRun begin(Execution execution, Libraries libraries, boolean readsBody) {
        Current place = CURRENT.get();
        LuaRun run = new LuaRun(execution, libraries, readsBody, place);
        place.run = run;
        return run;
    }

    /**
     * The execution on this thread.
     *
     * @throws IllegalStateException where there is none
     */
    public static LuaRun current() {
        LuaRun run = CURRENT.get().run;
        if (run == null) {
            throw new IllegalStateException("no unit is running on this thread");
        }
        return run;
    }

    /** Ends the execution. */
    @Override
    public void close() {
        live = false;
        place.run = outer;
    }

    /** Which unit, on which exchange. */
    public Execution execution() {
        return execution;
    }

    /** The exchange it is about. */
    public Exchange exchange() {
        return execution.exchange();
    }

    /** What it may use. */
    public Budget budget() {
        return budget;
    }

    /** The unit's globals. */
    public Environment globals() {
        return globals;
    }

    /** Whether the request's body has been read for it. */
    public boolean readsBody() {
        return readsBody;
    }

    /** Whether it has not ended. */
    boolean live() {
        return live;
    }

    /** The line at which the budget stopped it; 0 where that is not known. */
    public int stoppedAt() {
        return stoppedAt;
    }

    /** Notes where the budget stopped it: the innermost line of the unit's own source comes first, and stays. */
    void stopped(Prototype code, int pc) {
        if (stoppedAt == 0
                && Positions.chunkName(code).equals(execution.unit().id().value())) {
            stoppedAt = Positions.line(code, pc);
        }
    }

    /** How deep calls are nested. */
    public int depth() {
        return depth;
    }

    /** Returns to a depth, where calls have been left by an error. */
    public void depth(int depth) {
        this.depth = depth;
    }

    /**
     * Enters a call.
     *
     * @throws ScriptError where calls are nested too deeply
     */
    public void enter() {
        if (depth >= MAX_DEPTH) {
            throw new ScriptError("stack overflow");
        }
        depth++;
        budget.poll();
    }

    /** Leaves a call. */
    public void leave() {
        depth--;
    }

    /** The table whose fields are the methods of strings. */
    LuaTable stringMethods() {
        return globals.libraries().strings();
    }
}
