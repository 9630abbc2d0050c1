package dev.cuprum.lua.runtime;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.Execution;
import dev.cuprum.http.Exchange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private final List<Runnable> endings = new ArrayList<>(0);
    private @Nullable Object[] attachments = {};
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
        run.budget.depth(0);
        run.budget.ceiling(MAX_DEPTH);
        place.run = run;
        return run;
    }

    /**
     * Makes an execution the one on this thread, for as long as it lends its work to this thread.
     *
     * @return the one before, to be put back afterwards
     */
    static @Nullable LuaRun bind(@Nullable LuaRun run) {
        Current place = CURRENT.get();
        LuaRun before = place.run;
        place.run = run;
        return before;
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
        for (int i = 0; i < endings.size(); i++) {
            endings.get(i).run();
        }
        place.run = outer;
    }

    /** Has something done when the execution ends, however it ends. */
    public void onClose(Runnable ending) {
        endings.add(ending);
    }

    /** What a library keeps for this execution. */
    @SuppressWarnings("unchecked") // What is in a place was made by the attachment that owns it.
    public <T> T attachment(Attachment<T> attachment) {
        if (attachment.place >= attachments.length) {
            attachments = Arrays.copyOf(attachments, Attachment.count());
        }
        Object found = attachments[attachment.place];
        if (found == null) {
            found = attachment.first.apply(this);
            attachments[attachment.place] = found;
        }
        return (T) found;
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
        return budget.depth();
    }

    /** Returns to a depth, where calls have been left by an error. */
    public void depth(int depth) {
        budget.depth(depth);
    }

    /**
     * Enters a call.
     *
     * @throws ScriptError where calls are nested too deeply
     */
    public void enter() {
        int depth = budget.depth();
        if (depth >= budget.ceiling()) {
            throw new ScriptError("stack overflow");
        }
        budget.depth(depth + 1);
        budget.poll();
    }

    /** Leaves a call. */
    public void leave() {
        budget.depth(budget.depth() - 1);
    }

    /** The table whose fields are the methods of strings. */
    LuaTable stringMethods() {
        return globals.libraries().strings();
    }
}
