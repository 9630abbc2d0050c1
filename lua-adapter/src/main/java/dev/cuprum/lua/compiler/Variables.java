package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Variable.Storage;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes reads and writes of variables: those on the frame, and those of functions around this one. */
final class Variables {

    private final MethodCode method;

    Variables(MethodCode method) {
        this.method = method;
    }

    private boolean isOuter(Variable variable) {
        return variable.owner != method.function.body;
    }

    /** Pushes what keeps a variable of a function around this one, or of this one: a value, a double or a cell. */
    private void pushKept(Variable variable) {
        Storage storage = variable.storage();
        if (isOuter(variable)) {
            if (method.function.isSelf(variable)) {
                method.var(Opcodes.ALOAD, 0);
                return;
            }
            method.var(Opcodes.ALOAD, 0);
            method.getField(method.function.owner, method.function.field(variable), FunctionCode.descriptor(storage));
            return;
        }
        method.var(storage == Storage.NUMBER ? Opcodes.DLOAD : Opcodes.ALOAD, method.slotOf(variable));
    }

    /** Pushes its value. */
    void push(Variable variable) {
        switch (variable.storage()) {
            case VALUE -> pushKept(variable);
            case NUMBER -> {
                pushKept(variable);
                method.box();
            }
            case INTEGER -> {
                method.var(variable.narrow ? Opcodes.ILOAD : Opcodes.LLOAD, method.slotOf(variable));
                method.function.accessors.box(method, variable.narrow ? "I" : "J");
            }
            case PAIR -> pushPair(method.slotOf(variable));
            case CELL -> {
                pushKept(variable);
                method.getField(Names.CELL, "v", Names.A_VALUE);
            }
            case NUMBER_CELL -> {
                pushKept(variable);
                method.getField(Names.NUMBER_CELL, "v", "D");
                method.box();
            }
        }
    }

    /** Pushes the value of a pair. */
    void pushPair(int slot) {
        Label end = new Label();
        method.var(Opcodes.ALOAD, slot + 2);
        method.op(Opcodes.DUP);
        method.jump(Opcodes.IFNONNULL, end);
        method.op(Opcodes.POP);
        method.var(Opcodes.DLOAD, slot);
        method.box();
        method.label(end);
    }

    /** Pushes the double of one that is known to be a number. */
    void pushNumber(Variable variable) {
        switch (variable.storage()) {
            case NUMBER -> pushKept(variable);
            case INTEGER -> {
                method.var(variable.narrow ? Opcodes.ILOAD : Opcodes.LLOAD, method.slotOf(variable));
                method.op(variable.narrow ? Opcodes.I2D : Opcodes.L2D);
            }
            case NUMBER_CELL -> {
                pushKept(variable);
                method.getField(Names.NUMBER_CELL, "v", "D");
            }
            default -> throw new IllegalStateException(variable.name + " may be no number");
        }
    }

    /** Whether it takes what is assigned to it as a double. */
    static boolean takesNumber(Variable variable) {
        return variable.number;
    }

    /** Declares a variable with what is on the stack: a double where it takes one, else a value. */
    void declare(Variable variable) {
        Storage storage = variable.storage();
        if (storage == Storage.CELL) {
            method.callStatic(Names.CELL, "of", "(" + Names.A_VALUE + ")" + Names.A_CELL);
        } else if (storage == Storage.NUMBER_CELL) {
            method.callStatic(Names.NUMBER_CELL, "of", "(D)" + Names.A_NUMBER_CELL);
        }
        int slot = method.declare(variable);
        switch (storage) {
            case NUMBER -> method.var(Opcodes.DSTORE, slot);
            case INTEGER -> {
                method.op(Opcodes.D2L);
                method.var(Opcodes.LSTORE, slot);
            }
            case PAIR -> storePair(slot);
            default -> method.var(Opcodes.ASTORE, slot);
        }
    }

    /** Copies a pair to another place. */
    void copyPair(int from, int to) {
        method.var(Opcodes.DLOAD, from);
        method.var(Opcodes.DSTORE, to);
        method.var(Opcodes.ALOAD, from + 2);
        method.var(Opcodes.ASTORE, to + 2);
    }

    /** Stores the value on the stack into a pair. */
    void storePair(int slot) {
        Label other = new Label();
        Label end = new Label();
        method.op(Opcodes.DUP);
        method.type(Opcodes.INSTANCEOF, Names.NUM);
        method.jump(Opcodes.IFEQ, other);
        method.unbox();
        method.var(Opcodes.DSTORE, slot);
        method.op(Opcodes.ACONST_NULL);
        method.var(Opcodes.ASTORE, slot + 2);
        method.jump(Opcodes.GOTO, end);
        method.label(other);
        method.var(Opcodes.ASTORE, slot + 2);
        method.op(Opcodes.DCONST_0);
        method.var(Opcodes.DSTORE, slot);
        method.label(end);
    }

    /** Assigns what is on the stack to a variable that has been declared. */
    void assign(Variable variable) {
        switch (variable.storage()) {
            case VALUE -> method.var(Opcodes.ASTORE, method.slotOf(variable));
            case NUMBER -> method.var(Opcodes.DSTORE, method.slotOf(variable));
            case PAIR -> storePair(method.slotOf(variable));
            case CELL -> {
                pushKept(variable);
                method.op(Opcodes.SWAP);
                method.putField(Names.CELL, "v", Names.A_VALUE);
            }
            case NUMBER_CELL -> {
                pushKept(variable);
                method.op(Opcodes.DUP_X2);
                method.op(Opcodes.POP);
                method.putField(Names.NUMBER_CELL, "v", "D");
            }
            case INTEGER -> throw new IllegalStateException(variable.name + " is not assigned to");
        }
    }

    /** Pushes a new function of this code, with the variables around it that it uses. */
    void pushClosure(FunctionBody body) {
        FunctionCode function = method.function.inner(body);
        method.type(Opcodes.NEW, function.owner);
        method.op(Opcodes.DUP);
        method.var(Opcodes.ALOAD, method.budget);
        method.var(Opcodes.ALOAD, 0);
        method.getField(Names.CLOSURE, "env", Names.A_TABLE);
        method.code.visitMethodInsn(
                Opcodes.INVOKESPECIAL, function.owner, "<init>", "(" + Names.A_BUDGET + Names.A_TABLE + ")V", false);
        for (Variable variable : body.upvalues) {
            if (!function.isSelf(variable)) {
                method.op(Opcodes.DUP);
                pushKept(variable);
                method.putField(function.owner, function.field(variable), FunctionCode.descriptor(variable.storage()));
            }
        }
    }
}
