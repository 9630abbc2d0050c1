package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Statement.GenericFor;
import dev.cuprum.lua.compiler.Statement.NumericFor;
import dev.cuprum.lua.compiler.Variable.Storage;
import dev.cuprum.lua.runtime.Iteration;
import dev.cuprum.lua.runtime.Loops;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Site;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes {@code for} loops. */
final class ForLoops {

    /** So many turns, less one, between two looks at the budget. */
    private static final int STRIP = 255;

    /** Loops in larger steps are not many turns long, or not over small integers. */
    private static final int MOST_STEP = Short.MAX_VALUE;

    private final MethodCode method;
    private final Values values;
    private final Statements statements;
    private final Variables variables;

    ForLoops(MethodCode method, Values values, Statements statements) {
        this.method = method;
        this.values = values;
        this.statements = statements;
        this.variables = values.variables();
    }

    /** Writes a loop over numbers. */
    void numeric(NumericFor loop) {
        int mark = method.mark();
        if (loop.variable().storage() == Storage.INTEGER) {
            integers(loop);
        } else {
            doubles(loop);
        }
        method.release(mark);
    }

    private void integers(NumericFor loop) {
        long step = loop.step() == null ? 1 : (long) ((Num) ((Constant) loop.step()).value()).v;
        boolean up = step > 0;
        values.pushNumber(loop.start());
        variables.declare(loop.variable());
        int counter = method.slotOf(loop.variable());
        int limit = method.slot(2);
        bound(loop.limit(), "limit", loop.line());
        method.callStatic(Names.LOOPS, up ? "last" : "least", "(D)J");
        method.var(Opcodes.LSTORE, limit);
        Label top = new Label();
        Label exit = new Label();
        if (Math.abs(step) <= MOST_STEP && isBrief(loop.block())) {
            strips(loop, new int[] {counter, limit}, (int) step, exit);
        }
        method.label(top);
        method.var(Opcodes.LLOAD, counter);
        method.var(Opcodes.LLOAD, limit);
        method.op(Opcodes.LCMP);
        method.jump(up ? Opcodes.IFGT : Opcodes.IFLT, exit);
        statements.body(loop.block(), exit);
        advance(counter, step);
        method.poll(loop.line());
        method.jump(Opcodes.GOTO, top);
        method.label(exit);
    }

    /**
     * Writes a loop that is over small integers once more, as a loop over strips, between which the budget is asked,
     * with one over each strip in it: HotSpot then sees a loop that counts ints, and nothing else.
     */
    private void strips(NumericFor loop, int[] wide, int step, Label exit) {
        boolean up = step > 0;
        Label large = new Label();
        Label strip = new Label();
        Label turn = new Label();
        method.var(Opcodes.LLOAD, wide[0]);
        method.var(Opcodes.LLOAD, wide[1]);
        method.integer(Types.MOST_NARROW);
        method.callStatic(Names.LOOPS, "isNarrow", "(JJI)Z");
        method.jump(Opcodes.IFEQ, large);
        int mark = method.mark();
        int counter = method.declare(loop.variable());
        int limit = method.slot(1);
        int end = method.slot(1);
        narrow(wide[0], counter);
        narrow(wide[1], limit);
        loop.variable().narrow = true;
        method.label(strip);
        method.var(Opcodes.ILOAD, counter);
        method.var(Opcodes.ILOAD, limit);
        method.jump(up ? Opcodes.IF_ICMPGT : Opcodes.IF_ICMPLT, exit);
        method.poll(loop.line());
        method.var(Opcodes.ILOAD, limit);
        method.var(Opcodes.ILOAD, counter);
        method.integer(step * STRIP);
        method.op(Opcodes.IADD);
        method.callStatic("java/lang/Math", up ? "min" : "max", "(II)I");
        method.var(Opcodes.ISTORE, end);
        method.label(turn);
        // The test comes first, as HotSpot knows it from Java: a jump back with a test keeps more than it needs alive.
        method.var(Opcodes.ILOAD, counter);
        method.var(Opcodes.ILOAD, end);
        method.jump(up ? Opcodes.IF_ICMPGT : Opcodes.IF_ICMPLT, strip);
        statements.body(loop.block(), exit);
        method.code.visitIincInsn(counter, step);
        method.jump(Opcodes.GOTO, turn);
        loop.variable().narrow = false;
        method.release(mark);
        method.redeclare(loop.variable(), wide[0]);
        method.label(large);
    }

    private void narrow(int from, int to) {
        method.var(Opcodes.LLOAD, from);
        method.op(Opcodes.L2I);
        method.var(Opcodes.ISTORE, to);
    }

