package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Binary;
import dev.cuprum.lua.compiler.Expression.Call;
import dev.cuprum.lua.compiler.Expression.Concatenation;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.FunctionExpression;
import dev.cuprum.lua.compiler.Expression.Global;
import dev.cuprum.lua.compiler.Expression.Index;
import dev.cuprum.lua.compiler.Expression.LargeTable;
import dev.cuprum.lua.compiler.Expression.Local;
import dev.cuprum.lua.compiler.Expression.MethodCall;
import dev.cuprum.lua.compiler.Expression.Operator;
import dev.cuprum.lua.compiler.Expression.Parenthesized;
import dev.cuprum.lua.compiler.Expression.TableConstructor;
import dev.cuprum.lua.compiler.Expression.Unary;
import dev.cuprum.lua.compiler.Expression.Vararg;
import dev.cuprum.lua.compiler.Variable.Storage;
import dev.cuprum.lua.runtime.Num;
import java.util.List;
import java.util.Objects;
import org.luaj.vm2.LuaString;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes expressions: what leaves its value on the stack, as a value, a double, a long, or as all its values. */
final class Values {

    private final MethodCode method;
    private final Variables variables;
    private final Conditions conditions;
    private final Calculations calculations;
    private final Invocations invocations;
    private final InlinedCalls inlinedCalls;
    private final Tables tables;

    Values(MethodCode method) {
        this.method = method;
        this.variables = new Variables(method);
        this.calculations = new Calculations(method, this, variables);
        this.conditions = new Conditions(method, this, calculations);
        this.invocations = new Invocations(method, this);
        this.inlinedCalls = new InlinedCalls(method, this, calculations);
        this.tables = new Tables(method, this);
    }

    Variables variables() {
        return variables;
    }

    Conditions conditions() {
        return conditions;
    }

    Tables tables() {
        return tables;
    }

    InlinedCalls inlinedCalls() {
        return inlinedCalls;
    }

    Invocations invocations() {
        return invocations;
    }

    boolean isNumber(Expression expression) {
        return method.function.types.isNumber(expression);
    }

    /** Pushes the one value of an expression. */
    void push(Expression expression) {
        if (expression instanceof Constant constant) {
            method.constant(constant.value());
        } else if (expression instanceof Local local) {
            variables.push(local.variable());
        } else if (Types.isNarrow(expression)) {
            pushNarrow(expression);
            method.function.accessors.box(method, "I");
        } else if (Types.isInteger(expression)) {
            pushInteger(expression);
            method.function.accessors.box(method, "J");
        } else if (isNumber(expression)) {
            pushNumber(expression);
            method.box();
        } else if (expression instanceof Global global) {
            global(global);
        } else if (expression instanceof Index index) {
            index(index);
        } else if (inlinedCalls.can(expression)) {
            inlinedCalls.push(expression);
        } else if (expression instanceof Call || expression instanceof MethodCall) {
            invocations.push(expression, Invocations.Wanted.ONE);
        } else if (expression instanceof Parenthesized inner) {
            push(inner.inner());
        } else {
            pushOther(expression);
        }
    }

    private void pushOther(Expression expression) {
        if (expression instanceof Binary binary) {
            binary(binary);
        } else if (expression instanceof Unary unary) {
            if (unary.operator() == Operator.NOT) {
                conditions.push(unary);
            } else {
                calculations.pushNegated(unary);
            }
        } else if (expression instanceof Concatenation concatenation) {
            concatenation(concatenation);
        } else if (expression instanceof FunctionExpression function) {
            variables.pushClosure(function.body());
        } else if (expression instanceof TableConstructor table) {
            tables.push(table);
        } else if (expression instanceof LargeTable table) {
            tables.push(table);
        } else if (expression instanceof Expression.Steps steps) {
            steps(steps);
        } else if (expression instanceof Expression.Part part) {
            new Parts(method).push(part);
        } else if (expression instanceof Vararg) {
            method.var(Opcodes.ALOAD, method.varargs);
            method.callVirtual(Names.VARARGS, "arg1", "()" + Names.A_VALUE);
        } else {
            throw new IllegalStateException(String.valueOf(expression));
        }
    }

    private void steps(Expression.Steps steps) {
        int mark = method.mark();
        for (int i = 0; i < steps.variables().size(); i++) {
            push(steps.values().get(i));
            // Only the one before was needed until here.
            method.release(mark);
            variables.declare(steps.variables().get(i));
        }
        push(steps.result());
        method.release(mark);
    }

    private void binary(Binary binary) {
        switch (binary.operator()) {
            case AND -> choose(binary, Opcodes.IFEQ);
            case OR -> choose(binary, Opcodes.IFNE);
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> conditions.push(binary);
            default -> calculations.push(binary);
        }
    }

