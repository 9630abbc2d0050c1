package dev.cuprum.lua.runtime;

import java.util.function.DoubleBinaryOperator;
import org.luaj.vm2.LuaDouble;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Arithmetic on values: of integers, of doubles, of texts that are numbers, and by metamethods. */
final class Arithmetic {

    private static final String OPERATION = "perform arithmetic on";

    private Arithmetic() {}

    static LuaValue add(LuaValue a, LuaValue b) {
        if (a instanceof LuaInteger x && b instanceof LuaInteger y) {
            return LuaInteger.valueOf((long) x.v + y.v);
        }
        if (a instanceof LuaNumber && b instanceof LuaNumber) {
            return LuaDouble.valueOf(a.todouble() + b.todouble());
        }
        return slow(LuaValue.ADD, a, b, Double::sum);
    }

    static LuaValue subtract(LuaValue a, LuaValue b) {
        if (a instanceof LuaInteger x && b instanceof LuaInteger y) {
            return LuaInteger.valueOf((long) x.v - y.v);
        }
        if (a instanceof LuaNumber && b instanceof LuaNumber) {
            return LuaDouble.valueOf(a.todouble() - b.todouble());
        }
        return slow(LuaValue.SUB, a, b, (x, y) -> x - y);
    }

    static LuaValue multiply(LuaValue a, LuaValue b) {
        if (a instanceof LuaInteger x && b instanceof LuaInteger y) {
            return LuaInteger.valueOf((long) x.v * y.v);
        }
        if (a instanceof LuaNumber && b instanceof LuaNumber) {
            return LuaDouble.valueOf(a.todouble() * b.todouble());
        }
        return slow(LuaValue.MUL, a, b, (x, y) -> x * y);
    }

    static LuaValue divide(LuaValue a, LuaValue b) {
        if (a instanceof LuaNumber && b instanceof LuaNumber) {
            return LuaDouble.valueOf(a.todouble() / b.todouble());
        }
        return slow(LuaValue.DIV, a, b, (x, y) -> x / y);
    }

    static LuaValue modulo(LuaValue a, LuaValue b) {
        if (a instanceof LuaInteger x && b instanceof LuaInteger y && y.v != 0) {
            return LuaInteger.valueOf(Math.floorMod(x.v, y.v));
        }
        return slow(LuaValue.MOD, a, b, Arithmetic::modulo);
    }

    static LuaValue power(LuaValue a, LuaValue b) {
        return slow(LuaValue.POW, a, b, Math::pow);
    }

    static LuaValue negate(LuaValue a) {
        if (a instanceof LuaNumber) {
            return LuaDouble.valueOf(-a.todouble());
        }
        return slow(LuaValue.UNM, a, a, (x, y) -> -x);
    }

    /** As Lua 5.1 defines it, also where that loses digits. */
    private static double modulo(double a, double b) {
        return a - Math.floor(a / b) * b;
    }

    private static LuaValue slow(LuaString tag, LuaValue a, LuaValue b, DoubleBinaryOperator operator) {
        LuaValue x = Numbers.toNumber(a);
        LuaValue y = Numbers.toNumber(b);
        if (!x.isnil() && !y.isnil()) {
            return LuaDouble.valueOf(operator.applyAsDouble(x.todouble(), y.todouble()));
        }
        LuaValue method = a.metatag(tag);
        if (method.isnil()) {
            method = b.metatag(tag);
        }
        if (method.isnil()) {
            throw new OperandError(OPERATION, x.isnil() ? a : b);
        }
        return method.call(a, b);
    }
}
