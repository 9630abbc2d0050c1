package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.FunctionExpression;
import dev.cuprum.lua.compiler.Expression.ItemsPart;
import dev.cuprum.lua.compiler.Expression.LargeTable;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.Vararg;
import dev.cuprum.lua.compiler.Statement.Assignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Finds out what a part of a function uses of the rest of it. A variable that the part assigns to is made one that is
 * kept in a cell, which the part can change for all.
 */
final class UsesFinder {

    /** A method has at most 255 slots of parameters, and some kinds of variables take three. */
    private static final int MOST_TYPED = 80;

    private final FunctionBody function;
    private final Set<Variable> declared = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Variable> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Variable> assigned = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Variable> order = new ArrayList<>();
    private boolean varargs;

    UsesFinder(FunctionBody function) {
        this.function = function;
    }

    /** Looks at a block. */
    UsesFinder block(Block block) {
        block.statements().forEach(this::statement);
        return this;
    }

    /** Looks at a statement. */
    UsesFinder statement(Statement statement) {
        declared.addAll(Walk.declared(statement));
        if (statement instanceof Statement.Part part) {
            include(part.uses());
        }
        if (statement instanceof Assignment assignment) {
            for (Expression target : assignment.targets()) {
                if (target instanceof Local local) {
                    assigned.add(local.variable());
                }
            }
        }
        Walk.expressions(statement).forEach(this::expression);
        Walk.blocks(statement).forEach(this::block);
        return this;
    }

    /** Looks at an expression. */
    UsesFinder expression(Expression expression) {
        if (expression instanceof Local local) {
            use(local.variable());
        } else if (expression instanceof Vararg) {
            varargs = true;
        } else if (expression instanceof FunctionExpression inner) {
            inner.body().upvalues.forEach(this::use);
        } else if (expression instanceof Expression.Part part) {
            include(part.uses());
        } else if (expression instanceof LargeTable table) {
            for (ItemsPart part : table.parts()) {
                include(part.uses());
            }
        } else {
            if (expression instanceof Expression.Steps steps) {
                declared.addAll(steps.variables());
            }
            Walk.children(expression).forEach(this::expression);
        }
        return this;
    }

    private void include(Uses uses) {
        uses.variables().forEach(this::use);
        varargs |= uses.varargs();
    }

    private void use(Variable variable) {
        if (variable.owner == function && used.add(variable)) {
            order.add(variable);
        }
    }

    /** All variables of the function that have been seen to be used, whoever declares them. */
    List<Variable> mentioned() {
        return order;
    }

    /** What has been found. */
    Uses found() {
        for (Variable variable : assigned) {
            if (!declared.contains(variable)) {
                variable.captured = true;
            }
        }
        List<Variable> outer =
                order.stream().filter(variable -> !declared.contains(variable)).toList();
        function.crowded |= outer.size() > MOST_TYPED;
        return new Uses(outer, varargs);
    }
}
