package dev.cuprum.lua.runtime;

import java.util.function.DoubleBinaryOperator;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Arithmetic on values that may not be numbers: on texts that are, and by metamethods. For compiled code. */
public final class Arithmetic {

    private static final String OPERATION = "perform arithmetic on";

    private Arithmetic() {}

    /** {@code a + b} */
    public static LuaValue add(LuaValue a, LuaValue b) {
        return a instanceof Num x && b instanceof Num y ? Num.of(x.v + y.v) : slow(LuaValue.ADD, a, b, Double::sum);
    }

    /** {@code a - b} */
    public static LuaValue subtract(LuaValue a, LuaValue b) {
        return a instanceof Num x && b instanceof Num y
                ? Num.of(x.v - y.v)
                : slow(LuaValue.SUB, a, b, (x1, y1) -> x1 - y1);
    }

    /** {@code a * b} */
    public static LuaValue multiply(LuaValue a, LuaValue b) {
        return a instanceof Num x && b instanceof Num y
                ? Num.of(x.v * y.v)
                : slow(LuaValue.MUL, a, b, (x1, y1) -> x1 * y1);
    }

    /** {@code a / b} */
    public static LuaValue divide(LuaValue a, LuaValue b) {
        return a instanceof Num x && b instanceof Num y
                ? Num.of(x.v / y.v)
                : slow(LuaValue.DIV, a, b, (x1, y1) -> x1 / y1);
    }

    /** {@code a % b} */
    public static LuaValue modulo(LuaValue a, LuaValue b) {
        return a instanceof Num x && b instanceof Num y
                ? Num.of(modulo(x.v, y.v))
                : slow(LuaValue.MOD, a, b, Arithmetic::modulo);
    }

    /** {@code a ^ b} */
    public static LuaValue power(LuaValue a, LuaValue b) {
        return a instanceof Num x && b instanceof Num y
                ? Num.of(power(x.v, y.v))
                : slow(LuaValue.POW, a, b, Arithmetic::power);
    }

    /** {@code -a} */
    public static LuaValue negate(LuaValue a) {
        return a instanceof Num x ? Num.of(-x.v) : slow(LuaValue.UNM, a, a, (x1, y1) -> -x1);
    }

    /** As Lua 5.1 defines it, also where that loses digits. */
    public static double modulo(double a, double b) {
        return a - Math.floor(a / b) * b;
    }

    /** {@code a ^ b} */
    public static double power(double a, double b) {
        if (b == 2) {
            return a * a;
        }
        // As in C, where 1 to any power is 1, and so is -1 to one that is infinite.
        return a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
    }

    private static LuaValue slow(LuaString tag, LuaValue a, LuaValue b, DoubleBinaryOperator operator) {
        LuaValue x = Numbers.toNumber(a);
        LuaValue y = Numbers.toNumber(b);
        if (!x.isnil() && !y.isnil()) {
            return Num.of(operator.applyAsDouble(x.todouble(), y.todouble()));
        }
        LuaValue method = Metamethods.of(a, b, tag);
        if (method.isnil()) {
            // As LuaJIT: the second operand is to blame only where the first is a number, be it as text.
            throw x.isnil() ? Faults.operand(OPERATION, a, 0) : Faults.operand(OPERATION, b, 1);
        }
        return Metamethods.call(method, a, b);
    }
}
