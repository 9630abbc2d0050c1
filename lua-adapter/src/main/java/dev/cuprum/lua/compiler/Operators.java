package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Operator;
import org.jspecify.annotations.Nullable;

/** Which tokens are operators, and how tight they bind. */
final class Operators {

    /** How tight an operator before its operand binds. */
    static final int UNARY = 8;

    private static final Infix OR = new Infix(Operator.OR, 1, 1);
    private static final Infix AND = new Infix(Operator.AND, 2, 2);
    private static final Infix LESS = new Infix(Operator.LESS, 3, 3);
    private static final Infix GREATER = new Infix(Operator.GREATER, 3, 3);
    private static final Infix LESS_OR_EQUAL = new Infix(Operator.LESS_OR_EQUAL, 3, 3);
    private static final Infix GREATER_OR_EQUAL = new Infix(Operator.GREATER_OR_EQUAL, 3, 3);
    private static final Infix NOT_EQUAL = new Infix(Operator.NOT_EQUAL, 3, 3);
    private static final Infix EQUAL = new Infix(Operator.EQUAL, 3, 3);
    private static final Infix CONCAT = new Infix(null, 5, 4);
    private static final Infix ADD = new Infix(Operator.ADD, 6, 6);
    private static final Infix SUBTRACT = new Infix(Operator.SUBTRACT, 6, 6);
    private static final Infix MULTIPLY = new Infix(Operator.MULTIPLY, 7, 7);
    private static final Infix DIVIDE = new Infix(Operator.DIVIDE, 7, 7);
    private static final Infix MODULO = new Infix(Operator.MODULO, 7, 7);
    private static final Infix POWER = new Infix(Operator.POWER, 10, 9);

    /**
     * An operator between two operands.
     *
     * @param operator null for {@code ..}
     * @param left how tight it binds what is before it
     * @param right how tight it binds what is behind it
     */
    record Infix(@Nullable Operator operator, int left, int right) {}

    private Operators() {}

    static @Nullable Infix infix(int token) {
        return switch (token) {
            case Token.OR -> OR;
            case Token.AND -> AND;
            case '<' -> LESS;
            case '>' -> GREATER;
            case Token.LESS_OR_EQUAL -> LESS_OR_EQUAL;
            case Token.GREATER_OR_EQUAL -> GREATER_OR_EQUAL;
            case Token.NOT_EQUAL -> NOT_EQUAL;
            case Token.EQUAL -> EQUAL;
            case Token.CONCAT -> CONCAT;
            case '+' -> ADD;
            case '-' -> SUBTRACT;
            case '*' -> MULTIPLY;
            case '/' -> DIVIDE;
            case '%' -> MODULO;
            case '^' -> POWER;
            default -> null;
        };
    }

    static @Nullable Operator prefix(int token) {
        return switch (token) {
            case Token.NOT -> Operator.NOT;
            case '-' -> Operator.NEGATE;
            case '#' -> Operator.LENGTH;
            default -> null;
        };
    }
}
