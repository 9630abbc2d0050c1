package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Statement.Assignment;
import dev.cuprum.lua.compiler.Statement.Clause;
import dev.cuprum.lua.compiler.Statement.Do;
import dev.cuprum.lua.compiler.Statement.GenericFor;
import dev.cuprum.lua.compiler.Statement.If;
import dev.cuprum.lua.compiler.Statement.LocalDeclaration;
import dev.cuprum.lua.compiler.Statement.LocalFunction;
import dev.cuprum.lua.compiler.Statement.NumericFor;
import dev.cuprum.lua.compiler.Statement.Repeat;
import dev.cuprum.lua.compiler.Statement.Return;
import dev.cuprum.lua.compiler.Statement.While;
import dev.cuprum.lua.runtime.Num;
import java.util.List;
import org.luaj.vm2.LuaValue;

/** Goes through a chunk for what is assigned to which variable. */
final class Survey {

    private final Types types = new Types();
    private final Inlining inlining;
    private final Records records;
    private final Budget budget;

    private FunctionBody within;

    private Survey(FunctionBody chunk, Inlining inlining, Records records, Budget budget) {
        this.inlining = inlining;
        this.records = records;
        this.budget = budget;
        within = chunk;
    }

    /**
     * The types of a chunk's variables.
     *
     * @param records is told of all constructors
     */
    static Types of(FunctionBody chunk, Inlining inlining, Records records, Budget budget) {
        Survey survey = new Survey(chunk, inlining, records, budget);
        survey.function(chunk);
        survey.types.settle();
        return survey.types;
    }

    private void function(FunctionBody function) {
        if (!function.direct) {
            function.parameters.forEach(types::other);
        }
        FunctionBody outer = within;
        within = function;
        block(function.block);
        if (!function.single) {
            types.other(function.result);
        }
        within = outer;
        function.inner.forEach(this::function);
    }

    private void returned(Return end) {
        if (within.single && !Callees.isSelfCall(end, within)) {
            types.assign(within.result, end.values().get(0));
        }
    }

    /** Notes what the calls in an expression give to parameters. */
    private void calls(Expression expression) {
        FunctionBody called = Callees.direct(expression);
        if (called != null) {
            List<Expression> arguments = ((Expression.Call) expression).arguments();
            for (int i = 0; i < called.parameters.size(); i++) {
                if (i < arguments.size()) {
                    types.assign(called.parameters.get(i), arguments.get(i));
                } else {
                    types.other(called.parameters.get(i));
                }
            }
        }
        if (expression instanceof Expression.TableConstructor table) {
            records.note(table);
        }
        if (expression instanceof Expression.Part part) {
            calls(part.inner());
        } else if (expression instanceof Expression.LargeTable table) {
            calls(table.table());
        } else {
            Walk.children(expression).forEach(this::calls);
        }
    }

    private void block(Block block) {
        block.statements().forEach(this::statement);
    }

    private void statement(Statement statement) {
        budget.poll();
        Walk.expressions(statement).forEach(this::calls);
        if (statement instanceof Return end) {
            returned(end);
        }
        List<Variable> declared = Walk.declared(statement);
        if (!declared.isEmpty() && declared.get(0).owner.crowded) {
            declared.forEach(types::other);
        }
        if (statement instanceof LocalDeclaration declaration) {
            assign(declaration.variables(), declaration.values());
            calculated(declaration);
        } else if (statement instanceof LocalFunction local) {
            types.assign(local.variable(), new Expression.FunctionExpression(local.body()));
        } else if (statement instanceof Assignment assignment) {
            assignment(assignment);
        } else if (statement instanceof Do inner) {
            block(inner.block());
        } else if (statement instanceof While loop) {
            block(loop.block());
        } else if (statement instanceof Repeat loop) {
            block(loop.block());
        } else if (statement instanceof If choice) {
            for (Clause clause : choice.clauses()) {
                block(clause.block());
            }
            if (choice.otherwise() != null) {
                block(choice.otherwise());
            }
        } else if (statement instanceof NumericFor loop) {
            loop.variable().integer = countsIntegers(loop);
            block(loop.block());
        } else if (statement instanceof GenericFor loop) {
            loop.variables().forEach(types::other);
            loop.variables().get(0).iterated = true;
            block(loop.block());
        } else if (statement instanceof Statement.Part part) {
            block(part.block());
        }
    }

    /** Notes what a call gives that only calculates. */
    private void calculated(LocalDeclaration declaration) {
        int wanted = declaration.variables().size();
        boolean one = declaration.values().size() == 1;
        if (one && inlining.called(declaration.values().get(0), wanted) != null) {
            declaration.variables().forEach(variable -> variable.calculated = true);
        }
    }

    private static boolean countsIntegers(NumericFor loop) {
        return Types.isSmall(loop.start(), -Integer.MAX_VALUE, Integer.MAX_VALUE)
                && (loop.step() == null
                        || Types.isSmall(loop.step(), 1, Integer.MAX_VALUE)
                        || Types.isSmall(loop.step(), -Integer.MAX_VALUE, -1));
    }

    private void assign(List<Variable> variables, List<Expression> values) {
        for (int i = 0; i < variables.size(); i++) {
            if (i < values.size() && !(i == values.size() - 1 && Expressions.isMultiple(values.get(i)))) {
                types.assign(variables.get(i), values.get(i));
            } else {
                types.other(variables.get(i));
            }
        }
    }

    private void assignment(Assignment assignment) {
        List<Expression> values = assignment.values();
        for (int i = 0; i < assignment.targets().size(); i++) {
            if (!(assignment.targets().get(i) instanceof Local local)) {
                continue;
            }
            if (i < values.size() && !(i == values.size() - 1 && Expressions.isMultiple(values.get(i)))) {
                types.assign(local.variable(), values.get(i));
            } else {
                types.other(local.variable());
            }
        }
    }

    /** A constant number. */
    static Expression number(double value) {
        LuaValue number = Num.of(value);
        return new Expression.Constant(number);
    }
}
