package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.compiler.Statement.Do;
import dev.cuprum.lua.compiler.Statement.If;
import dev.cuprum.lua.compiler.Statement.Return;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the functions that always return one value: each of their ways ends in a {@code return} of a value, or of a call
 * of such a function. Assumes it of all of them, and takes it back where it does not hold, and of whoever returns what
 * such a function returns.
 */
final class Results {

    private final Budget budget;
    private final IdentityHashMap<FunctionBody, List<Return>> returns = new IdentityHashMap<>();

    private Results(Budget budget) {
        this.budget = budget;
    }

    /** Looks at the functions of a chunk, whose variables know which functions they name. */
    static Results of(FunctionBody chunk, Budget budget) {
        Results results = new Results(budget);
        results.function(chunk);
        return results;
    }

    private void function(FunctionBody function) {
        List<Return> found = new ArrayList<>();
        block(function.block, found);
        returns.put(function, found);
        function.inner.forEach(this::function);
    }

    private void block(Block block, List<Return> found) {
        for (Statement statement : block.statements()) {
            budget.poll();
            if (statement instanceof Return end) {
                found.add(end);
            } else if (statement instanceof Statement.Part part) {
                block(part.block(), found);
            }
            Walk.blocks(statement).forEach(inner -> block(inner, found));
        }
    }

    /** Marks the functions of which every call has one value. */
    void markOne() {
        find(function -> endsInReturn(function.block), Callees::called).forEach((function, one) -> function.one = one);
    }

    /** Marks those among the functions that are called directly that hand on one value of nothing but such. */
    void markSingle() {
        find(function -> function.direct && function.one, Callees::direct)
                .forEach((function, single) -> function.single = single);
    }

    private IdentityHashMap<FunctionBody, Boolean> find(
            Predicate<FunctionBody> possible, Function<Expression, @Nullable FunctionBody> called) {
        IdentityHashMap<FunctionBody, Boolean> found = new IdentityHashMap<>();
        IdentityHashMap<FunctionBody, List<FunctionBody>> dependents = new IdentityHashMap<>();
        Deque<FunctionBody> others = new ArrayDeque<>();
        returns.forEach((function, ends) -> {
            boolean holds = possible.test(function);
            for (Return end : ends) {
                Expression value = end.values().size() == 1 ? end.values().get(0) : null;
                FunctionBody source = value == null ? null : called.apply(value);
                holds &= value != null && (source != null || !Expressions.isMultiple(value));
                if (source != null) {
                    dependents.computeIfAbsent(source, key -> new ArrayList<>()).add(function);
                }
            }
            found.put(function, holds);
            if (!holds) {
                others.add(function);
            }
        });
        while (!others.isEmpty()) {
            for (FunctionBody dependent : dependents.getOrDefault(others.remove(), List.of())) {
                if (Boolean.TRUE.equals(found.put(dependent, false))) {
                    others.add(dependent);
                }
            }
        }
        return found;
    }

    private static boolean endsInReturn(Block block) {
        if (block.statements().isEmpty()) {
            return false;
        }
        Statement last = block.statements().get(block.statements().size() - 1);
        if (last instanceof If choice && choice.otherwise() != null) {
            return endsInReturn(choice.otherwise())
                    && choice.clauses().stream().allMatch(clause -> endsInReturn(clause.block()));
        }
        return last instanceof Return || last instanceof Do inner && endsInReturn(inner.block());
    }
}
