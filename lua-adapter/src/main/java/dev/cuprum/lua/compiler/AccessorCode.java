package dev.cuprum.lua.compiler;

import dev.cuprum.lua.runtime.Growth;
import dev.cuprum.lua.runtime.Strings;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The code of a method that reads or writes fields, while it is written. Whatever is not as it most likely is jumps to
 * what is slow.
 */
final class AccessorCode {

    static final String SLOTS = "[" + Names.A_VALUE;

    private static final String PREDICTION = Stencil.SELF + "n";
    private static final String GROWTH = Stencil.SELF + "g";

    final MethodVisitor code;
    final int table;
    final int keys;
    final int index;
    private final Label slow = new Label();

    /** Writes a method. */
    interface Body {
        void write(AccessorCode code);
    }

    private AccessorCode(MethodVisitor code, int firstSlot) {
        this.code = code;
        table = firstSlot;
        keys = firstSlot + 1;
        index = firstSlot + 2;
    }

    /**
     * Writes what all such methods have in common.
     *
     * @param firstSlot the first local variable that is free
     */
    static Stencil stencil(String descriptor, int firstSlot, Body body) {
        return Stencil.of(descriptor, code -> {
            code.visitCode();
            body.write(new AccessorCode(code, firstSlot));
        });
    }

    void load(int opcode, int slot) {
        code.visitVarInsn(opcode, slot);
    }

    void jump(int opcode) {
        code.visitJumpInsn(opcode, slow);
    }

    /** Loads the key of a descriptor. */
    void loadKey(String key, int slot) {
        load(loadOf(key), slot);
    }

    void field(String in, String field, String descriptor) {
        code.visitFieldInsn(Opcodes.GETFIELD, in, field, descriptor);
    }

    void getStatic(String field, String descriptor) {
        code.visitFieldInsn(Opcodes.GETSTATIC, Stencil.OWNER, field, descriptor);
    }

    void putStatic(String field, String descriptor) {
        code.visitFieldInsn(Opcodes.PUTSTATIC, Stencil.OWNER, field, descriptor);
    }

    void nil() {
        code.visitFieldInsn(Opcodes.GETSTATIC, Names.VALUE, "NIL", Names.A_VALUE);
    }

    /** Pushes the key. */
    void key() {
        getStatic(Stencil.KEY, Names.A_STRING);
    }

