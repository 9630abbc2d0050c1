package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Calls from libraries back into a unit. */
public final class Calls {

    private Calls() {}

    /**
     * Calls a value, and counts the call as a nested one.
     *
     * @throws LuaError where the value cannot be called, or raises an error
     */
    public static Varargs call(LuaRun run, LuaValue function, Varargs args) {
        int depth = run.depth();
        run.enter();
        Varargs results = Access.callable(function).invoke(args);
        run.depth(depth);
        return results;
    }

    /**
     * Calls a value and catches what a unit may catch: errors, also that of too deep a recursion; never the end of the
     * budget or of the execution.
     *
     * @return true and the results, or false and what was raised
     */
    public static Varargs protect(LuaRun run, LuaValue function, Varargs args) {
        int depth = run.depth();
        try {
            return LuaValue.varargsOf(LuaValue.TRUE, call(run, function, args));
        } catch (LuaError e) {
            return LuaValue.varargsOf(LuaValue.FALSE, ScriptError.valueOf(e));
        } catch (IllegalArgumentException e) {
            return failure(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return failure("internal error: " + e);
        } catch (StackOverflowError e) {
            return failure("stack overflow");
        } finally {
            run.depth(depth);
        }
    }

    /** Results in full: makes the call that they may stand for. */
    public static Varargs finish(Varargs results) {
        Varargs all = results;
        while (all instanceof TailCall last) {
            all = last.function instanceof Function function
                    ? function.invokeAll(last.args)
                    : last.function.invoke(last.args);
        }
        return all;
    }

    /** The first of some results; nil where there are none. */
    public static LuaValue first(Varargs results) {
        return results instanceof LuaValue value ? value : finish(results).arg1();
    }

    private static Varargs failure(String message) {
        return LuaValue.varargsOf(LuaValue.FALSE, LuaString.valueOf(message));
    }
}
