package dev.cuprum.lua.runtime;

import dev.cuprum.engine.Budget;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Whatever can be called: a function of a unit or of a library. Results are one value, none ({@link LuaValue#NONE}) or
 * several; what the {@code invoke} methods with a number return may also be a {@link TailCall} that is still to be
 * made, which {@link Calls#finish} and {@link Calls#first} do.
 */
public abstract class Function extends LuaFunction {

    /** Calls without arguments. */
    public abstract Varargs invoke0();

    /** Calls with one argument. */
    public abstract Varargs invoke1(LuaValue a);

    /** Calls with two arguments. */
    public abstract Varargs invoke2(LuaValue a, LuaValue b);

    /** Calls with three arguments. */
    public abstract Varargs invoke3(LuaValue a, LuaValue b, LuaValue c);

    /** Calls with any number of arguments. */
    public abstract Varargs invokeAll(Varargs args);

    // The runtime calls metamethods by these: what lies between two functions of a unit then takes stack too.

    @Override
    public final LuaValue call() {
        Budget budget = LuaRun.currentBudget();
        int depth = budget.enter(Calls.CALLBACK);
        LuaValue result = Calls.first(invoke0());
        budget.leave(depth);
        return result;
    }

    @Override
    public final LuaValue call(LuaValue a) {
        Budget budget = LuaRun.currentBudget();
        int depth = budget.enter(Calls.CALLBACK);
        LuaValue result = Calls.first(invoke1(a));
        budget.leave(depth);
        return result;
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b) {
        Budget budget = LuaRun.currentBudget();
        int depth = budget.enter(Calls.CALLBACK);
        LuaValue result = Calls.first(invoke2(a, b));
        budget.leave(depth);
        return result;
    }

    @Override
    public final LuaValue call(LuaValue a, LuaValue b, LuaValue c) {
        Budget budget = LuaRun.currentBudget();
        int depth = budget.enter(Calls.CALLBACK);
        LuaValue result = Calls.first(invoke3(a, b, c));
        budget.leave(depth);
        return result;
    }

    @Override
    public final Varargs invoke(Varargs args) {
        return Calls.finish(invokeAll(args));
    }
}
