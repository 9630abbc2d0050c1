package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Binary;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.Operator;
import dev.cuprum.lua.compiler.Expression.Unary;
import dev.cuprum.lua.runtime.Arithmetic;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.Num;
import org.luaj.vm2.LuaValue;

/**
 * Computes what is constant as it is read, where LuaJIT does, and nowhere else: which items of a table are constant
 * decides how the table is laid out, and so where {@code #} finds its border.
 */
final class Folding {

    private Folding() {}

    /** {@code operator operand} */
    static Expression of(Operator operator, Expression operand, int line) {
        if (operand instanceof Constant constant) {
            if (operator == Operator.NEGATE && constant.value() instanceof Num number && number.v != 0) {
                return new Constant(Num.of(-number.v));
            }
            if (operator == Operator.NOT) {
                return new Constant(LuaValue.valueOf(!Calls.truth(constant.value())));
            }
        }
        return new Unary(operator, operand, line);
    }

    /** {@code left operator right} */
    static Expression of(Operator operator, Expression left, Expression right, int line) {
        if (left instanceof Constant one && right instanceof Constant other) {
            boolean chosen = operator == Operator.AND
                    ? Calls.truth(one.value())
                    : operator == Operator.OR && !Calls.truth(one.value());
            if (chosen) {
                return other;
            }
            if (Types.isArithmetic(operator) && one.value() instanceof Num a && other.value() instanceof Num b) {
                double result = calculate(operator, a.v, b.v);
                if (!Double.isNaN(result) && Double.doubleToRawLongBits(result) != Long.MIN_VALUE) {
                    return new Constant(Num.of(result));
                }
            }
        }
        return new Binary(operator, left, right, line);
    }

    private static double calculate(Operator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MODULO -> Arithmetic.modulo(a, b);
            default -> Arithmetic.power(a, b);
        };
    }
}
