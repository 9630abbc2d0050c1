package dev.cuprum.lua.compiler;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.luaj.vm2.LuaString;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes the methods that set a field or an element, for one place in the code each. */
final class Setters {

    private static final Stencil PREDICTED = AccessorCode.stencil(Accessors.SET, 2, Setters::predicted);

    /** By the slot. */
    private static final Map<Integer, Stencil> KNOWN = new ConcurrentHashMap<>();

    /** By the descriptor of the key. */
    private static final Map<String, Stencil> ELEMENTS = new ConcurrentHashMap<>();

    private final Accessors accessors;

    Setters(Accessors accessors) {
        this.accessors = accessors;
    }

    /** Writes a method that sets a field, and says what it is called. */
    String field(LuaString key) {
        int slot = accessors.slotOf(key);
        String predicted = accessors.add("set", PREDICTED, Accessors.SET, key, "");
        return slot < 0 ? predicted : accessors.add("set", known(slot), Accessors.SET, key, predicted);
    }

    private static Stencil known(int slot) {
        return KNOWN.computeIfAbsent(
                slot, unused -> AccessorCode.stencil(Accessors.SET, 2, writer -> known(writer, slot)));
    }

    private static void known(AccessorCode writer, int slot) {
        writer.table(0);
        writer.direct();
        writer.knownNode(slot);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "values", AccessorCode.SLOTS);
        writer.code.visitIntInsn(Opcodes.BIPUSH, slot);
        writer.load(Opcodes.ALOAD, 1);
        writer.code.visitInsn(Opcodes.AASTORE);
        writer.code.visitInsn(Opcodes.RETURN);
        writer.slow();
        writer.load(Opcodes.ALOAD, 0);
        writer.load(Opcodes.ALOAD, 1);
        writer.other(Accessors.SET);
        writer.end(Opcodes.RETURN);
    }

    private static void predicted(AccessorCode writer) {
        writer.table(0);
        writer.direct();
        writer.predictedNode();
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "values", AccessorCode.SLOTS);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.load(Opcodes.ALOAD, 1);
        writer.code.visitInsn(Opcodes.AASTORE);
        writer.code.visitInsn(Opcodes.RETURN);
        writer.slow();
        writer.grow();
        writer.learn();
        writer.load(Opcodes.ALOAD, 0);
        writer.key();
        writer.load(Opcodes.ALOAD, 1);
        writer.access("set", "(" + Names.A_VALUE + Names.A_STRING + Names.A_VALUE + ")V");
        writer.end(Opcodes.RETURN);
    }

    /** Writes a method that sets an element, and says what it is called. */
    String element(String key, String descriptor) {
        return accessors.add("set", ELEMENTS.computeIfAbsent(key, unused -> elements(key, descriptor)), descriptor);
    }

    private static Stencil elements(String key, String descriptor) {
        return AccessorCode.stencil(descriptor, 2 + AccessorCode.size(key), writer -> element(writer, key, descriptor));
    }

    private static void element(AccessorCode writer, String key, String descriptor) {
        int value = 1 + AccessorCode.size(key);
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
    }
}
