package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Statement.Assignment;
import dev.cuprum.lua.compiler.Statement.Break;
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
import java.util.List;
import org.luaj.vm2.LuaValue;

/**
 * Divides functions that are too large for one method: HotSpot never compiles one of more than 8,000 bytes, and the JVM
 * loads none of more than 65,535.
 *
 * <p>A block that is too large becomes a block of parts, each a run of its statements in a method of its own; where there
 * are too many of these, runs of them become parts again. No variable that a part declares is used outside it: what is,
 * is declared by the block itself. Where a block declares so much that it remains too large, it ends with a part, the
 * rest of it. A part is given the variables that it uses; those that it assigns to are kept in cells. Where it leaves
 * for somewhere outside, it returns what tells its caller where to go; where something outside jumps into it, it is told
 * where to begin.
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
            FlowFinder.number(function.block, 0);
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
        // A jump to the end of a block may pass declarations, so what is there has to stay outside of all parts.
        int end = statements.size();
        while (end > 0 && statements.get(end - 1) instanceof LabelStatement) {
            end--;
        }
        List<Statement> all = new ArrayList<>(inParts(statements.subList(0, end)));
        all.addAll(statements.subList(end, statements.size()));
        return all;
    }

    /** Statements of which runs are parts, and runs of these again, until all are few enough. */
    private List<Statement> inParts(List<Statement> statements) {
        List<Statement> some = statements;
        int total = size.of(some);
        while (total > HALF) {
            budget.poll();
            List<Statement> fewer = new ArrayList<>();
            for (List<Statement> segment : Segments.of(function, size, some, HALF)) {
                fewer.addAll(apart(segment));
            }
            int less = size.of(fewer);
            if (less > total / 5 * 4) {
                return withPart(some);
            }
            some = fewer;
            total = less;
        }
        return some;
    }

    private List<Statement> apart(List<Statement> segment) {
        int total = size.of(segment);
        if (total < LEAST || segment.size() == 1 && Segments.declares(segment.get(0))) {
            return segment;
        }
        Statement part = part(new Block(List.copyOf(segment)));
        return size.of(part) > total / 4 * 3 ? segment : List.of(part);
    }

    /** Statements that end with a part where they are too large: the way where most of them declare variables. */
    private List<Statement> withPart(List<Statement> statements) {
        List<Integer> cuts = new ArrayList<>();
        int total = 0;
        for (int i = 0; i < statements.size(); i++) {
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
            budget.poll();
            List<Statement> rest = new ArrayList<>(statements.subList(cuts.get(i), end));
            rest.addAll(tail);
            tail = List.of(part(new Block(List.copyOf(rest))));
            end = cuts.get(i);
        }
        List<Statement> all = new ArrayList<>(statements.subList(0, end));
        all.addAll(tail);
        return all;
    }

    private Statement part(Block block) {
        return new Statement.Part(
                block,
                new UsesFinder(function).block(block).found(),
                new FlowFinder().block(block).found());
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
        if (divided instanceof Repeat loop && size.of(loop) > HALF) {
            return fitting(asWhile(loop));
        }
        List<Block> blocks = Walk.blocks(divided);
        if (blocks.isEmpty()) {
            return divided;
        }
        Block block = fitting(blocks.get(0));
        return withBlock(divided, size.of(block) > HALF ? apart(block) : block);
    }

    /** The condition becomes the last statement of the block, as it sees what the block declares. */
    private static While asWhile(Repeat loop) {
        Clause end = new Clause(loop.condition(), new Block(List.of(new Break())));
        List<Statement> statements = new ArrayList<>(loop.block().statements());
        statements.add(new If(List.of(end), null));
        return new While(new Constant(LuaValue.TRUE), new Block(List.copyOf(statements)), loop.line());
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
        return statement instanceof Repeat loop ? new Repeat(block, loop.condition(), loop.line()) : new Do(block);
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
