package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.compiler.Expression.Binary;
import dev.cuprum.lua.compiler.Expression.Call;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.FunctionExpression;
import dev.cuprum.lua.compiler.Expression.Global;
import dev.cuprum.lua.compiler.Expression.Index;
import dev.cuprum.lua.compiler.Expression.Item;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.TableConstructor;
import dev.cuprum.lua.compiler.Expression.Unary;
import dev.cuprum.lua.compiler.Statement.Assignment;
import dev.cuprum.lua.compiler.Statement.LocalDeclaration;
import dev.cuprum.lua.compiler.Statement.Return;
import dev.cuprum.lua.runtime.Num;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * Finds the functions that do nothing but calculate a result of numbers, and how they are called: {@code
 * M.square(x)}. Where it is called so, and turns out to be this function, and its arguments to be numbers, what it
 * returns is calculated in place. That is no more than a guess, which the code checks each time.
 */
final class Inlining {

    /** What a result may consist of. */
    private static final int MOST_NODES = 40;

    /** So many arguments are passed without an array. */
    private static final int MOST_PARAMETERS = 3;

    /** How a function is called: by a field of a local's value, or as a global, where there is no local. */
    private record Name(@Nullable Variable of, LuaString name) {}

    private final Map<Name, FunctionBody> functions = new HashMap<>();
    private final Set<Name> ambiguous = new HashSet<>();
    private final boolean tracked;
    private final Budget budget;

    private Inlining(boolean tracked, Budget budget) {
        this.tracked = tracked;
        this.budget = budget;
    }

    /**
     * The functions of a chunk.
     *
     * @param tracked whether functions note that they are entered, so that none is passed over
     */
    static Inlining of(FunctionBody chunk, boolean tracked, Budget budget) {
        Inlining inlining = new Inlining(tracked, budget);
        if (!tracked && !chunk.inner.isEmpty()) {
            inlining.function(chunk);
            inlining.functions.keySet().removeAll(inlining.ambiguous);
        }
        return inlining;
    }

    private void function(FunctionBody function) {
        block(function.block);
        function.inner.forEach(this::function);
    }

    private void block(Block block) {
        for (Statement statement : block.statements()) {
            budget.poll();
            if (statement instanceof Assignment assignment) {
                int count = Math.min(
                        assignment.targets().size(), assignment.values().size());
                for (int i = 0; i < count; i++) {
                    note(name(assignment.targets().get(i)), assignment.values().get(i));
                }
            } else if (statement instanceof LocalDeclaration declaration) {
                int count = Math.min(
                        declaration.variables().size(), declaration.values().size());
                for (int i = 0; i < count; i++) {
                    if (declaration.values().get(i) instanceof TableConstructor table) {
                        fields(declaration.variables().get(i), table);
                    }
                }
            } else if (statement instanceof Statement.Part part) {
                block(part.block());
            }
            Walk.blocks(statement).forEach(this::block);
        }
    }

    private void fields(Variable variable, TableConstructor table) {
        for (Item item : table.items()) {
            if (item.key() != null) {
                note(name(new Index(new Local(variable), item.key(), 0)), item.value());
            }
        }
    }

    private static @Nullable Name name(Expression function) {
        if (function instanceof Global global) {
            return new Name(null, global.name());
        }
        boolean field = function instanceof Index index
                && index.object() instanceof Local
                && index.key() instanceof Constant key
                && key.value() instanceof LuaString;
        if (!field) {
            return null;
        }
        Index index = (Index) function;
        return new Name(((Local) index.object()).variable(), (LuaString) ((Constant) index.key()).value());
    }

    private void note(@Nullable Name name, Expression value) {
        if (name == null) {
            return;
        }
        boolean simple = value instanceof FunctionExpression function && isSimple(function.body());
        if (functions.containsKey(name) || !simple) {
            ambiguous.add(name);
        } else {
            functions.put(name, ((FunctionExpression) value).body());
        }
    }

    /**
     * The function that is most likely called, where its result can be calculated in place; null where not.
     *
     * @param results how many results are wanted
     */
    @Nullable
    FunctionBody called(Expression expression, int results) {
        if (tracked || !(expression instanceof Call call)) {
            return null;
        }
        FunctionBody function = null;
        if (call.function() instanceof Local local) {
            FunctionBody named = local.variable().function;
            function = named != null && !named.direct && isSimple(named) ? named : null;
        } else {
            Name name = name(call.function());
            function = name == null ? null : functions.get(name);
        }
        boolean fits = function != null
                && call.arguments().size() == function.parameters.size()
                && !Callees.endsInSeveral(call.arguments())
                && results(function).size() >= results;
        return fits ? function : null;
    }

    /** What a function returns that only calculates. */
    static List<Expression> results(FunctionBody function) {
        return ((Return) function.block.statements().get(0)).values();
    }

    private static boolean isSimple(FunctionBody function) {
        List<Statement> statements = function.block.statements();
        if (function.vararg
                || function.divided
                || function.parameters.size() > MOST_PARAMETERS
                || statements.size() != 1
                || !(statements.get(0) instanceof Return end)
                || end.values().isEmpty()) {
            return false;
        }
        return isSmall(end.values())
                && end.values().stream().allMatch(value -> isNumber(value, function) || isTruth(value, function));
    }

    private static boolean isSmall(List<Expression> expressions) {
        Deque<Expression> open = new ArrayDeque<>(expressions);
        int count = 0;
        while (!open.isEmpty() && count <= MOST_NODES) {
            open.addAll(Walk.children(open.remove()));
            count++;
        }
        return open.isEmpty();
    }

    /** Whether it is a number where the parameters are. */
    private static boolean isNumber(Expression expression, FunctionBody function) {
        if (expression instanceof Local local) {
            return function.parameters.contains(local.variable());
        }
        if (expression instanceof Constant constant) {
            return constant.value() instanceof Num;
        }
        if (expression instanceof Unary unary) {
            return unary.operator() == Expression.Operator.NEGATE && isNumber(unary.operand(), function);
        }
        return expression instanceof Binary binary
                && Types.isArithmetic(binary.operator())
                && isNumber(binary.left(), function)
                && isNumber(binary.right(), function);
    }

    /** Whether it is a boolean where the parameters are numbers. */
    private static boolean isTruth(Expression expression, FunctionBody function) {
        if (expression instanceof Unary unary) {
            return unary.operator() == Expression.Operator.NOT && isTruth(unary.operand(), function);
        }
        if (!(expression instanceof Binary binary)) {
            return false;
        }
        return switch (binary.operator()) {
            case AND, OR -> isTruth(binary.left(), function) && isTruth(binary.right(), function);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                isNumber(binary.left(), function) && isNumber(binary.right(), function);
            default -> false;
        };
    }
}
