package dev.cuprum.lua.runtime;

import java.util.Arrays;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The order of values: of numbers, of strings byte by byte, and by metamethods. */
public final class Comparison {

    private Comparison() {}

    /** Whether {@code a < b}. */
    public static boolean less(LuaValue a, LuaValue b) {
        if (a instanceof LuaInteger x && b instanceof LuaInteger y) {
            return x.v < y.v;
        }
        if (a instanceof LuaNumber && b instanceof LuaNumber) {
            return a.todouble() < b.todouble();
        }
        if (a instanceof LuaString x && b instanceof LuaString y) {
            return compare(x, y) < 0;
        }
        return byMethod(LuaValue.LT, a, b);
    }

    /** Whether {@code a <= b}. */
    static boolean lessOrEqual(LuaValue a, LuaValue b) {
        if (a instanceof LuaInteger x && b instanceof LuaInteger y) {
            return x.v <= y.v;
        }
        if (a instanceof LuaNumber && b instanceof LuaNumber) {
            return a.todouble() <= b.todouble();
        }
        if (a instanceof LuaString x && b instanceof LuaString y) {
            return compare(x, y) <= 0;
        }
        if (a.metatag(LuaValue.LE).isnil() && b.metatag(LuaValue.LE).isnil()) {
            return !byMethod(LuaValue.LT, b, a);
        }
        return byMethod(LuaValue.LE, a, b);
    }

    private static int compare(LuaString a, LuaString b) {
        return Arrays.compareUnsigned(
                a.m_bytes, a.m_offset, a.m_offset + a.m_length, b.m_bytes, b.m_offset, b.m_offset + b.m_length);
    }

    private static boolean byMethod(LuaString tag, LuaValue a, LuaValue b) {
        LuaValue method = a.metatag(tag);
        if (method.isnil()) {
            method = b.metatag(tag);
        }
        if (method.isnil()) {
            String first = a.typename();
            String second = b.typename();
            throw new ScriptError(
                    first.equals(second)
                            ? "attempt to compare two " + first + " values"
                            : "attempt to compare " + first + " with " + second);
        }
        return method.call(a, b).toboolean();
    }
}
