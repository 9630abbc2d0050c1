package dev.cuprum.lua.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The calls with a handler of errors, as {@code xpcall} makes them, of one coroutine. The handler runs when the functions that failed have been
 * left already; what it is to see of them, as {@code debug.traceback} shows it, is noted where an error is raised.
 */
public final class Handling {

    /** Of a deeper stack nothing is noted. */
    private static final int MOST_LEVELS = 1000;

    /**
     * What a handler sees in place of the functions that have been left.
     *
     * @param levels the stack as it was where the error was raised
     * @param below how many of its levels, the last, were there before and still are
     */
    private record Left(List<Positions.Level> levels, int below) {}

    /** How many calls with handlers are being made. */
    private int calls;

    /** Where the error that was caught last was raised; null where that was not noted. */
    private @Nullable List<Positions.Level> raisedAt;

    private @Nullable Left left;

    Handling() {}

    /**
     * Calls a function, and a handler with what it raises.
     *
     * @return true and the function's results, or false and the first result of the handler
     */
    public static Varargs call(LuaRun run, LuaValue function, Varargs args, LuaValue handler) {
        Handling handling = run.handling();
        handling.calls++;
        Varargs results;
        try {
            results = Calls.protect(run, function, args);
        } finally {
            handling.calls--;
        }
        if (results.arg1().toboolean()) {
            return results;
        }
        Left before = handling.left;
        handling.left = handling.leftNow();
        try {
            Varargs handled = Calls.protect(run, handler, results.arg(2));
            return LuaValue.varargsOf(
                    LuaValue.FALSE,
                    handled.arg1().toboolean() ? handled.arg(2) : LuaString.valueOf("error in error handling"));
        } finally {
            handling.left = before;
        }
    }

    private @Nullable Left leftNow() {
        List<Positions.Level> levels = raisedAt;
        raisedAt = null;
        int below = Positions.levels(MOST_LEVELS).size();
        return levels == null || below == MOST_LEVELS ? null : new Left(levels, below);
    }

    /** The stack where an error is raised on this thread; null where no handler can come to see it. */
    static @Nullable List<Positions.Level> raising() {
        LuaRun run = LuaRun.onThread();
        if (run == null || run.handling().calls == 0) {
            return null;
        }
        List<Positions.Level> levels = Positions.levels(MOST_LEVELS);
        return levels.size() == MOST_LEVELS ? null : levels;
    }

    /** Notes an error that is caught. */
    void caught(Throwable error) {
        raisedAt = error instanceof ScriptError script ? script.raisedAt() : null;
    }

    /** The functions on the stack; in a handler, those that have failed among them. */
    static List<Positions.Level> levels(int most) {
        LuaRun run = LuaRun.onThread();
        Left left = run == null ? null : run.handling().left;
        if (left == null) {
            return Positions.levels(most);
        }
        List<Positions.Level> now = Positions.levels(MOST_LEVELS);
        List<Positions.Level> all = new ArrayList<>(now.subList(0, Math.max(0, now.size() - left.below)));
        all.addAll(left.levels);
        return all.size() > most ? all.subList(0, most) : all;
    }
}
