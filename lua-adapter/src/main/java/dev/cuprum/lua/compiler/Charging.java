package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Finds the functions whose stack is counted by those who call them, so that they need not enter and leave: they are
 * called directly, by known callers only, and call themselves neither directly nor by way of others that are called
 * directly. What they call otherwise counts for itself, on top of what their callers have counted.
 */
final class Charging {

    /** A chain of calls that is longer is counted in between, or the first caller would count much that is not used. */
    private static final int LONGEST_CHAIN = 8;

    private final Budget budget;

    /** The functions that are called directly and the functions that call them, for each call once. */
    private final IdentityHashMap<FunctionBody, List<FunctionBody>> callers = new IdentityHashMap<>();

    /** How many calls a function makes directly. */
    private final IdentityHashMap<FunctionBody, Integer> calls = new IdentityHashMap<>();

    private Charging(Budget budget) {
        this.budget = budget;
    }

    /** Marks the functions of a chunk, of which is known which are pure. */
    static void find(FunctionBody chunk, Budget budget) {
        Charging charging = new Charging(budget);
        charging.function(chunk);
        charging.mark();
    }

    private void function(FunctionBody function) {
        calls.put(function, 0);
        block(function.block, function);
        function.inner.forEach(this::function);
    }

    private void block(Block block, FunctionBody within) {
        for (Statement statement : block.statements()) {
            budget.poll();
            Walk.expressions(statement).forEach(expression -> expression(expression, within));
            if (statement instanceof Statement.Part part) {
                block(part.block(), within);
            }
            Walk.blocks(statement).forEach(inner -> block(inner, within));
        }
    }

    private void expression(Expression expression, FunctionBody within) {
        FunctionBody called = Callees.direct(expression);
        if (called != null && !called.pure) {
            callers.computeIfAbsent(called, key -> new ArrayList<>()).add(within);
            calls.merge(within, 1, Integer::sum);
        }
        if (expression instanceof Expression.Part part) {
            expression(part.inner(), within);
        } else if (expression instanceof Expression.LargeTable table) {
            expression(table.table(), within);
        } else {
            Walk.children(expression).forEach(child -> expression(child, within));
        }
    }

    /** Those that call none first, then those that only call such, and so on: whatever calls itself is never reached. */
    private void mark() {
        IdentityHashMap<FunctionBody, Integer> chains = new IdentityHashMap<>();
        Deque<FunctionBody> open = new ArrayDeque<>();
        calls.forEach((function, count) -> {
            if (count == 0) {
                open.add(function);
            }
        });
        while (!open.isEmpty()) {
            FunctionBody function = open.remove();
            int chain = chains.getOrDefault(function, 0);
            if (function.direct && !function.pure && chain < LONGEST_CHAIN) {
                function.charged = true;
                function.leaf = chain == 0;
                chain++;
            } else {
                chain = 0;
            }
            for (FunctionBody caller : callers.getOrDefault(function, List.of())) {
                chains.merge(caller, chain, Math::max);
                if (calls.merge(caller, -1, Integer::sum) == 0) {
                    open.add(caller);
                }
            }
        }
    }
}
