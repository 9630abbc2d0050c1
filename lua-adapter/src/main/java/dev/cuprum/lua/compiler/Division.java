package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.compiler.Statement.Assignment;
import dev.cuprum.lua.compiler.Statement.CallStatement;
import dev.cuprum.lua.compiler.Statement.Clause;
import dev.cuprum.lua.compiler.Statement.Do;
import dev.cuprum.lua.compiler.Statement.GenericFor;
import dev.cuprum.lua.compiler.Statement.If;
import dev.cuprum.lua.compiler.Statement.LabelStatement;
import dev.cuprum.lua.compiler.Statement.LocalDeclaration;
import dev.cuprum.lua.compiler.Statement.NumericFor;
import dev.cuprum.lua.compiler.Statement.Repeat;
import dev.cuprum.lua.compiler.Statement.Return;
import dev.cuprum.lua.compiler.Statement.While;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Divides functions that are too large for one method: HotSpot never compiles one of more than 8,000 bytes, and the JVM
 * loads none of more than 65,535.
 *
 * <p>A block that is too large ends, from some statement on, with a part: the rest of it, in a method of its own, which
 * may end with such a part again. In this way no variable that a part declares is used outside it. A part is given the
 * variables that it uses; those that it assigns to are kept in cells. Where it leaves for somewhere outside, it returns
 * what tells its caller where to go.
 */
final class Division {

    /** How large a method may be. */
    private static final int MOST = 5500;

    /** How large a statement may be within one, and a method until it ends with a part. */
    private static final int HALF = MOST / 2;

    /** What is smaller is not worth a method. */
    private static final int LEAST = 120;

    private final FunctionBody function;
    private final Budget budget;
    private final Size size = new Size();
    private final Partition expressions;

    private Division(FunctionBody function, Budget budget) {
        this.function = function;
        this.budget = budget;
        this.expressions = new Partition(function, size);
    }

    /** Divides a function, and all that are written in it, where they are too large. */
    static void divide(FunctionBody function, Budget budget) {
        Division division = new Division(function, budget);
        if (division.size.of(function.block) > MOST) {
            function.block = division.fitting(function.block);
            function.divided = true;
        }
        function.inner.forEach(inner -> divide(inner, budget));
    }

    /** The same block, small enough for a method. */
    private Block fitting(Block block) {
        List<Statement> statements = new ArrayList<>(block.statements());
        int total = 0;
        for (int i = 0; i < statements.size(); i++) {
            budget.poll();
            if (size.of(statements.get(i)) > LEAST) {
                statements.set(i, fitting(statements.get(i)));
            }
            total += size.of(statements.get(i));
        }
        return new Block(total <= HALF ? List.copyOf(statements) : split(statements));
    }

    private List<Statement> split(List<Statement> statements) {
        int label = lastLabel(statements);
        if (label < 0) {
            return withPart(statements, 0);
        }
        // What a goto may enter from outside stays; what is before it can be a part where nothing after it needs it.
        List<Statement> before = statements.subList(0, label);
        List<Statement> after = withPart(statements.subList(label, statements.size()), 0);
        List<Statement> all = new ArrayList<>();
        int first = firstLabel(statements);
        if (first == label && !declaresFor(before, after)) {
            before = withPart(before, 0);
        }
        all.addAll(before);
        all.addAll(after);
        return all;
    }