    /** The left value where it decides, else the right one. */
    private void choose(Binary binary, int decided) {
        Label end = new Label();
        push(binary.left());
        method.op(Opcodes.DUP);
        method.callStatic(Names.CALLS, "truth", "(" + Names.A_VALUE + ")Z");
        method.jump(decided, end);
        method.op(Opcodes.POP);
        push(binary.right());
        method.label(end);
    }

    private void global(Global global) {
        method.var(Opcodes.ALOAD, 0);
        method.getField(Names.CLOSURE, "env", Names.A_TABLE);
        method.function.accessors.get(method, global.name(), global.line());
    }

    private void index(Index index) {
        if (index.key() instanceof Constant constant && constant.value() instanceof LuaString key) {
            push(index.object());
            method.function.accessors.get(method, key, index.line(), name(index.object()));
            return;
        }
        int mark = method.mark();
        String key = pushElement(index);
        method.release(mark);
        method.operation(index.line(), "__index", name(index.object()));
        method.function.accessors.getElement(method, key);
    }

    /** Pushes an object and a key of it; returns the descriptor of the key. */
    String pushElement(Index index) {
        if (!isReadLate(index.object()) || isReadAtOnce(index.key())) {
            push(index.object());
            return pushKey(index.key());
        }
        // The key may change which object the variable holds.
        int key = method.slot(1);
        push(index.key());
        method.var(Opcodes.ASTORE, key);
        push(index.object());
        method.var(Opcodes.ALOAD, key);
        return Names.A_VALUE;
    }

    /** Whether it is a variable of this function that another function can change until it is used. */
    boolean isReadLate(Expression expression) {
        return expression instanceof Local local
                && local.variable().owner == method.function.body
                && (local.variable().storage() == Storage.CELL
                        || local.variable().storage() == Storage.NUMBER_CELL);
    }

    private static boolean isReadAtOnce(Expression expression) {
        return expression instanceof Constant || expression instanceof Local || Types.isInteger(expression);
    }

    /** Pushes a key in the form that is fastest; returns its descriptor. */
    String pushKey(Expression key) {
        if (key instanceof Constant constant && constant.value() instanceof LuaString) {
            push(key);
            return Names.A_STRING;
        }
        if (key instanceof Constant constant && constant.value() instanceof Num number && number.isInt()) {
            method.code.visitLdcInsn((long) number.v);
            return "J";
        }
        if (Types.isNarrow(key)) {
            pushNarrow(key);
            return "I";
        }
        if (Types.isInteger(key)) {
            pushInteger(key);
            return "J";
        }
        if (isNumber(key)) {
            pushNumber(key);
            return "D";
        }
        push(key);
        return Names.A_VALUE;
    }

    private void concatenation(Concatenation concatenation) {
        List<Expression> parts = concatenation.parts();
        String descriptor;
        if (parts.size() <= 3) {
            parts.forEach(this::push);
            descriptor = Names.A_VALUE.repeat(parts.size());
        } else {
            array(parts, parts.size());
            descriptor = "[" + Names.A_VALUE;
        }
        method.operation(
                concatenation.line(), "__concat", parts.stream().map(this::name).toList());
        method.callStatic(Names.CONCATENATION, "join", "(" + descriptor + ")" + Names.A_VALUE);
    }

    String name(Expression expression) {
        return Expressions.name(expression, method.function.body);
    }

    /** Pushes an array of the first values of some expressions. */
    void array(List<Expression> values, int count) {
        method.integer(count);
        method.type(Opcodes.ANEWARRAY, Names.VALUE);
        for (int i = 0; i < count; i++) {
            method.op(Opcodes.DUP);
            method.integer(i);
            push(values.get(i));
            method.op(Opcodes.AASTORE);
        }
    }

    /** Pushes a number that is known to be one as a double. */
    void pushNumber(Expression expression) {
        if (expression instanceof Constant constant && constant.value() instanceof Num number) {
            method.number(number.v);
        } else if (Types.isNarrow(expression)) {
            pushNarrow(expression);
            method.op(Opcodes.I2D);
        } else if (Types.isInteger(expression)) {
            pushInteger(expression);
            method.op(Opcodes.L2D);
        } else if (expression instanceof Local local) {
            variables.pushNumber(local.variable());
        } else if (expression instanceof Call call) {
            invocations.pushDirect(call, Objects.requireNonNull(Callees.direct(call)), false);
        } else if (expression instanceof Unary unary && unary.operator() == Operator.LENGTH) {
            push(unary.operand());
            method.operation(unary.line(), "__len", name(unary.operand()));
            method.function.accessors.length(method);
        } else if (expression instanceof Unary unary) {
            pushNumber(unary.operand());
            method.op(Opcodes.DNEG);
        } else if (expression instanceof Binary binary) {
            pushOperands(binary, true, true);
            calculations.operate(binary.operator());
        } else {
            throw new IllegalStateException(String.valueOf(expression));
        }
    }