    private void advance(int counter, long step) {
        method.var(Opcodes.LLOAD, counter);
        method.code.visitLdcInsn(step);
        method.op(Opcodes.LADD);
        method.var(Opcodes.LSTORE, counter);
    }

    /** Whether a turn is over at once: it calls nothing and makes nothing that a unit could make large. */
    private boolean isBrief(Block block) {
        for (Statement statement : block.statements()) {
            boolean brief = statement instanceof Statement.LocalDeclaration
                    || statement instanceof Statement.Assignment
                    || statement instanceof Statement.If
                    || statement instanceof Statement.Do
                    || statement instanceof Statement.Return
                    || statement instanceof Statement.Break;
            if (!brief
                    || !Walk.expressions(statement).stream().allMatch(this::isBrief)
                    || !Walk.blocks(statement).stream().allMatch(this::isBrief)) {
                return false;
            }
        }
        return true;
    }

    private boolean isBrief(Expression expression) {
        boolean brief = expression instanceof Constant
                || expression instanceof Expression.Local
                || expression instanceof Expression.Global
                || expression instanceof Expression.Index
                || expression instanceof Expression.Binary
                || expression instanceof Expression.Unary
                || values.inlinedCalls().can(expression);
        return brief && Walk.children(expression).stream().allMatch(this::isBrief);
    }

    private void doubles(NumericFor loop) {
        int counter = method.slot(2);
        int limit = method.slot(2);
        int step = method.slot(2);
        Expression by = loop.step() == null ? Survey.number(1) : loop.step();
        bound(loop.start(), "initial value", loop.line());
        method.var(Opcodes.DSTORE, counter);
        bound(loop.limit(), "limit", loop.line());
        method.var(Opcodes.DSTORE, limit);
        bound(by, "step", loop.line());
        method.var(Opcodes.DSTORE, step);
        Label top = new Label();
        Label exit = new Label();
        method.label(top);
        method.var(Opcodes.DLOAD, counter);
        method.var(Opcodes.DLOAD, limit);
        if (by instanceof Constant constant && constant.value() instanceof Num number) {
            boolean up = Loops.isUp(number.v);
            method.op(up ? Opcodes.DCMPG : Opcodes.DCMPL);
            method.jump(up ? Opcodes.IFGT : Opcodes.IFLT, exit);
        } else {
            method.var(Opcodes.DLOAD, step);
            method.callStatic(Names.LOOPS, "goesOn", "(DDD)Z");
            method.jump(Opcodes.IFEQ, exit);
        }
        int mark = method.mark();
        method.var(Opcodes.DLOAD, counter);
        if (!Variables.takesNumber(loop.variable())) {
            method.box();
        }
        variables.declare(loop.variable());
        statements.body(loop.block(), exit);
        method.release(mark);
        method.var(Opcodes.DLOAD, counter);
        method.var(Opcodes.DLOAD, step);
        method.op(Opcodes.DADD);
        method.var(Opcodes.DSTORE, counter);
        method.poll(loop.line());
        method.jump(Opcodes.GOTO, top);
        method.label(exit);
    }

    /** Pushes a bound of a loop as a double. */
    private void bound(Expression bound, String what, int line) {
        if (values.isNumber(bound)) {
            values.pushNumber(bound);
            return;
        }
        values.push(bound);
        method.code.visitLdcInsn(what);
        method.site(line);
        method.callStatic(Names.LOOPS, "bound", "(" + Names.A_VALUE + "Ljava/lang/String;)D");
    }