    void access(String verb, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Names.ACCESS, verb, descriptor, false);
    }

    /** Asks about the methods of strings. */
    void strings(String method, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(Strings.class), method, descriptor, false);
    }

    /** Calls the other method of the same class. */
    void other(String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Stencil.OWNER, Stencil.OTHER, descriptor, false);
    }

    /** The value is a table. */
    void table(int value) {
        load(Opcodes.ALOAD, value);
        code.visitTypeInsn(Opcodes.INSTANCEOF, Names.TABLE);
        jump(Opcodes.IFEQ);
        load(Opcodes.ALOAD, value);
        code.visitTypeInsn(Opcodes.CHECKCAST, Names.TABLE);
        code.visitVarInsn(Opcodes.ASTORE, table);
    }

    /** Nobody need be asked about changes to the table. */
    void direct() {
        load(Opcodes.ALOAD, table);
        field(Names.TABLE, "direct", "Z");
        jump(Opcodes.IFEQ);
    }

    /** The key is at the node where it was before. */
    void predictedNode() {
        load(Opcodes.ALOAD, table);
        field(Names.TABLE, "keys", SLOTS);
        code.visitVarInsn(Opcodes.ASTORE, keys);
        getStatic(PREDICTION, "I");
        // All that a char has, which is Access.NODE.
        code.visitInsn(Opcodes.ICONST_M1);
        code.visitInsn(Opcodes.I2C);
        code.visitInsn(Opcodes.IAND);
        code.visitVarInsn(Opcodes.ISTORE, index);
        load(Opcodes.ILOAD, index);
        load(Opcodes.ALOAD, keys);
        code.visitInsn(Opcodes.ARRAYLENGTH);
        jump(Opcodes.IF_ICMPGE);
        load(Opcodes.ALOAD, keys);
        load(Opcodes.ILOAD, index);
        code.visitInsn(Opcodes.AALOAD);
        key();
        jump(Opcodes.IF_ACMPNE);
    }

    /** The key is at the node where the chunk's constructors put it. */
    void knownNode(int node) {
        load(Opcodes.ALOAD, table);
        field(Names.TABLE, "keys", SLOTS);
        code.visitVarInsn(Opcodes.ASTORE, keys);
        load(Opcodes.ALOAD, keys);
        code.visitInsn(Opcodes.ARRAYLENGTH);
        code.visitIntInsn(Opcodes.BIPUSH, node);
        jump(Opcodes.IF_ICMPLE);
        load(Opcodes.ALOAD, keys);
        code.visitIntInsn(Opcodes.BIPUSH, node);
        code.visitInsn(Opcodes.AALOAD);
        key();
        jump(Opcodes.IF_ACMPNE);
    }

    /** The key is an integer. */
    void position(String key, int slot) {
        load(loadOf(key), slot);
        switch (key) {
            case "I" -> {
                code.visitVarInsn(Opcodes.ISTORE, index);
                return;
            }
            case "J" -> {
                code.visitInsn(Opcodes.L2I);
                code.visitVarInsn(Opcodes.ISTORE, index);
                load(Opcodes.ILOAD, index);
                code.visitInsn(Opcodes.I2L);
                load(Opcodes.LLOAD, slot);
                code.visitInsn(Opcodes.LCMP);
            }
            case "D" -> {
                code.visitInsn(Opcodes.D2I);
                code.visitVarInsn(Opcodes.ISTORE, index);
                load(Opcodes.ILOAD, index);
                code.visitInsn(Opcodes.I2D);
                load(Opcodes.DLOAD, slot);
                code.visitInsn(Opcodes.DCMPL);
            }
            default -> {
                code.visitTypeInsn(Opcodes.INSTANCEOF, Names.NUM);
                jump(Opcodes.IFEQ);
                load(Opcodes.ALOAD, slot);
                number();
                code.visitInsn(Opcodes.D2I);
                code.visitVarInsn(Opcodes.ISTORE, index);
                load(Opcodes.ILOAD, index);
                code.visitInsn(Opcodes.I2D);
                load(Opcodes.ALOAD, slot);
                number();
                code.visitInsn(Opcodes.DCMPL);
            }
        }
        jump(Opcodes.IFNE);
    }

    private void number() {
        code.visitTypeInsn(Opcodes.CHECKCAST, Names.NUM);
        field(Names.NUM, "v", "D");
    }

    /** Returns the element of the array on the stack whose index is above it, where it is not nil. */
    void returnElement() {
        code.visitInsn(Opcodes.AALOAD);
        code.visitVarInsn(Opcodes.ASTORE, keys);
        load(Opcodes.ALOAD, keys);
        jump(Opcodes.IFNULL);
        load(Opcodes.ALOAD, keys);
        nil();
        jump(Opcodes.IF_ACMPEQ);
        load(Opcodes.ALOAD, keys);
        code.visitInsn(Opcodes.ARETURN);
    }

    void slow() {
        code.visitLabel(slow);
    }

    /** Notes where the key is, for the next time. */
    void learn() {
        getStatic(PREDICTION, "I");
        load(Opcodes.ALOAD, 0);
        key();
        access("learn", "(I" + Names.A_VALUE + Names.A_STRING + ")I");
        code.visitVarInsn(Opcodes.ISTORE, index);
        load(Opcodes.ILOAD, index);
        Label same = new Label();
        getStatic(PREDICTION, "I");
        code.visitJumpInsn(Opcodes.IF_ICMPEQ, same);
        load(Opcodes.ILOAD, index);
        putStatic(PREDICTION, "I");
        code.visitLabel(same);
    }

    /** Adds the field as before, where that is possible, and returns. */
    void grow() {
        String descriptor = Type.getDescriptor(Growth.class);
        getStatic(GROWTH, descriptor);
        load(Opcodes.ALOAD, 0);
        key();
        load(Opcodes.ALOAD, 1);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Type.getInternalName(Growth.class),
                "add",
                "(" + descriptor + Names.A_VALUE + Names.A_STRING + Names.A_VALUE + ")" + descriptor,
                false);
        code.visitVarInsn(Opcodes.ASTORE, keys);
        Label other = new Label();
        Label same = new Label();
        load(Opcodes.ALOAD, keys);
        code.visitJumpInsn(Opcodes.IFNULL, other);
        load(Opcodes.ALOAD, keys);
        getStatic(GROWTH, descriptor);
        code.visitJumpInsn(Opcodes.IF_ACMPEQ, same);
        load(Opcodes.ALOAD, keys);
        putStatic(GROWTH, descriptor);
        code.visitLabel(same);
        code.visitInsn(Opcodes.RETURN);
        code.visitLabel(other);
    }

    void end(int opcode) {
        code.visitInsn(opcode);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    static int size(String key) {
        return key.equals("J") || key.equals("D") ? 2 : 1;
    }

    private static int loadOf(String key) {
        return switch (key) {
            case "I" -> Opcodes.ILOAD;
            case "J" -> Opcodes.LLOAD;
            case "D" -> Opcodes.DLOAD;
            default -> Opcodes.ALOAD;
        };
    }
}
