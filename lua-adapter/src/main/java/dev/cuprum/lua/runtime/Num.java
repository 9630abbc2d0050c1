package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * A number: Lua 5.1 has doubles only. The one class for all of them, so that to ask for a number is one comparison of
 * classes, and so that -0, which LuaJ's numbers turn into 0, stays what it is.
 */
public final class Num extends LuaNumber {

    /** The least integer that is made once. */
    public static final int LEAST = -128;

    /** The largest integer that is made once. */
    public static final int MOST = 1023;

    private static final Num[] SMALL = new Num[MOST - LEAST + 1];

    static {
        for (int i = LEAST; i <= MOST; i++) {
            SMALL[i - LEAST] = new Num(i);
        }
    }

    /** 0. */
    public static final Num ZERO = of(0);

    /** 1. */
    public static final Num ONE = of(1);

    /**
     * The number. Nobody sets it again; if it were final, HotSpot would move no load across the making of a number. Other
     * threads are handed numbers in ways that are safe for any object.
     */
    public double v;

    private Num(double v) {
        this.v = v;
    }

    /** A number. */
    public static Num of(double number) {
        int i = (int) number;
        if (i == number && i >= LEAST && i <= MOST && (i != 0 || Double.doubleToRawLongBits(number) == 0)) {
            return SMALL[i - LEAST];
        }
        return new Num(number);
    }

    /** A number. */
    public static Num of(int number) {
        return number >= LEAST && number <= MOST ? SMALL[number - LEAST] : new Num(number);
    }

    /** A number, of which a double keeps 53 bits. */
    public static Num of(long number) {
        return number >= LEAST && number <= MOST ? SMALL[(int) number - LEAST] : new Num(number);
    }

    /** An integer from {@link #LEAST} to {@link #MOST}. */
    public static Num small(int number) {
        return SMALL[number - LEAST];
    }

    /** A number that is none of those. */
    public static Num make(double number) {
        return new Num(number);
    }

    /** Whether it has no fraction and fits into an int. */
    public boolean isInt() {
        return (int) v == v;
    }

    @Override
    public double todouble() {
        return v;
    }

    @Override
    public float tofloat() {
        return (float) v;
    }

    @Override
    public int toint() {
        return (int) (long) v;
    }

    @Override
    public long tolong() {
        return (long) v;
    }

    @Override
    public boolean isint() {
        return isInt();
    }

    @Override
    public boolean isinttype() {
        return false;
    }

    @Override
    public boolean isvalidkey() {
        return !Double.isNaN(v);
    }

    @Override
    public LuaNumber checknumber() {
        return this;
    }

    @Override
    public double checkdouble() {
        return v;
    }

    @Override
    public LuaValue tonumber() {
        return this;
    }

    @Override
    public boolean isstring() {
        return true;
    }

    @Override
    public LuaValue tostring() {
        return strvalue();
    }

    @Override
    public LuaString strvalue() {
        return LuaString.valueOf(tojstring());
    }

    @Override
    public String tojstring() {
        return Numbers.format(v);
    }

    @Override
    public boolean raweq(LuaValue other) {
        return other instanceof Num number && number.v == v;
    }

    @Override
    public boolean raweq(double other) {
        return v == other;
    }

    @Override
    public boolean raweq(int other) {
        return v == other;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Num number && number.v == v;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(v == 0 ? 0 : v);
    }
}
