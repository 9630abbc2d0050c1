package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Binary;
import dev.cuprum.lua.compiler.Expression.Call;
import dev.cuprum.lua.compiler.Expression.Concatenation;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.FunctionExpression;
import dev.cuprum.lua.compiler.Expression.Global;
import dev.cuprum.lua.compiler.Expression.Item;
import dev.cuprum.lua.compiler.Expression.LargeTable;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.MethodCall;
import dev.cuprum.lua.compiler.Expression.Operator;
import dev.cuprum.lua.compiler.Expression.TableConstructor;
import dev.cuprum.lua.compiler.Statement.GenericFor;
import dev.cuprum.lua.compiler.Statement.NumericFor;
import java.util.IdentityHashMap;
import java.util.List;

/** About how many bytes of the JVM's code a piece of syntax becomes; rather too many than too few. */
final class Size {

    private static final int CONSTANT = 4;
    private static final int VARIABLE = 10;
    private static final int GLOBAL = 13;
    private static final int OPERATION = 20;
    private static final int CHOICE = 16;
    private static final int CALCULATION = 90;
    private static final int CALL = 55;
    private static final int ELEMENT = 8;
    private static final int STATEMENT = 14;
    private static final int LOOP = 70;
    private static final int ITERATION = 300;

    /** So many of the places that a part leaves for are likely to be in the method that calls it. */
    private static final int MOST_LANDINGS = 12;

    private final IdentityHashMap<Object, Integer> known = new IdentityHashMap<>();

    int of(Expression expression) {
        if (expression instanceof Constant) {
            return CONSTANT;
        }
        if (expression instanceof Local) {
            return VARIABLE;
        }
        if (expression instanceof Global) {
            return GLOBAL;
        }
        Integer size = known.get(expression);
        if (size == null) {
            size = compute(expression);
            known.put(expression, size);
        }
        return size;
    }

    private int compute(Expression expression) {
        if (expression instanceof Expression.Part part) {
            return ofCall(part.uses());
        }
        if (expression instanceof LargeTable table) {
            return OPERATION
                    + table.parts().stream()
                            .mapToInt(part -> ofCall(part.uses()))
                            .sum();
        }
        if (expression instanceof FunctionExpression function) {
            return OPERATION + function.body().upvalues.size() * STATEMENT;
        }
        if (expression instanceof TableConstructor table) {
            return OPERATION + table.items().stream().mapToInt(this::ofItem).sum();
        }
        int size = own(expression);
        for (Expression child : Walk.children(expression)) {
            size += of(child);
        }
        return size;
    }

    private static int own(Expression expression) {
        if (expression instanceof Binary binary) {
            return binary.operator() == Operator.AND || binary.operator() == Operator.OR ? CHOICE : CALCULATION;
        }
        if (expression instanceof Call call) {
            return CALL + ofArguments(call.arguments());
        }
        if (expression instanceof MethodCall call) {
            return CALL + OPERATION + ofArguments(call.arguments());
        }
        return expression instanceof Concatenation concatenation
                ? OPERATION + concatenation.parts().size() * ELEMENT
                : OPERATION * 2;
    }

    private static int ofArguments(List<Expression> arguments) {
        return arguments.size() * ELEMENT + (Expressions.endsInMultiple(arguments) ? CALL : 0);
    }

    int ofItem(Item item) {
        boolean constant = item.value() instanceof Constant;
        if (constant && (item.key() == null || item.key() instanceof Constant)) {
            return 1;
        }
        return ELEMENT + CONSTANT + of(item.value()) + (item.key() == null ? 0 : of(item.key()));
    }

    int of(Statement statement) {
        Integer size = known.get(statement);
        if (size == null) {
            size = compute(statement);
            known.put(statement, size);
        }
        return size;
    }

    private int compute(Statement statement) {
        int size = STATEMENT;
        if (statement instanceof Statement.Part part) {
            int jumps = (int) Math.min(part.flow().exits(), MOST_LANDINGS)
                    + part.flow().entries().size();
            return size + OPERATION * 2 + ofCall(part.uses()) + Math.min(jumps, 2 * MOST_LANDINGS) * ELEMENT;
        }
        if (statement instanceof NumericFor) {
            size = LOOP;
        } else if (statement instanceof GenericFor) {
            size = ITERATION;
        }
        size += Walk.declared(statement).size() * VARIABLE;
        for (Expression expression : Walk.expressions(statement)) {
            size += of(expression) + STATEMENT;
        }
        for (Block block : Walk.blocks(statement)) {
            size += of(block) + STATEMENT;
        }
        return size;
    }

    int of(Block block) {
        return of(block.statements());
    }

    int of(List<Statement> statements) {
        int size = 0;
        for (Statement statement : statements) {
            size += of(statement);
        }
        return size;
    }

    /** A call of a part. */
    private static int ofCall(Uses uses) {
        return OPERATION + uses.variables().size() * 4;
    }
}
