package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Binary;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.Operator;
import dev.cuprum.lua.compiler.Expression.Unary;
import dev.cuprum.lua.compiler.Variable.Storage;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes arithmetic on what may not be numbers. Operands are looked at where they stand; where all are numbers, the
 * operation is done on doubles, and only what is kept as a value is made one. Everything else is left to the runtime.
 */
final class Calculations {

    /**
     * Where an operand is.
     *
     * @param expression a number that needs no place; null where there is one
     * @param slot the place of a value, or of a pair
     */
    record Operand(Expression expression, Form form, int slot) {}

    enum Form {
        NUMBER,
        STORED_NUMBER,
        VALUE,
        PAIR
    }

    private final MethodCode method;
    private final Values values;
    private final Variables variables;

    Calculations(MethodCode method, Values values, Variables variables) {
        this.method = method;
        this.values = values;
        this.variables = variables;
    }

    /** Does an operation on the two doubles on the stack. */
    void operate(Operator operator) {
        switch (operator) {
            case ADD -> method.op(Opcodes.DADD);
            case SUBTRACT -> method.op(Opcodes.DSUB);
            case MULTIPLY -> method.op(Opcodes.DMUL);
            case DIVIDE -> method.op(Opcodes.DDIV);
            case MODULO -> method.callStatic(Names.ARITHMETIC, "modulo", "(DD)D");
            default -> method.callStatic(Names.ARITHMETIC, "power", "(DD)D");
        }
    }

    private static String name(Operator operator) {
        return switch (operator) {
            case ADD -> "add";
            case SUBTRACT -> "subtract";
            case MULTIPLY -> "multiply";
            case DIVIDE -> "divide";
            case MODULO -> "modulo";
            default -> "power";
        };
    }

    private static String event(Operator operator) {
        return switch (operator) {
            case ADD -> "__add";
            case SUBTRACT -> "__sub";
            case MULTIPLY -> "__mul";
            case DIVIDE -> "__div";
            case MODULO -> "__mod";
            default -> "__pow";
        };
    }

    /** Pushes the result as a value. */
    void push(Binary binary) {
        calculate(binary, -1);
    }

    /** Puts the result into a pair. */
    void intoPair(Expression expression, int slot) {
        if (expression instanceof Binary binary && Types.isArithmetic(binary.operator()) && !values.isNumber(binary)) {
            calculate(binary, slot);
        } else if (values.isNumber(expression)) {
            values.pushNumber(expression);
            method.var(Opcodes.DSTORE, slot);
            method.op(Opcodes.ACONST_NULL);
            method.var(Opcodes.ASTORE, slot + 2);
        } else if (values.inlinedCalls().can(expression)) {
            values.inlinedCalls().intoPairs(expression, slot);
        } else {
            values.push(expression);
            variables.storePair(slot);
        }
    }

    private void calculate(Binary binary, int pair) {
        int mark = method.mark();
        boolean late = values.isReadLate(binary.left());
        Operand early = late ? operand(binary.right()) : operand(binary.left());
        Operand left = late ? operand(binary.left()) : early;
        Operand right = late ? early : operand(binary.right());
        Label slow = new Label();
        Label end = new Label();
        check(left, slow);
        check(right, slow);
        pushNumber(left);
        pushNumber(right);
        operate(binary.operator());
        if (pair < 0) {
            method.box();
        } else {
            method.var(Opcodes.DSTORE, pair);
            method.op(Opcodes.ACONST_NULL);
            method.var(Opcodes.ASTORE, pair + 2);
        }
        method.jump(Opcodes.GOTO, end);
        method.label(slow);
        pushValue(left);
        pushValue(right);
        String event = event(binary.operator());
        method.operation(binary.line(), event, values.name(binary.left()), values.name(binary.right()));
        method.callStatic(
                Names.ARITHMETIC, name(binary.operator()), "(" + Names.A_VALUE + Names.A_VALUE + ")" + Names.A_VALUE);
        if (pair >= 0) {
            variables.storePair(pair);
        }
        method.label(end);
        method.release(mark);
    }

    /** {@code -operand} */
    void pushNegated(Unary unary) {
        int mark = method.mark();
        Operand operand = operand(unary.operand());
        Label slow = new Label();
        Label end = new Label();
        check(operand, slow);
        pushNumber(operand);
        method.op(Opcodes.DNEG);
        method.box();
        method.jump(Opcodes.GOTO, end);
        method.label(slow);
        pushValue(operand);
        method.operation(unary.line(), "__unm", values.name(unary.operand()));
        method.callStatic(Names.ARITHMETIC, "negate", "(" + Names.A_VALUE + ")" + Names.A_VALUE);
        method.label(end);
        method.release(mark);
    }

