package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;

/** What loops need. For compiled code. */
public final class Loops {

    /** Above it a double has no next integer. */
    private static final double MOST_EXACT = 9007199254740992.0;

    private Loops() {}

    /**
     * A bound of a numeric loop.
     *
     * @param what which, for the message
     */
    public static double bound(LuaValue value, String what) {
        if (value instanceof Num number) {
            return number.v;
        }
        LuaValue number = Numbers.toNumber(value);
        if (number.isnil()) {
            throw Faults.here("'for' " + what + " must be a number");
        }
        return number.todouble();
    }

    /** The last integer that a loop over integers upwards reaches; one below any where it is not executed at all. */
    public static long last(double limit) {
        return limit >= MOST_EXACT
                ? (long) MOST_EXACT
                : limit > -MOST_EXACT ? (long) Math.floor(limit) : Long.MIN_VALUE;
    }

    /** The last integer that a loop over integers downwards reaches. */
    public static long least(double limit) {
        return limit <= -MOST_EXACT
                ? (long) -MOST_EXACT
                : limit < MOST_EXACT ? (long) Math.ceil(limit) : Long.MAX_VALUE;
    }

    /** Whether a loop over integers is over small ones only, with some room to both sides. */
    public static boolean isNarrow(long first, long last, int most) {
        return first >= -most && first <= most && last >= -most && last <= most;
    }

    /** Whether a loop goes on after its variable has come to that value. */
    public static boolean goesOn(double value, double limit, double step) {
        return isUp(step) ? value <= limit : value >= limit;
    }

    /**
     * Which way a loop goes: one with a step of -0 or NaN goes down, as in LuaJIT, which looks at the sign alone. That of a
     * NaN is set there, unless it has been negated; the JVM does not keep it.
     */
    public static boolean isUp(double step) {
        return step > 0 || Double.doubleToRawLongBits(step) == 0;
    }
}
