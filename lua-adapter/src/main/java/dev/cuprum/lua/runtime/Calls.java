package dev.cuprum.lua.runtime;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.DepthExceededException;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Calls: what compiled code does around them, and those of libraries back into a unit. */
public final class Calls {

    /** No values: what a function that returns none returns. */
    public static final Varargs NOTHING = new Nothing();

    /** How much stack a call from a library takes at most, in words, besides that of the function that is called. */
    static final int CALLBACK = 90;

    private Calls() {}

    /** What is called where a value that is no function is: its metamethod, or an error that is raised by the call. */
    public static Function callee(LuaValue value) {
        if (value instanceof Function function) {
            return function;
        }
        LuaValue method = Metamethods.of(value, LuaValue.CALL);
        return method instanceof Function function ? new MetamethodCall(function, value) : new NotCallable(value);
    }

    /** Whether a condition holds for it. */
    public static boolean truth(LuaValue value) {
        return value != LuaValue.NIL && value != LuaValue.FALSE;
    }

    /** Results in full: makes the call that they may stand for. */
    public static Varargs finish(Varargs results) {
        Varargs all = results;
        while (all instanceof TailCall last) {
            all = last.function.invokeAll(last.args);
        }
        return all;
    }

    /** The first of some results; nil where there are none. */
    public static LuaValue first(Varargs results) {
        return results instanceof LuaValue value ? value : finish(results).arg1();
    }

    /** The arguments from one on. */
    public static Varargs rest(Varargs args, int start) {
        return args.narg() < start ? NOTHING : args.subargs(start);
    }

    /**
     * Calls a value, and counts the call as a nested one.
     *
     * @throws LuaError where the value cannot be called, or raises an error
     */
    public static Varargs call(LuaRun run, LuaValue function, Varargs args) {
        Budget budget = run.budget();
        int depth = budget.enter(CALLBACK);
        Varargs results = finish(callee(function).invokeAll(args));
        budget.leave(depth);
        return results;
    }

    /**
     * Calls a value and catches what a unit may catch: errors, also that of too deep a recursion; never the end of the
     * budget or of the execution.
     *
     * @return true and the results, or false and what was raised
     */
    public static Varargs protect(LuaRun run, LuaValue function, Varargs args) {
        int depth = run.budget().depth();
        int frames = run.frames();
        try {
            return LuaValue.varargsOf(LuaValue.TRUE, call(run, function, args));
        } catch (RuntimeException | StackOverflowError e) {
            run.budget().leave(depth);
            run.frames(frames);
            run.handling().caught(e);
            return LuaValue.varargsOf(LuaValue.FALSE, raised(e));
        }
    }

    /** What a unit that catches an error is told was raised. */
    public static LuaValue raised(Throwable error) {
        if (error instanceof LuaError raised) {
            return ScriptError.valueOf(raised);
        }
        if (error instanceof DepthExceededException deep) {
            return LuaString.valueOf(LuaRun.current().overflow(deep));
        }
        if (error instanceof StackOverflowError) {
            return LuaString.valueOf("stack overflow");
        }
        if (error instanceof IllegalArgumentException) {
            return LuaString.valueOf(String.valueOf(error.getMessage()));
        }
        return LuaString.valueOf("internal error: " + error);
    }
}
