package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.compiler.Expression.Call;
import dev.cuprum.lua.compiler.Expression.FunctionExpression;
import dev.cuprum.lua.compiler.Expression.ItemsPart;
import dev.cuprum.lua.compiler.Expression.LargeTable;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Statement.LocalDeclaration;
import dev.cuprum.lua.compiler.Statement.LocalFunction;
import dev.cuprum.lua.compiler.Statement.Return;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the local functions that nothing but calls by their names ever sees. All their calls are known, so they can be
 * called directly, and their parameters and results can be numbers where all calls agree.
 */
final class Callees {

    private static final int MOST_PARAMETERS = 60;

    private final Set<FunctionBody> escaping = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<FunctionBody> endsInCalls = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<FunctionBody> calledLast = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Budget budget;

    private Callees(Budget budget) {
        this.budget = budget;
    }

    /**
     * Marks the functions of a chunk that are called directly.
     *
     * @param tracked whether functions note that they are entered, so that none is
     */
    static void find(FunctionBody chunk, boolean tracked, Budget budget) {
        if (chunk.inner.isEmpty()) {
            return; // Most units are nothing but a few statements.
        }
        name(chunk);
        if (tracked) {
            return;
        }
        Results results = Results.of(chunk, budget);
        results.markOne();
        Callees callees = new Callees(budget);
        callees.function(chunk);
        // A chain of calls in last position has to do without stack. It ends at a function that ends in no such call.
        callees.calledLast.retainAll(callees.endsInCalls);
        callees.escaping.addAll(callees.calledLast);
        callees.mark(chunk);
        results.markSingle();
    }

    /** Notes which variables name which functions for good. */
    private static void name(FunctionBody function) {
        name(function.block);
        function.inner.forEach(Callees::name);
    }

    private static void name(Block block) {
        for (Statement statement : block.statements()) {
            if (statement instanceof LocalFunction local && !local.variable().reassigned) {
                local.variable().function = local.body();
            } else if (statement instanceof LocalDeclaration declaration) {
                int count = Math.min(
                        declaration.variables().size(), declaration.values().size());
                for (int i = 0; i < count; i++) {
                    Variable variable = declaration.variables().get(i);
                    if (!variable.reassigned && declaration.values().get(i) instanceof FunctionExpression function) {
                        variable.function = function.body();
                    }
                }
            } else if (statement instanceof Statement.Part part) {
                name(part.block());
            }
            Walk.blocks(statement).forEach(Callees::name);
        }
    }

    private void mark(FunctionBody function) {
        function.inner.forEach(this::mark);
        function.direct = function.parent != null
                && function.named
                && !function.vararg
                && !function.divided
                && function.parameters.size() <= MOST_PARAMETERS
                && !escaping.contains(function);
    }

    private void function(FunctionBody function) {
        block(function.block, function);
        function.inner.forEach(this::function);
    }

    private void block(Block block, FunctionBody within) {
        for (Statement statement : block.statements()) {
            statement(statement, within);
        }
    }

    private void statement(Statement statement, FunctionBody within) {
        budget.poll();
        if (statement instanceof LocalFunction local) {
            local.body().named |= !local.variable().reassigned;
            return;
        }
        if (statement instanceof Return end && isTailCall(end) && !isSelfCall(end, within)) {
            endsInCalls.add(within);
            FunctionBody called = called(end.values().get(0));
            if (called != null) {
                calledLast.add(called);
            }
        }
        if (statement instanceof LocalDeclaration declaration) {
            declare(declaration, within);
        } else {
            Walk.expressions(statement).forEach(expression -> expression(expression, within));
        }
        if (statement instanceof Statement.Part part) {
            block(part.block(), within);
        }
        Walk.blocks(statement).forEach(block -> block(block, within));
    }

    private void declare(LocalDeclaration declaration, FunctionBody within) {
        List<Expression> values = declaration.values();
        for (int i = 0; i < values.size(); i++) {
            boolean names = i < declaration.variables().size()
                    && values.get(i) instanceof FunctionExpression function
                    && declaration.variables().get(i).function == function.body();
            if (names) {
                ((FunctionExpression) values.get(i)).body().named = true;
            } else {
                expression(values.get(i), within);
            }
        }
    }

    private static boolean isTailCall(Return end) {
        return end.values().size() == 1
                && Expressions.isMultiple(end.values().get(0))
                && !(end.values().get(0) instanceof Expression.Vararg);
    }

    /** Whether a function ends by calling itself: it begins again then. */
    static boolean isSelfCall(Return end, FunctionBody within) {
        return isTailCall(end)
                && called(end.values().get(0)) == within
                && !endsInSeveral(((Call) end.values().get(0)).arguments());
    }

    /** The function that an expression calls, where that is known; null where not. */
    static @Nullable FunctionBody called(Expression expression) {
        return expression instanceof Call call && call.function() instanceof Local local
                ? local.variable().function
                : null;
    }

    /** Whether the last of some expressions may have no value, or several, as far as is known. */
    static boolean endsInSeveral(List<Expression> expressions) {
        return Expressions.endsInMultiple(expressions) && !isOne(expressions.get(expressions.size() - 1));
    }

    /** Whether an expression is a call that always has one value. */
    static boolean isOne(Expression expression) {
        FunctionBody called = called(expression);
        return called != null && called.one;
    }

    /** The function that an expression calls directly; null where there is none. */
    static @Nullable FunctionBody direct(Expression expression) {
        FunctionBody called = called(expression);
        return called != null && called.direct ? called : null;
    }

    private void escape(Expression function) {
        if (function instanceof Local local && local.variable().function != null) {
            escaping.add(local.variable().function);
        }
    }

    private void expression(Expression expression, FunctionBody within) {
        if (expression instanceof Local) {
            escape(expression);
        } else if (expression instanceof Expression.Part part) {
            expression(part.inner(), within);
        } else if (expression instanceof LargeTable table) {
            expression(table.table(), within);
            for (ItemsPart part : table.parts()) {
                part.uses().variables().forEach(variable -> escape(new Local(variable)));
            }
        } else if (called(expression) != null) {
            Call call = (Call) expression;
            if (endsInSeveral(call.arguments())) {
                escape(call.function());
            }
            call.arguments().forEach(argument -> expression(argument, within));
        } else {
            Walk.children(expression).forEach(child -> expression(child, within));
        }
    }
}