    /** Pushes both operands, each as a double or as a value. */
    void pushOperands(Binary binary, boolean leftNumber, boolean rightNumber) {
        if (!isReadLate(binary.left()) || isReadAtOnce(binary.right())) {
            pushAs(leftNumber, binary.left());
            pushAs(rightNumber, binary.right());
            return;
        }
        // What is on the right may change the variable on the left.
        int mark = method.mark();
        int right = method.slot(2);
        pushAs(rightNumber, binary.right());
        method.var(rightNumber ? Opcodes.DSTORE : Opcodes.ASTORE, right);
        pushAs(leftNumber, binary.left());
        method.var(rightNumber ? Opcodes.DLOAD : Opcodes.ALOAD, right);
        method.release(mark);
    }

    private void pushAs(boolean number, Expression expression) {
        if (number) {
            pushNumber(expression);
        } else {
            push(expression);
        }
    }

    /** Pushes an int. */
    private void pushNarrow(Expression expression) {
        if (expression instanceof Local local) {
            method.var(Opcodes.ILOAD, method.slotOf(local.variable()));
            return;
        }
        Binary binary = (Binary) expression;
        pushNarrow(binary.left());
        method.integer((int) ((Num) ((Constant) binary.right()).value()).v);
        method.op(binary.operator() == Operator.ADD ? Opcodes.IADD : Opcodes.ISUB);
    }

    /** Pushes an integer that is known to be one as a long. */
    void pushInteger(Expression expression) {
        if (Types.isNarrow(expression)) {
            pushNarrow(expression);
            method.op(Opcodes.I2L);
            return;
        }
        if (expression instanceof Local local) {
            method.var(Opcodes.LLOAD, method.slotOf(local.variable()));
            return;
        }
        if (expression instanceof Constant constant && constant.value() instanceof Num number) {
            method.code.visitLdcInsn((long) number.v);
            return;
        }
        Binary binary = (Binary) expression;
        pushInteger(binary.left());
        pushInteger(binary.right());
        switch (binary.operator()) {
            case ADD -> method.op(Opcodes.LADD);
            case SUBTRACT -> method.op(Opcodes.LSUB);
            case MULTIPLY -> method.op(Opcodes.LMUL);
            default -> method.callStatic("java/lang/Math", "floorMod", "(JJ)J");
        }
    }

    /** Pushes all values of some expressions. */
    void pushAll(List<Expression> expressions) {
        int count = expressions.size();
        if (count == 0) {
            method.code.visitFieldInsn(Opcodes.GETSTATIC, Names.CALLS, "NOTHING", Names.SOME);
            return;
        }
        boolean multiple = Callees.endsInSeveral(expressions);
        int single = multiple ? count - 1 : count;
        if (single <= 2) {
            for (int i = 0; i < single; i++) {
                push(expressions.get(i));
            }
        } else {
            array(expressions, single);
        }
        if (multiple) {
            pushMultiple(expressions.get(count - 1));
        }
        combine(single, multiple);
    }

    private void combine(int single, boolean multiple) {
        if (single + (multiple ? 1 : 0) == 1) {
            return;
        }
        if (single > 2 && !multiple) {
            method.callStatic(Names.SEVERAL, "of", "([" + Names.A_VALUE + ")" + Names.SOME);
            return;
        }
        String values;
        if (single > 2) {
            values = "[" + Names.A_VALUE + Names.SOME;
        } else {
            // A value is also all values that there are, so the last one can stand for those that follow.
            values = Names.A_VALUE.repeat(multiple ? single : single - 1) + Names.SOME;
        }
        method.callStatic(Names.VALUE, "varargsOf", "(" + values + ")" + Names.SOME);
    }

    /** Pushes all values of an expression that may have several. */
    void pushMultiple(Expression expression) {
        if (expression instanceof Vararg) {
            method.var(Opcodes.ALOAD, method.varargs);
        } else {
            invocations.push(expression, Invocations.Wanted.ALL);
        }
    }

    /** Puts the value of an expression into a pair. */
    void intoPair(Expression expression, int slot) {
        calculations.intoPair(expression, slot);
    }

    /** Whether a variable is kept as a number and, where it is not one, as a value. */
    static boolean isPair(Expression expression) {
        return expression instanceof Local local && local.variable().storage() == Storage.PAIR;
    }
}
