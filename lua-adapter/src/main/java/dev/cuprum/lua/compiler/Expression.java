package dev.cuprum.lua.compiler;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * What has a value. Lines are those that messages name: of a call, where its arguments begin; of anything else, where
 * the last token of it stands.
 */
sealed interface Expression {

    /** Nil, a boolean, a number or a string. */
    record Constant(LuaValue value) implements Expression {}

    /** {@code ...} */
    record Vararg() implements Expression {}

    /** A function. */
    record FunctionExpression(FunctionBody body) implements Expression {}

    /** A local, of this function or of one around it. */
    record Local(Variable variable) implements Expression {}

    /** A global. */
    record Global(LuaString name, int line) implements Expression {}

    /** {@code object[key]} or {@code object.key}. */
    record Index(Expression object, Expression key, int line) implements Expression {}

    /** {@code function(arguments)}. */
    record Call(Expression function, List<Expression> arguments, int line) implements Expression {}

    /** {@code object:name(arguments)}. */
    record MethodCall(Expression object, LuaString name, List<Expression> arguments, int line) implements Expression {}

    /** {@code left operator right}, also {@code and} and {@code or}; not {@code ..}. */
    record Binary(Operator operator, Expression left, Expression right, int line) implements Expression {}

    /** {@code a .. b .. c}: two parts or more, not a concatenation the last. */
    record Concatenation(List<Expression> parts, int line) implements Expression {}

    /** {@code operator operand}. */
    record Unary(Operator operator, Expression operand, int line) implements Expression {}

    /** {@code {…}} */
    record TableConstructor(List<Item> items, int line) implements Expression {}

    /** An entry of a table; one without a key takes the next integer. */
    record Item(@Nullable Expression key, Expression value) {}

    /** A table with so many items that methods of their own fill it in, each some of them. */
    record LargeTable(TableConstructor table, List<ItemsPart> parts) implements Expression {}

    /** The items of a large table from one to before another. */
    record ItemsPart(int from, int to, Uses uses) {}

    /** An expression with a method of its own, as the function is too large for one. */
    record Part(Expression inner, Uses uses) implements Expression {}

    /**
     * A result that is computed step by step: each variable is given its value, which may use the one before it, and
     * then the result may use the last.
     */
    record Steps(List<Variable> variables, List<Expression> values, Expression result) implements Expression {}

    /** A call or {@code ...} in parentheses, which has one value. */
    record Parenthesized(Expression inner) implements Expression {}

    /** Operators of two operands and of one. */
    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        MODULO,
        POWER,
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        AND,
        OR,
        NEGATE,
        NOT,
        LENGTH
    }
}
