package dev.cuprum.lua.runtime;

import dev.cuprum.engine.Budget;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A coroutine: a function that can be left in the middle, and gone on with there. Lives within one execution, and is
 * dead when that has ended.
 */
public final class Coroutine extends LuaValue implements ExecutionBound {

    /** What Lua says where a coroutine cannot be left. */
    static final String NOT_FROM_HERE = "attempt to yield across C-call boundary";

    private enum Status {
        SUSPENDED,
        RUNNING,
        NORMAL,
        DEAD
    }

    private final LuaRun run;
    private final LuaValue function;
    private @Nullable CoroutineStack stack;
    private Status status = Status.SUSPENDED;

    /** What goes in at a resume, and what comes out when it is left. */
    private Varargs passed = Calls.NOTHING;

    /** Whether what came out last is an error. */
    private boolean raised;

    /** What ends the whole execution, on its way outwards. */
    private @Nullable Error fatal;

    /** How deep its calls are nested, and which of its functions are noted, while it is suspended. */
    private int depth;

    private Closure[] noted = {};
    private int notedCount;

    private final Handling handling = new Handling();

    /** One that begins with that function. */
    public Coroutine(LuaRun run, LuaValue function) {
        this.run = run;
        this.function = function;
    }

    /** The one that is running; null where none is. */
    public static @Nullable Coroutine running(LuaRun run) {
        return Coroutines.of(run).current;
    }

    /**
     * Leaves the one that is running.
     *
     * @return what it is resumed with
     * @throws ScriptError where none is running
     */
    public static Varargs leave(LuaRun run, Varargs values) {
        Coroutine current = running(run);
        if (current == null) {
            throw new ScriptError(NOT_FROM_HERE);
        }
        return current.suspend(values);
    }

    /** {@code suspended}, {@code running}, {@code normal} or {@code dead}. */
    public String status() {
        if (!run.live()) {
            return "dead";
        }
        return switch (status) {
            case SUSPENDED -> "suspended";
            case RUNNING -> "running";
            case NORMAL -> "normal";
            case DEAD -> "dead";
        };
    }

    /**
     * Goes on with it until it yields or ends.
     *
     * @return true and what it yields or returns, or false and its error
     */
    public Varargs resume(Varargs args) {
        Varargs results = proceed(args);
        return varargsOf(raised ? FALSE : TRUE, results);
    }

    /** What {@code coroutine.wrap} makes: a function that goes on with a coroutine. */
    public static final class Wrapped extends Native implements ExecutionBound {

        private final Coroutine coroutine;

        /**
         * @param coroutine what it goes on with
         */
        public Wrapped(Coroutine coroutine) {
            super("?", coroutine::advance);
            this.coroutine = coroutine;
        }

        @Override
        public String description() {
            return coroutine.description();
        }
    }

    @Override
    public String description() {
        return "a coroutine";
    }

    /**
     * Goes on with it until it yields or ends.
     *
     * @return what it yields or returns
     * @throws ScriptError what it raises
     */
    public Varargs advance(Varargs args) {
        Varargs results = proceed(args);
        if (raised) {
            LuaValue error = results.arg1();
            throw new ScriptError(Text.beforeZero(error), error instanceof LuaString ? 1 : 0);
        }
        return results;
    }

    private Varargs proceed(Varargs args) {
        Coroutines all = Coroutines.of(run);
        String refusal = refusal(all);
        if (refusal != null) {
            raised = true;
            return LuaString.valueOf(refusal);
        }
        run.budget().poll();
        if (stack == null) {
            stack = CoroutineStack.create(run, this::body);
            all.began(this);
        }
        passed = args;
        raised = false;
        step(all, stack);
        if (fatal != null) {
            throw fatal;
        }
        Varargs results = passed;
        passed = Calls.NOTHING;
        return results;
    }

    private @Nullable String refusal(Coroutines all) {
        if (!run.live() || status == Status.DEAD) {
            return "cannot resume dead coroutine";
        }
        if (status != Status.SUSPENDED) {
            return "cannot resume running coroutine";
        }
        // Its frames are put on top of those of the resumer, so both have to fit.
        Budget budget = run.budget();
        return all.nested >= Coroutines.MOST_NESTED || budget.depth() + depth >= budget.deepest()
                ? "C stack overflow"
                : null;
    }

    /** The coroutine counts its own depth, and may go as deep as the resumer still could. */
    private void step(Coroutines all, CoroutineStack on) {
        Budget budget = run.budget();
        int outerDepth = budget.depth();
        Closure[] outerNoted = run.noted();
        int outerCount = run.frames();
        int outerCeiling = budget.deepest();
        Coroutine outer = all.current;
        if (outer != null) {
            outer.status = Status.NORMAL;
        }
        status = Status.RUNNING;
        all.current = this;
        Handling handlingOutside = run.handling();
        run.handling(handling);
        all.nested++;
        budget.leave(depth);
        budget.deepest(outerCeiling - outerDepth);
        run.noted(noted, notedCount);
        try {
            on.resume();
        } catch (ScriptError e) {
            // It could not even begin.
            status = Status.DEAD;
            all.ended(this);
            throw e;
        } finally {
            depth = budget.depth();
            noted = run.noted();
            notedCount = run.frames();
            run.noted(outerNoted, outerCount);
            budget.deepest(outerCeiling);
            budget.leave(outerDepth);
            all.nested--;
            all.current = outer;
            run.handling(handlingOutside);
            if (outer != null) {
                outer.status = Status.RUNNING;
            }
        }
    }

    private Varargs suspend(Varargs values) {
        CoroutineStack on = stack;
        if (on == null) {
            throw new IllegalStateException("it has not begun");
        }
        passed = values;
        status = Status.SUSPENDED;
        try {
            on.suspend();
        } catch (ScriptError e) {
            status = Status.RUNNING;
            throw e;
        }
        Varargs args = passed;
        passed = Calls.NOTHING;
        return args;
    }

    /** All that runs on its stack. */
    private void body() {
        try {
            Varargs results = Calls.protect(run, function, passed);
            raised = !results.arg1().toboolean();
            passed = Calls.rest(results, 2);
        } catch (CoroutineStack.Abandoned e) {
            throw e;
        } catch (Error e) {
            fatal = e;
        } finally {
            status = Status.DEAD;
            Coroutines.of(run).ended(this);
        }
    }

    /** Unwinds it, where it has begun and not ended. */
    void abandon() {
        if (stack != null && status != Status.DEAD) {
            stack.abandon();
        }
    }

    @Override
    public int type() {
        return TTHREAD;
    }

    @Override
    public String typename() {
        return "thread";
    }

    @Override
    public boolean isthread() {
        return true;
    }

    @Override
    public String tojstring() {
        return String.format("thread: 0x%08x", System.identityHashCode(this));
    }
}
