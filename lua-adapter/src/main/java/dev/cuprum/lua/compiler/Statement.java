package dev.cuprum.lua.compiler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is executed. */
sealed interface Statement {

    /** {@code local a, b = x, y} */
    record LocalDeclaration(List<Variable> variables, List<Expression> values, int line) implements Statement {}

    /** {@code local function f() end}: the function sees the variable. */
    record LocalFunction(Variable variable, FunctionBody body, int line) implements Statement {}

    /** {@code a, b.c = x, y}: the targets are locals, globals and indexes. */
    record Assignment(List<Expression> targets, List<Expression> values, int line) implements Statement {}

    /** A call, or a method call, whose results nobody wants. */
    record CallStatement(Expression call) implements Statement {}

    /** {@code do … end} */
    record Do(Block block) implements Statement {}

    /** {@code while condition do … end} */
    record While(Expression condition, Block block, int line) implements Statement {}

    /** {@code repeat … until condition}: the condition sees the locals of the block. */
    record Repeat(Block block, Expression condition, int line) implements Statement {}

    /** {@code if … elseif … else … end} */
    record If(List<Clause> clauses, @Nullable Block otherwise) implements Statement {}

    /** A condition, and what is done where it holds. */
    record Clause(Expression condition, Block block) {}

    /** {@code for i = start, limit, step do … end} */
    record NumericFor(
            Variable variable, Expression start, Expression limit, @Nullable Expression step, Block block, int line)
            implements Statement {}

    /** {@code for a, b in values do … end} */
    record GenericFor(List<Variable> variables, List<Expression> values, Block block, int line) implements Statement {}

    /** Statements with a method of their own, as the function is too large for one. */
    record Part(Block block, Uses uses, Flow flow) implements Statement {}

    /** {@code return values} */
    record Return(List<Expression> values, int line) implements Statement {}

    /** Leaves the innermost loop. */
    record Break() implements Statement {}

    /** {@code goto label} */
    record Goto(Label label, int line) implements Statement {}

    /** {@code ::label::} */
    record LabelStatement(Label label) implements Statement {}
}