    private static int lastLabel(List<Statement> statements) {
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (statements.get(i) instanceof LabelStatement) {
                return i;
            }
        }
        return -1;
    }

    private static int firstLabel(List<Statement> statements) {
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i) instanceof LabelStatement) {
                return i;
            }
        }
        return -1;
    }

    private boolean declaresFor(List<Statement> before, List<Statement> after) {
        Set<Variable> declared = Collections.newSetFromMap(new IdentityHashMap<>());
        before.forEach(statement -> declared.addAll(Walk.declared(statement)));
        Uses uses =
                new UsesFinder(function).block(new Block(List.copyOf(after))).found();
        return uses.variables().stream().anyMatch(declared::contains);
    }

    /** Statements that end with a part where they are too large; a label at their beginning stays in place. */
    private List<Statement> withPart(List<Statement> statements, int start) {
        List<Integer> cuts = new ArrayList<>();
        int total = 0;
        for (int i = start; i < statements.size(); i++) {
            int next = size.of(statements.get(i));
            if (total + next > HALF && total > 0) {
                cuts.add(i);
                total = 0;
            }
            total += next;
        }
        List<Statement> tail = List.of();
        int end = statements.size();
        for (int i = cuts.size() - 1; i >= 0; i--) {
            List<Statement> rest = new ArrayList<>(statements.subList(cuts.get(i), end));
            rest.addAll(tail);
            tail = List.of(part(new Block(List.copyOf(rest))));
            end = cuts.get(i);
        }
        List<Statement> all = new ArrayList<>(statements.subList(start, end));
        all.addAll(tail);
        return all;
    }

    private Statement part(Block block) {
        return new Statement.Part(block, new UsesFinder(function).block(block).found());
    }

    /** The same block, as nothing but a part. */
    private Block apart(Block block) {
        boolean is = block.statements().size() == 1 && block.statements().get(0) instanceof Statement.Part;
        return is || size.of(block) < LEAST ? block : new Block(List.of(part(block)));
    }

    private Statement fitting(Statement statement) {
        Statement divided = withExpressions(statement);
        if (divided instanceof If choice) {
            return fitting(choice);
        }
        if (divided instanceof Repeat loop) {
            // Its condition sees what its block declares.
            return new Repeat(new Block(loopStatements(loop)), loop.condition(), loop.line());
        }
        List<Block> blocks = Walk.blocks(divided);
        if (blocks.isEmpty()) {
            return divided;
        }
        Block block = fitting(blocks.get(0));
        return withBlock(divided, size.of(block) > HALF ? apart(block) : block);
    }

    private List<Statement> loopStatements(Repeat loop) {
        List<Statement> statements = new ArrayList<>();
        for (Statement statement : loop.block().statements()) {
            statements.add(size.of(statement) > LEAST ? fitting(statement) : statement);
        }
        boolean large = size.of(new Block(List.copyOf(statements))) > HALF;
        List<Statement> condition = List.of(new Return(List.of(loop.condition()), loop.line()));
        if (large && lastLabel(statements) < 0 && !declaresFor(statements, condition)) {
            return withPart(statements, 0);
        }
        return List.copyOf(statements);
    }

    private Statement fitting(If choice) {
        List<Clause> clauses = new ArrayList<>();
        for (Clause clause : choice.clauses()) {
            clauses.add(new Clause(clause.condition(), fitting(clause.block())));
        }
        Block otherwise = choice.otherwise() == null ? null : fitting(choice.otherwise());
        If whole = new If(List.copyOf(clauses), otherwise);
        if (size.of(whole) <= HALF) {
            return whole;
        }
        clauses.replaceAll(clause -> new Clause(clause.condition(), apart(clause.block())));
        otherwise = otherwise == null ? null : apart(otherwise);
        // From the end: the clauses that do not fit become what is done otherwise.
        List<Clause> last = new ArrayList<>();
        int total = otherwise == null ? 0 : size.of(otherwise);
        for (int i = clauses.size() - 1; i >= 0; i--) {
            Clause clause = clauses.get(i);
            int next = size.of(clause.condition()) + size.of(clause.block()) + LEAST / 4;
            if (total + next > HALF && !last.isEmpty()) {
                otherwise = new Block(List.of(part(new Block(List.of(new If(List.copyOf(last), otherwise))))));
                last.clear();
                total = size.of(otherwise);
            }
            last.add(0, clause);
            total += next;
        }
        return new If(List.copyOf(last), otherwise);
    }

    private static Statement withBlock(Statement statement, Block block) {
        if (statement instanceof While loop) {
            return new While(loop.condition(), block, loop.line());
        }
        if (statement instanceof NumericFor loop) {
            return new NumericFor(loop.variable(), loop.start(), loop.limit(), loop.step(), block, loop.line());
        }
        if (statement instanceof GenericFor loop) {
            return new GenericFor(loop.variables(), loop.values(), block, loop.line());
        }
        return new Do(block);
    }

    private Statement withExpressions(Statement statement) {
        if (statement instanceof LocalDeclaration declaration) {
            return new LocalDeclaration(
                    declaration.variables(), expressions.divideAll(declaration.values()), declaration.line());
        }
        if (statement instanceof Assignment assignment) {
            return new Assignment(
                    expressions.divideAll(assignment.targets()),
                    expressions.divideAll(assignment.values()),
                    assignment.line());
        }
        if (statement instanceof CallStatement call) {
            return new CallStatement(expressions.divide(call.call()));
        }
        if (statement instanceof While loop) {
            return new While(expressions.divide(loop.condition()), loop.block(), loop.line());
        }
        if (statement instanceof Repeat loop) {
            return new Repeat(loop.block(), expressions.divide(loop.condition()), loop.line());
        }
        if (statement instanceof GenericFor loop) {
            return new GenericFor(loop.variables(), expressions.divideAll(loop.values()), loop.block(), loop.line());
        }
        if (statement instanceof Return end) {
            return new Return(expressions.divideAll(end.values()), end.line());
        }
        if (statement instanceof If choice) {
            List<Clause> clauses = new ArrayList<>();
            for (Clause clause : choice.clauses()) {
                clauses.add(new Clause(expressions.divide(clause.condition()), clause.block()));
            }
            return new If(List.copyOf(clauses), choice.otherwise());
        }
        return statement;
    }
}
