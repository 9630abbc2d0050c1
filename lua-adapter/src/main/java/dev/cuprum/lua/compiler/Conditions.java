package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Binary;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.Operator;
import dev.cuprum.lua.compiler.Expression.Unary;
import dev.cuprum.lua.runtime.Num;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes conditions as jumps. */
final class Conditions {

    private static final String TWO_VALUES = "(" + Names.A_VALUE + Names.A_VALUE + ")Z";

    private final MethodCode method;
    private final Values values;
    private final Calculations calculations;

    Conditions(MethodCode method, Values values, Calculations calculations) {
        this.method = method;
        this.values = values;
        this.calculations = calculations;
    }

    /** Pushes a condition as a boolean. */
    void push(Expression condition) {
        Label no = new Label();
        Label end = new Label();
        jump(condition, no, false);
        method.truth(true);
        method.jump(Opcodes.GOTO, end);
        method.label(no);
        method.truth(false);
        method.label(end);
    }

    /** Goes to a label where the condition is as wanted. */
    void jump(Expression condition, Label target, boolean wanted) {
        if (condition instanceof Constant constant) {
            if (constant.value().toboolean() == wanted) {
                method.jump(Opcodes.GOTO, target);
            }
        } else if (condition instanceof Unary unary && unary.operator() == Operator.NOT) {
            jump(unary.operand(), target, !wanted);
        } else if (condition instanceof Binary binary && jumpBinary(binary, target, wanted)) {
            return;
        } else if (values.inlinedCalls().can(condition)) {
            values.inlinedCalls().jump(condition, target, wanted);
        } else {
            values.push(condition);
            method.callStatic(Names.CALLS, "truth", "(" + Names.A_VALUE + ")Z");
            method.jump(wanted ? Opcodes.IFNE : Opcodes.IFEQ, target);
        }
    }

    private boolean jumpBinary(Binary binary, Label target, boolean wanted) {
        switch (binary.operator()) {
            case AND -> both(binary, target, wanted, false);
            case OR -> both(binary, target, wanted, true);
            case EQUAL -> equal(binary, target, wanted);
            case NOT_EQUAL -> equal(binary, target, !wanted);
            case LESS -> order(binary, Opcodes.DCMPG, wanted ? Opcodes.IFLT : Opcodes.IFGE, target, wanted);
            case LESS_OR_EQUAL -> order(binary, Opcodes.DCMPG, wanted ? Opcodes.IFLE : Opcodes.IFGT, target, wanted);
            case GREATER -> order(binary, Opcodes.DCMPL, wanted ? Opcodes.IFGT : Opcodes.IFLE, target, wanted);
            case GREATER_OR_EQUAL -> order(binary, Opcodes.DCMPL, wanted ? Opcodes.IFGE : Opcodes.IFLT, target, wanted);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** {@code and}, which a false left side decides, or {@code or}, which a true one decides. */
    private void both(Binary binary, Label target, boolean wanted, boolean decides) {
        if (wanted == decides) {
            jump(binary.left(), target, wanted);
            jump(binary.right(), target, wanted);
        } else {
            Label end = new Label();
            jump(binary.left(), end, decides);
            jump(binary.right(), target, wanted);
            method.label(end);
        }
    }

    private void order(Binary binary, int compare, int jump, Label target, boolean wanted) {
        if (values.isNumber(binary.left()) && values.isNumber(binary.right())) {
            values.pushOperands(binary, true, true);
            method.op(compare);
            method.jump(jump, target);
            return;
        }
        boolean swapped = binary.operator() == Operator.GREATER || binary.operator() == Operator.GREATER_OR_EQUAL;
        boolean strict = binary.operator() == Operator.LESS || binary.operator() == Operator.GREATER;
        calculations.compare(
                binary, new int[] {compare, jump}, strict ? "less" : "lessOrEqual", swapped, wanted, target);
    }

    private void equal(Binary binary, Label target, boolean wanted) {
        Expression left = binary.left();
        Expression right = binary.right();
        int jump = wanted ? Opcodes.IFNE : Opcodes.IFEQ;
        if (values.isNumber(left) && values.isNumber(right)) {
            values.pushOperands(binary, true, true);
            method.op(Opcodes.DCMPL);
            method.jump(wanted ? Opcodes.IFEQ : Opcodes.IFNE, target);
            return;
        }
        if (right instanceof Constant constant) {
            values.push(left);
            equalConstant(constant.value(), target, wanted);
            return;
        }
        if (values.isNumber(right)) {
            values.pushOperands(binary, false, true);
            method.callStatic(Names.COMPARISON, "equal", "(" + Names.A_VALUE + "D)Z");
            method.jump(jump, target);
            return;
        }
        values.pushOperands(binary, false, false);
        method.operation(binary.line(), "__eq");
        method.callStatic(Names.COMPARISON, "equal", TWO_VALUES);
        method.jump(jump, target);
    }

    /** Compares the value on the stack with a constant, which no metamethod can be asked about. */
    private void equalConstant(LuaValue value, Label target, boolean wanted) {
        if (value instanceof LuaString) {
            method.constant(value);
            method.callStatic(Names.COMPARISON, "equal", "(" + Names.A_VALUE + Names.A_STRING + ")Z");
        } else if (value instanceof Num number) {
            method.number(number.v);
            method.callStatic(Names.COMPARISON, "equal", "(" + Names.A_VALUE + "D)Z");
        } else {
            method.constant(value);
            method.jump(wanted ? Opcodes.IF_ACMPEQ : Opcodes.IF_ACMPNE, target);
            return;
        }
        method.jump(wanted ? Opcodes.IFNE : Opcodes.IFEQ, target);
    }
}
