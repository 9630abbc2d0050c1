package dev.cuprum.lua.runtime;

import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/** Equality, and the order of values: of numbers, of strings byte by byte, and by metamethods. */
public final class Comparison {

    private Comparison() {}

    /** Whether {@code a == b}. */
    public static boolean equal(LuaValue a, LuaValue b) {
        if (a == b) {
            return !(a instanceof Num number) || !Double.isNaN(number.v);
        }
        if (a instanceof Num x) {
            return b instanceof Num y && x.v == y.v;
        }
        if (a instanceof LuaString x) {
            return b instanceof LuaString y && x.raweq(y);
        }
        return (a instanceof Table && b instanceof Table || a instanceof LuaUserdata && b instanceof LuaUserdata)
                && byMethod(a, b);
    }

    /** Whether a value is that string. */
    public static boolean equal(LuaValue a, LuaString b) {
        return a == b || a instanceof LuaString x && x.raweq(b);
    }

    /** Whether a value is that number. */
    public static boolean equal(LuaValue a, double b) {
        return a instanceof Num x && x.v == b;
    }

    /** As Lua 5.1: only where both have the same metamethod. */
    private static boolean byMethod(LuaValue a, LuaValue b) {
        LuaValue method = Metamethods.of(a, LuaValue.EQ);
        return !method.isnil()
                && method.raweq(Metamethods.of(b, LuaValue.EQ))
                && Calls.truth(Metamethods.call(method, a, b));
    }

    /** Whether {@code a < b}. */
    public static boolean less(LuaValue a, LuaValue b) {
        if (a instanceof Num x && b instanceof Num y) {
            return x.v < y.v;
        }
        if (a instanceof LuaString x && b instanceof LuaString y) {
            return compare(x, y) < 0;
        }
        LuaValue method = common(a, b, LuaValue.LT);
        if (method.isnil()) {
            throw notComparable(a, b);
        }
        return Calls.truth(Metamethods.call(method, a, b));
    }

    /** Whether {@code a <= b}. */
    public static boolean lessOrEqual(LuaValue a, LuaValue b) {
        if (a instanceof Num x && b instanceof Num y) {
            return x.v <= y.v;
        }
        if (a instanceof LuaString x && b instanceof LuaString y) {
            return compare(x, y) <= 0;
        }
        LuaValue method = common(a, b, LuaValue.LE);
        if (!method.isnil()) {
            return Calls.truth(Metamethods.call(method, a, b));
        }
        method = common(a, b, LuaValue.LT);
        if (method.isnil()) {
            throw notComparable(a, b);
        }
        return !Calls.truth(Metamethods.call(method, b, a));
    }

    /** As Lua 5.1: values of one type, with the same metamethod. */
    private static LuaValue common(LuaValue a, LuaValue b, LuaString tag) {
        LuaValue method = a.type() == b.type() ? Metamethods.of(a, tag) : LuaValue.NIL;
        return !method.isnil() && method.raweq(Metamethods.of(b, tag)) ? method : LuaValue.NIL;
    }

    private static int compare(LuaString a, LuaString b) {
        return Arrays.compareUnsigned(
                a.m_bytes, a.m_offset, a.m_offset + a.m_length, b.m_bytes, b.m_offset, b.m_offset + b.m_length);
    }

    private static ScriptError notComparable(LuaValue a, LuaValue b) {
        String first = a.typename();
        String second = b.typename();
        return Faults.here(
                first.equals(second)
                        ? "attempt to compare two " + first + " values"
                        : "attempt to compare " + first + " with " + second);
    }
}
