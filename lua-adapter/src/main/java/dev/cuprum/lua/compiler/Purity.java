package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Binary;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.Operator;
import dev.cuprum.lua.compiler.Expression.Parenthesized;
import dev.cuprum.lua.compiler.Expression.Unary;
import dev.cuprum.lua.compiler.Statement.Assignment;
import dev.cuprum.lua.compiler.Statement.GenericFor;
import dev.cuprum.lua.compiler.Statement.LocalFunction;
import dev.cuprum.lua.compiler.Statement.NumericFor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Finds the functions that only compute with numbers and call others that only do so. Nothing in them can call anything
 * that is not known, so they can be told as an argument how deeply calls are nested, and need not write it down.
 */
final class Purity {

    private final Types types;
    private final Set<FunctionBody> pure = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<FunctionBody, List<FunctionBody>> callers = new IdentityHashMap<>();
    private final Deque<FunctionBody> others = new ArrayDeque<>();

    private Purity(Types types) {
        this.types = types;
    }

    /** Marks the functions of a chunk. */
    static void find(FunctionBody chunk, Types types) {
        Purity purity = new Purity(types);
        purity.look(chunk);
        purity.settle();
        purity.pure.forEach(function -> function.pure = true);
    }

    private void look(FunctionBody function) {
        if (function.direct) {
            pure.add(function);
            if (function.inner.isEmpty() && isPure(function.block, function)) {
                function.inner.forEach(this::look);
                return;
            }
            others.add(function);
        }
        function.inner.forEach(this::look);
    }

    /** Whoever calls one that is not pure is not either. */
    private void settle() {
        while (!others.isEmpty()) {
            FunctionBody function = others.remove();
            if (pure.remove(function)) {
                others.addAll(callers.getOrDefault(function, List.of()));
            }
        }
    }

    private boolean isPure(Block block, FunctionBody within) {
        return block.statements().stream().allMatch(statement -> isPure(statement, within));
    }

    private boolean isPure(Statement statement, FunctionBody within) {
        if (statement instanceof GenericFor
                || statement instanceof LocalFunction
                || statement instanceof Statement.Part
                || statement instanceof Assignment assignment && !isOfLocals(assignment)
                || statement instanceof NumericFor loop && !isOverNumbers(loop)) {
            return false;
        }
        return Walk.expressions(statement).stream().allMatch(expression -> isPure(expression, within))
                && Walk.blocks(statement).stream().allMatch(block -> isPure(block, within));
    }

    private static boolean isOfLocals(Assignment assignment) {
        return assignment.targets().stream().allMatch(Local.class::isInstance);
    }

    private boolean isOverNumbers(NumericFor loop) {
        return types.isNumber(loop.start())
                && types.isNumber(loop.limit())
                && (loop.step() == null || types.isNumber(loop.step()));
    }

    private boolean isPure(Expression expression, FunctionBody within) {
        if (expression instanceof Constant || expression instanceof Local) {
            return true;
        }
        FunctionBody called = Callees.direct(expression);
        if (called != null) {
            callers.computeIfAbsent(called, key -> new ArrayList<>()).add(within);
            return ((Expression.Call) expression).arguments().stream().allMatch(argument -> isPure(argument, within));
        }
        boolean known = expression instanceof Parenthesized
                || expression instanceof Unary unary && isPure(unary)
                || expression instanceof Binary binary && isPure(binary);
        return known && Walk.children(expression).stream().allMatch(child -> isPure(child, within));
    }

    private boolean isPure(Unary unary) {
        return unary.operator() == Operator.NOT
                || unary.operator() == Operator.NEGATE && types.isNumber(unary.operand());
    }

    private boolean isPure(Binary binary) {
        return binary.operator() == Operator.AND
                || binary.operator() == Operator.OR
                || types.isNumber(binary.left()) && types.isNumber(binary.right());
    }
}
