package dev.cuprum.lua.compiler;

import org.luaj.vm2.LuaString;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes the methods that set a field or an element, for one place in the code each. */
final class Setters {

    private final Accessors accessors;

    Setters(Accessors accessors) {
        this.accessors = accessors;
    }

    /** Writes a method that sets a field, and says what it is called. */
    String field(LuaString key, String descriptor) {
        int slot = accessors.slotOf(key);
        if (slot < 0) {
            return predicted(key, descriptor);
        }
        String predicted = predicted(key, descriptor);
        AccessorCode writer = accessors.begin("set", descriptor, 2);
        writer.table(0);
        writer.direct();
        writer.knownNode(key, slot);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "values", AccessorCode.SLOTS);
        writer.code.visitIntInsn(Opcodes.BIPUSH, slot);
        writer.load(Opcodes.ALOAD, 1);
        writer.code.visitInsn(Opcodes.AASTORE);
        writer.code.visitInsn(Opcodes.RETURN);
        writer.slow();
        writer.load(Opcodes.ALOAD, 0);
        writer.load(Opcodes.ALOAD, 1);
        writer.own(predicted, descriptor);
        writer.end(Opcodes.RETURN);
        return writer.name;
    }

    private String predicted(LuaString key, String descriptor) {
        AccessorCode writer = accessors.begin("set", descriptor, 2);
        writer.table(0);
        writer.direct();
        writer.predictedNode(key);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "values", AccessorCode.SLOTS);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.load(Opcodes.ALOAD, 1);
        writer.code.visitInsn(Opcodes.AASTORE);
        writer.code.visitInsn(Opcodes.RETURN);
        writer.slow();
        writer.grow(key);
        writer.learn(key);
        writer.load(Opcodes.ALOAD, 0);
        writer.constant(key);
        writer.load(Opcodes.ALOAD, 1);
        writer.access("set", "(" + Names.A_VALUE + Names.A_STRING + Names.A_VALUE + ")V");
        writer.end(Opcodes.RETURN);
        return writer.name;
    }

    /** Writes a method that sets an element, and says what it is called. */
    String element(String key, String descriptor) {
        int value = 1 + AccessorCode.size(key);
        AccessorCode writer = accessors.begin("set", descriptor, value + 1);
        writer.table(0);
        writer.direct();
        writer.position(key, 1);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.jump(Opcodes.IFLE);
        writer.load(Opcodes.ALOAD, value);
        writer.nil();
        writer.jump(Opcodes.IF_ACMPEQ);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "array", AccessorCode.SLOTS);
        writer.code.visitVarInsn(Opcodes.ASTORE, writer.keys);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "top", "I");
        Label within = new Label();
        writer.code.visitJumpInsn(Opcodes.IF_ICMPLE, within);
        // Most lists grow at their end.
        writer.load(Opcodes.ILOAD, writer.index);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "top", "I");
        writer.code.visitInsn(Opcodes.ICONST_1);
        writer.code.visitInsn(Opcodes.IADD);
        writer.jump(Opcodes.IF_ICMPNE);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.load(Opcodes.ALOAD, writer.keys);
        writer.code.visitInsn(Opcodes.ARRAYLENGTH);
        writer.jump(Opcodes.IF_ICMPGE);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.code.visitFieldInsn(Opcodes.PUTFIELD, Names.TABLE, "top", "I");
        writer.code.visitLabel(within);
        writer.load(Opcodes.ALOAD, writer.keys);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.load(Opcodes.ALOAD, value);
        writer.code.visitInsn(Opcodes.AASTORE);
        writer.code.visitInsn(Opcodes.RETURN);
        writer.slow();
        writer.load(Opcodes.ALOAD, 0);
        writer.loadKey(key, 1);
        writer.load(Opcodes.ALOAD, value);
        writer.access("set", descriptor);
        writer.end(Opcodes.RETURN);
        return writer.name;
    }
}
