package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Binary;
import dev.cuprum.lua.compiler.Expression.Call;
import dev.cuprum.lua.compiler.Expression.Concatenation;
import dev.cuprum.lua.compiler.Expression.Index;
import dev.cuprum.lua.compiler.Expression.Item;
import dev.cuprum.lua.compiler.Expression.MethodCall;
import dev.cuprum.lua.compiler.Expression.Parenthesized;
import dev.cuprum.lua.compiler.Expression.Steps;
import dev.cuprum.lua.compiler.Expression.TableConstructor;
import dev.cuprum.lua.compiler.Expression.Unary;
import dev.cuprum.lua.compiler.Statement.Assignment;
import dev.cuprum.lua.compiler.Statement.CallStatement;
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
import java.util.ArrayList;
import java.util.List;

/** Finds what a piece of syntax consists of. */
final class Walk {

    private Walk() {}

    /** The expressions directly in an expression; not what is in a function or a part. */
    static List<Expression> children(Expression expression) {
        if (expression instanceof Binary binary) {
            return List.of(binary.left(), binary.right());
        }
        if (expression instanceof Index index) {
            return List.of(index.object(), index.key());
        }
        if (expression instanceof Unary unary) {
            return List.of(unary.operand());
        }
        if (expression instanceof Parenthesized inner) {
            return List.of(inner.inner());
        }
        if (expression instanceof Concatenation concatenation) {
            return concatenation.parts();
        }
        if (expression instanceof Call || expression instanceof MethodCall) {
            return Invocations.parts(expression);
        }
        List<Expression> children = new ArrayList<>();
        if (expression instanceof Steps steps) {
            children.addAll(steps.values());
            children.add(steps.result());
        }
        if (expression instanceof TableConstructor table) {
            for (Item item : table.items()) {
                if (item.key() != null) {
                    children.add(item.key());
                }
                children.add(item.value());
            }
        }
        return children;
    }

    /** The expressions directly in a statement, those that are assigned to among them. */
    static List<Expression> expressions(Statement statement) {
        List<Expression> found = new ArrayList<>();
        if (statement instanceof LocalDeclaration declaration) {
            found.addAll(declaration.values());
        } else if (statement instanceof Assignment assignment) {
            found.addAll(assignment.targets());
            found.addAll(assignment.values());
        } else if (statement instanceof CallStatement call) {
            found.add(call.call());
        } else if (statement instanceof While loop) {
            found.add(loop.condition());
        } else if (statement instanceof Repeat loop) {
            found.add(loop.condition());
        } else if (statement instanceof If choice) {
            choice.clauses().forEach(clause -> found.add(clause.condition()));
        } else if (statement instanceof NumericFor loop) {
            found.add(loop.start());
            found.add(loop.limit());
            if (loop.step() != null) {
                found.add(loop.step());
            }
        } else if (statement instanceof GenericFor loop) {
            found.addAll(loop.values());
        } else if (statement instanceof Return end) {
            found.addAll(end.values());
        } else if (statement instanceof LocalFunction function) {
            found.add(new Expression.FunctionExpression(function.body()));
        }
        return found;
    }

    /** The blocks directly in a statement; not that of a part. */
    static List<Block> blocks(Statement statement) {
        List<Block> found = new ArrayList<>();
        if (statement instanceof Do inner) {
            found.add(inner.block());
        } else if (statement instanceof While loop) {
            found.add(loop.block());
        } else if (statement instanceof Repeat loop) {
            found.add(loop.block());
        } else if (statement instanceof NumericFor loop) {
            found.add(loop.block());
        } else if (statement instanceof GenericFor loop) {
            found.add(loop.block());
        } else if (statement instanceof If choice) {
            for (Clause clause : choice.clauses()) {
                found.add(clause.block());
            }
            if (choice.otherwise() != null) {
                found.add(choice.otherwise());
            }
        }
        return found;
    }

    /** The variables that a statement declares for what follows it, or for its own blocks. */
    static List<Variable> declared(Statement statement) {
        if (statement instanceof LocalDeclaration declaration) {
            return declaration.variables();
        }
        if (statement instanceof LocalFunction function) {
            return List.of(function.variable());
        }
        if (statement instanceof NumericFor loop) {
            return List.of(loop.variable());
        }
        return statement instanceof GenericFor loop ? loop.variables() : List.of();
    }
}