    /** Writes a loop over what an iterator gives: those of tables are done here, any other is called. */
    void generic(GenericFor loop) {
        int mark = method.mark();
        int iterator = method.slot(1);
        int state = method.slot(1);
        int control = method.slot(1);
        int kind = method.slot(1);
        int position = method.slot(1);
        start(loop, iterator, state, control);
        method.var(Opcodes.ALOAD, iterator);
        method.var(Opcodes.ALOAD, state);
        method.var(Opcodes.ALOAD, control);
        method.callStatic(Names.ITERATION, "kind", "(" + Names.A_VALUE.repeat(3) + ")I");
        method.var(Opcodes.ISTORE, kind);
        method.integer(0);
        method.var(Opcodes.ISTORE, position);
        int count = loop.variables().size();
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            Variable variable = loop.variables().get(i);
            places[i] = variable.storage() == Storage.PAIR ? method.declare(variable) : method.slot(1);
        }
        Label top = new Label();
        Label exit = new Label();
        Label calls = new Label();
        Label list = new Label();
        Label body = new Label();
        if (isBrief(loop.block())) {
            list(loop, places, new int[] {state, kind, position}, top, exit);
        }
        method.label(top);
        // Each time the same, which HotSpot makes a loop for each of.
        method.var(Opcodes.ILOAD, kind);
        method.integer(Iteration.LIST);
        method.jump(Opcodes.IF_ICMPEQ, list);
        method.var(Opcodes.ILOAD, kind);
        method.jump(Opcodes.IFEQ, calls);
        entry(loop, places, state, position, exit);
        method.jump(Opcodes.GOTO, body);
        method.label(list);
        element(loop, places, state, position, exit);
        method.jump(Opcodes.GOTO, body);
        method.label(calls);
        call(loop, places, new int[] {iterator, state, control}, exit);
        method.label(body);
        turn(loop, places, position, top, exit);
        method.label(exit);
        method.release(mark);
    }

    /** The body of a loop, and back to its top. */
    private void turn(GenericFor loop, int[] places, int position, Label top, Label exit) {
        int inside = method.mark();
        for (int i = 0; i < places.length; i++) {
            if (loop.variables().get(i).storage() != Storage.PAIR) {
                method.var(Opcodes.ALOAD, places[i]);
                variables.declare(loop.variables().get(i));
            }
        }
        statements.body(loop.block(), exit);
        method.release(inside);
        if (isBrief(loop.block())) {
            method.var(Opcodes.ILOAD, position);
            method.integer(STRIP);
            method.op(Opcodes.IAND);
            method.jump(Opcodes.IFNE, top);
        }
        method.poll(loop.line());
        method.jump(Opcodes.GOTO, top);
    }

    /** Writes a loop of its own for a list, in which there is nothing else: what the body does then counts. */
    private void list(GenericFor loop, int[] places, int[] its, Label otherwise, Label exit) {
        int mark = method.mark();
        int table = method.slot(1);
        int element = method.slot(1);
        int position = its[2];
        method.var(Opcodes.ILOAD, its[1]);
        method.integer(Iteration.LIST);
        method.jump(Opcodes.IF_ICMPNE, otherwise);
        table(its[0]);
        method.var(Opcodes.ASTORE, table);
        Label top = new Label();
        Label elsewhere = new Label();
        Label found = new Label();
        method.label(top);
        method.code.visitIincInsn(position, 1);
        method.var(Opcodes.ALOAD, table);
        method.getField(Names.TABLE, "array", "[" + Names.A_VALUE);
        method.op(Opcodes.DUP);
        method.var(Opcodes.ASTORE, element);
        method.op(Opcodes.ARRAYLENGTH);
        method.var(Opcodes.ILOAD, position);
        method.jump(Opcodes.IF_ICMPLE, elsewhere);
        method.var(Opcodes.ALOAD, element);
        method.var(Opcodes.ILOAD, position);
        method.op(Opcodes.AALOAD);
        method.var(Opcodes.ASTORE, element);
        method.var(Opcodes.ALOAD, element);
        method.jump(Opcodes.IFNULL, elsewhere);
        method.var(Opcodes.ALOAD, element);
        method.nil();
        method.jump(Opcodes.IF_ACMPNE, found);
        method.label(elsewhere);
        method.var(Opcodes.ALOAD, table);
        method.var(Opcodes.ILOAD, position);
        method.callVirtual(Names.TABLE, "rawget", "(I)" + Names.A_VALUE);
        method.op(Opcodes.DUP);
        method.var(Opcodes.ASTORE, element);
        method.nil();
        method.jump(Opcodes.IF_ACMPEQ, exit);
        method.label(found);
        bindElement(loop, places, position, element);
        turn(loop, places, position, top, exit);
        method.release(mark);
    }

    /** Gives the variables what there is at a position. */
    private void bindElement(GenericFor loop, int[] places, int position, int value) {
        if (places.length > 1) {
            method.var(Opcodes.ALOAD, value);
            store(loop, places, 1);
        }
        if (loop.variables().get(0).storage() == Storage.PAIR) {
            method.var(Opcodes.ILOAD, position);
            method.op(Opcodes.I2D);
            method.var(Opcodes.DSTORE, places[0]);
            method.op(Opcodes.ACONST_NULL);
            method.var(Opcodes.ASTORE, places[0] + 2);
        } else {
            method.var(Opcodes.ILOAD, position);
            method.function.accessors.box(method, "I");
            method.var(Opcodes.ASTORE, places[0]);
        }
        fill(loop, places);
    }

    /** Computes the iterator, its state and where it begins. */
    private void start(GenericFor loop, int iterator, int state, int control) {
        int mark = method.mark();
        List<Expression> given = loop.values();
        int[] places = {iterator, state, control};
        for (int i = 0; i < Math.max(3, given.size()); i++) {
            if (i == given.size() - 1 && i < 2 && Expressions.isMultiple(given.get(i))) {
                int all = method.slot(1);
                values.pushMultiple(given.get(i));
                method.var(Opcodes.ASTORE, all);
                for (int j = i; j < 3; j++) {
                    method.var(Opcodes.ALOAD, all);
                    method.integer(j - i + 1);
                    method.callVirtual(Names.VARARGS, "arg", "(I)" + Names.A_VALUE);
                    method.var(Opcodes.ASTORE, places[j]);
                }
                break;
            }
            if (i < given.size()) {
                values.push(given.get(i));
            } else {
                method.nil();
            }
            if (i < 3) {
                method.var(Opcodes.ASTORE, places[i]);
            } else {
                method.op(Opcodes.POP);
            }
        }
        method.release(mark);
    }

    /** The next entry of a table. */
    private void entry(GenericFor loop, int[] places, int state, int position, Label exit) {
        table(state);
        method.var(Opcodes.ILOAD, position);
        method.callVirtual(Names.TABLE, "following", "(I)I");
        method.op(Opcodes.DUP);
        method.var(Opcodes.ISTORE, position);
        method.jump(Opcodes.IFEQ, exit);
        table(state);
        method.var(Opcodes.ILOAD, position);
        method.callVirtual(Names.TABLE, "keyAt", "(I)" + Names.A_VALUE);
        store(loop, places, 0);
        if (places.length > 1) {
            table(state);
            method.var(Opcodes.ILOAD, position);
            method.callVirtual(Names.TABLE, "valueAt", "(I)" + Names.A_VALUE);
            store(loop, places, 1);
        }
        fill(loop, places);
    }

    /** The next element of a list. */
    private void element(GenericFor loop, int[] places, int state, int position, Label exit) {
        method.code.visitIincInsn(position, 1);
        int mark = method.mark();
        int value = method.slot(1);
        table(state);
        method.var(Opcodes.ILOAD, position);
        method.callVirtual(Names.TABLE, "rawget", "(I)" + Names.A_VALUE);
        method.op(Opcodes.DUP);
        method.var(Opcodes.ASTORE, value);
        method.nil();
        method.jump(Opcodes.IF_ACMPEQ, exit);
        bindElement(loop, places, position, value);
        method.release(mark);
    }

    /** What the iterator returns when it is called. */
    private void call(GenericFor loop, int[] places, int[] iterator, Label exit) {
        method.var(Opcodes.ALOAD, iterator[0]);
        method.callStatic(Names.CALLS, "callee", "(" + Names.A_VALUE + ")" + Names.A_FUNCTION);
        method.var(Opcodes.ALOAD, iterator[1]);
        method.var(Opcodes.ALOAD, iterator[2]);
        method.site(loop.line(), Site.ITERATOR);
        method.callVirtual(Names.FUNCTION, "invoke2", "(" + Names.A_VALUE.repeat(2) + ")" + Names.SOME);
        method.site(loop.line());
        method.callStatic(Names.CALLS, "finish", "(" + Names.SOME + ")" + Names.SOME);
        int mark = method.mark();
        int results = method.slot(1);
        method.op(Opcodes.DUP);
        method.var(Opcodes.ASTORE, results);
        method.callVirtual(Names.VARARGS, "arg1", "()" + Names.A_VALUE);
        method.op(Opcodes.DUP);
        method.var(Opcodes.ASTORE, iterator[2]);
        method.op(Opcodes.DUP);
        store(loop, places, 0);
        method.nil();
        method.jump(Opcodes.IF_ACMPEQ, exit);
        for (int i = 1; i < places.length; i++) {
            method.var(Opcodes.ALOAD, results);
            method.integer(i + 1);
            method.callVirtual(Names.VARARGS, "arg", "(I)" + Names.A_VALUE);
            store(loop, places, i);
        }
        method.release(mark);
    }

    private void table(int state) {
        method.var(Opcodes.ALOAD, state);
        method.type(Opcodes.CHECKCAST, Names.TABLE);
    }

    private void store(GenericFor loop, int[] places, int i) {
        if (loop.variables().get(i).storage() == Storage.PAIR) {
            variables.storePair(places[i]);
        } else {
            method.var(Opcodes.ASTORE, places[i]);
        }
    }

    /** Sets the variables beyond the second to nil. */
    private void fill(GenericFor loop, int[] places) {
        for (int i = 2; i < places.length; i++) {
            method.nil();
            store(loop, places, i);
        }
    }
}