    /** Computes an operand, so that it can be looked at more than once. */
    Operand operand(Expression expression) {
        if (values.isNumber(expression)) {
            boolean simple = expression instanceof Expression.Constant
                    || expression instanceof Local local && isOnFrame(local.variable());
            if (simple) {
                return new Operand(expression, Form.NUMBER, -1);
            }
            int slot = method.slot(2);
            values.pushNumber(expression);
            method.var(Opcodes.DSTORE, slot);
            return new Operand(expression, Form.STORED_NUMBER, slot);
        }
        if (expression instanceof Local local && isOnFrame(local.variable())) {
            boolean pair = local.variable().storage() == Storage.PAIR;
            return new Operand(expression, pair ? Form.PAIR : Form.VALUE, method.slotOf(local.variable()));
        }
        if (expression instanceof Binary binary && Types.isArithmetic(binary.operator())) {
            int slot = method.slot(3);
            calculate(binary, slot);
            return new Operand(expression, Form.PAIR, slot);
        }
        if (values.inlinedCalls().can(expression)) {
            int slot = method.slot(3);
            values.inlinedCalls().intoPairs(expression, slot);
            return new Operand(expression, Form.PAIR, slot);
        }
        int slot = method.slot(1);
        values.push(expression);
        method.var(Opcodes.ASTORE, slot);
        return new Operand(expression, Form.VALUE, slot);
    }

    /** Whether it stays what it is while an expression is computed. */
    private boolean isOnFrame(Variable variable) {
        return variable.owner == method.function.body
                && variable.storage() != Storage.CELL
                && variable.storage() != Storage.NUMBER_CELL;
    }

    /** Goes elsewhere where an operand is no number. */
    void check(Operand operand, Label slow) {
        switch (operand.form) {
            case VALUE -> {
                method.var(Opcodes.ALOAD, operand.slot);
                method.type(Opcodes.INSTANCEOF, Names.NUM);
                method.jump(Opcodes.IFEQ, slow);
            }
            case PAIR -> {
                method.var(Opcodes.ALOAD, operand.slot + 2);
                method.jump(Opcodes.IFNONNULL, slow);
            }
            default -> {}
        }
    }

    /** Pushes an operand that is a number as a double. */
    void pushNumber(Operand operand) {
        switch (operand.form) {
            case NUMBER -> values.pushNumber(operand.expression);
            case VALUE -> {
                method.var(Opcodes.ALOAD, operand.slot);
                method.unbox();
            }
            default -> method.var(Opcodes.DLOAD, operand.slot);
        }
    }

    /** Pushes an operand as a value. */
    void pushValue(Operand operand) {
        switch (operand.form) {
            case NUMBER -> values.push(operand.expression);
            case STORED_NUMBER -> {
                method.var(Opcodes.DLOAD, operand.slot);
                method.boxRarely();
            }
            case VALUE -> method.var(Opcodes.ALOAD, operand.slot);
            case PAIR -> variables.pushPair(operand.slot);
        }
    }

    /**
     * Writes a comparison by order of what may not be numbers: jumps where it is as wanted.
     *
     * @param opcodes the comparison of doubles and the jump
     * @param swapped whether the runtime is to compare the right one with the left
     */
    void compare(Binary binary, int[] opcodes, String runtime, boolean swapped, boolean wanted, Label target) {
        int mark = method.mark();
        boolean late = values.isReadLate(binary.left());
        Operand early = late ? operand(binary.right()) : operand(binary.left());
        Operand left = late ? operand(binary.left()) : early;
        Operand right = late ? early : operand(binary.right());
        Label slow = new Label();
        Label end = new Label();
        check(left, slow);
        check(right, slow);
        pushNumber(left);
        pushNumber(right);
        method.op(opcodes[0]);
        method.jump(opcodes[1], target);
        method.jump(Opcodes.GOTO, end);
        method.label(slow);
        pushValue(swapped ? right : left);
        pushValue(swapped ? left : right);
        method.operation(binary.line(), runtime.equals("less") ? "__lt" : "__le");
        method.callStatic(Names.COMPARISON, runtime, "(" + Names.A_VALUE + Names.A_VALUE + ")Z");
        method.jump(wanted ? Opcodes.IFNE : Opcodes.IFEQ, target);
        method.label(end);
        method.release(mark);
    }
}
