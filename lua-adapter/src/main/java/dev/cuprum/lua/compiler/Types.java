package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Binary;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.Operator;
import dev.cuprum.lua.compiler.Expression.Unary;
import dev.cuprum.lua.runtime.Num;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Finds out which variables never hold anything but numbers. Assumes it of all of them, and takes it back where
 * something else may be assigned, and where a variable is assigned of which it was taken back: each of them once.
 */
final class Types {

    /** Products of integers with more than that may not be exact. */
    private static final double MOST_FACTOR = 1024;

    /** Up to here, and as far below zero, a variable of a loop is narrow. */
    static final int MOST_NARROW = 1 << 29;

    private final IdentityHashMap<Variable, List<Variable>> dependents = new IdentityHashMap<>();
    private final Deque<Variable> others = new ArrayDeque<>();
    private final IdentityHashMap<Expression, Boolean> known = new IdentityHashMap<>();
    private boolean settled;

    /** Notes an assignment. */
    void assign(Variable variable, Expression value) {
        if (value instanceof Binary binary && isArithmetic(binary.operator())
                || value instanceof Unary unary && unary.operator() == Operator.NEGATE) {
            variable.computed = true;
        }
        List<Variable> sources = new ArrayList<>();
        if (!isNumberIf(value, sources)) {
            other(variable);
            return;
        }
        for (Variable source : sources) {
            dependents.computeIfAbsent(source, key -> new ArrayList<>()).add(variable);
            if (!source.number) {
                other(variable);
            }
        }
    }

    /** Notes that anything may be assigned. */
    void other(Variable variable) {
        if (variable.number) {
            variable.number = false;
            others.add(variable);
        }
    }

    /** Takes back what does not hold, once all assignments have been noted. */
    void settle() {
        while (!others.isEmpty()) {
            List<Variable> affected = dependents.getOrDefault(others.remove(), List.of());
            affected.forEach(this::other);
        }
        settled = true;
    }

    static boolean isArithmetic(Operator operator) {
        return switch (operator) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO, POWER -> true;
            default -> false;
        };
    }

    /** Whether it is a number where those variables are. */
    private static boolean isNumberIf(Expression expression, List<Variable> sources) {
        Deque<Expression> open = new ArrayDeque<>();
        open.add(expression);
        while (!open.isEmpty()) {
            Expression next = open.remove();
            FunctionBody called = Callees.direct(next);
            if (next instanceof Local local) {
                sources.add(local.variable());
            } else if (called != null) {
                sources.add(called.result);
            } else if (next instanceof Binary binary && isArithmetic(binary.operator())) {
                open.add(binary.left());
                open.add(binary.right());
            } else if (next instanceof Unary unary && unary.operator() == Operator.NEGATE) {
                open.add(unary.operand());
            } else if (!(next instanceof Constant constant && constant.value() instanceof Num)
                    && !(next instanceof Unary length && length.operator() == Operator.LENGTH)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an expression is never anything but a number. */
    boolean isNumber(Expression expression) {
        if (!settled) {
            throw new IllegalStateException("not all assignments are known");
        }
        if (expression instanceof Local local) {
            return local.variable().number;
        }
        if (expression instanceof Constant constant) {
            return constant.value() instanceof Num;
        }
        FunctionBody called = Callees.direct(expression);
        if (called != null) {
            return called.result.number;
        }
        if (expression instanceof Unary unary) {
            return unary.operator() == Operator.LENGTH
                    || unary.operator() == Operator.NEGATE && isNumber(unary.operand());
        }
        if (!(expression instanceof Binary binary) || !isArithmetic(binary.operator())) {
            return false;
        }
        Boolean number = known.get(expression);
        if (number == null) {
            number = isNumber(binary.left()) && isNumber(binary.right());
            known.put(expression, number);
        }
        return number;
    }

    /** Whether it is an int: the variable of a loop over small integers, or a little more or less. */
    static boolean isNarrow(Expression expression) {
        if (expression instanceof Local local) {
            return local.variable().narrow;
        }
        return expression instanceof Binary binary
                && (binary.operator() == Operator.ADD || binary.operator() == Operator.SUBTRACT)
                && binary.left() instanceof Local local
                && local.variable().narrow
                && isSmall(binary.right(), -MOST_NARROW, MOST_NARROW);
    }

    /** Whether an expression is an integer that is computed exactly as a long. */
    static boolean isInteger(Expression expression) {
        if (expression instanceof Local local) {
            return local.variable().storage() == Variable.Storage.INTEGER;
        }
        if (!(expression instanceof Binary binary) || !isInteger(binary.left())) {
            return false;
        }
        return switch (binary.operator()) {
            case ADD, SUBTRACT -> isSmall(binary.right(), -Integer.MAX_VALUE, Integer.MAX_VALUE);
            case MULTIPLY -> isSmall(binary.right(), 1, MOST_FACTOR);
            case MODULO -> isSmall(binary.right(), 1, Integer.MAX_VALUE);
            default -> false;
        };
    }

    /** Whether it is an integer constant within bounds. */
    static boolean isSmall(Expression expression, double least, double most) {
        return expression instanceof Constant constant
                && constant.value() instanceof Num number
                && number.isInt()
                && number.v >= least
                && number.v <= most
                && Double.doubleToRawLongBits(number.v) != Long.MIN_VALUE;
    }
}
