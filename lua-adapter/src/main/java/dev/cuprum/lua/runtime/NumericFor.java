package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaValue;

/** The numeric {@code for}: index, limit, step and the loop's variable stand side by side on the stack. */
final class NumericFor {

    private NumericFor() {}

    static void prepare(LuaValue[] stack, int a) {
        LuaValue start = number(stack[a], "initial value");
        stack[a + 1] = number(stack[a + 1], "limit");
        stack[a + 2] = number(stack[a + 2], "step");
        stack[a] = Arithmetic.subtract(start, stack[a + 2]);
    }

    /** Goes on by one step; false where that ends the loop. */
    static boolean step(LuaValue[] stack, int a) {
        LuaValue limit = stack[a + 1];
        LuaValue step = stack[a + 2];
        LuaValue index = Arithmetic.add(stack[a], step);
        boolean goesOn;
        if (index instanceof LuaInteger i && limit instanceof LuaInteger l && step instanceof LuaInteger s) {
            goesOn = s.v > 0 ? i.v <= l.v : i.v >= l.v;
        } else {
            goesOn = step.todouble() > 0 ? index.todouble() <= limit.todouble() : index.todouble() >= limit.todouble();
        }
        if (goesOn) {
            stack[a] = index;
            stack[a + 3] = index;
        }
        return goesOn;
    }

    private static LuaValue number(LuaValue value, String what) {
        LuaValue number = Numbers.toNumber(value);
        if (number.isnil()) {
            throw new ScriptError("'for' " + what + " must be a number");
        }
        return number;
    }
}
