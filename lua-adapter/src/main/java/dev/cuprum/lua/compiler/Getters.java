package dev.cuprum.lua.compiler;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.luaj.vm2.LuaString;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes the methods that read, for one place in the code each. */
final class Getters {

    private static final String GET = Accessors.GET;
    private static final String GET_COMMON = Accessors.GET_COMMON;
    private static final String LENGTH = Accessors.LENGTH;

    private static final Stencil PREDICTED = AccessorCode.stencil(GET, 1, Getters::predicted);
    private static final Stencil MEASURE = AccessorCode.stencil(LENGTH, 1, Getters::length);
    private static final Stencil METHOD = AccessorCode.stencil(GET, 1, Getters::method);

    /** By the slot. */
    private static final Map<Integer, Stencil> KNOWN = new ConcurrentHashMap<>();

    /** By the descriptor of the key. */
    private static final Map<String, Stencil> ELEMENTS = new ConcurrentHashMap<>();

    private final Accessors accessors;

    Getters(Accessors accessors) {
        this.accessors = accessors;
    }

    /**
     * Writes a method that reads a field, and says what it is called. Where the chunk's constructors tell in which slot it
     * is, that comes first: HotSpot does without a table altogether of which it knows all slots that are asked for.
     */
    String field(LuaString key) {
        int slot = accessors.slotOf(key);
        String predicted = accessors.add("get", PREDICTED, GET, key, "");
        return slot < 0 ? predicted : accessors.add("get", known(slot), GET, key, predicted);
    }

    private static Stencil known(int slot) {
        return KNOWN.computeIfAbsent(slot, unused -> AccessorCode.stencil(GET, 1, writer -> known(writer, slot)));
    }

    private static void known(AccessorCode writer, int slot) {
        writer.table(0);
        writer.knownNode(slot);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "values", AccessorCode.SLOTS);
        writer.code.visitIntInsn(Opcodes.BIPUSH, slot);
        writer.returnElement();
        writer.slow();
        writer.load(Opcodes.ALOAD, 0);
        writer.other(GET);
        writer.end(Opcodes.ARETURN);
    }

    private static void predicted(AccessorCode writer) {
        writer.table(0);
        writer.predictedNode();
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "values", AccessorCode.SLOTS);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.returnElement();
        writer.slow();
        writer.learn();
        writer.load(Opcodes.ALOAD, 0);
        writer.key();
        writer.access("get", GET_COMMON);
        writer.end(Opcodes.ARETURN);
    }

    /** Writes a method that measures, and says what it is called. */
    String length() {
        return accessors.add("length", MEASURE, LENGTH);
    }

    private static void length(AccessorCode writer) {
        writer.table(0);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "top", "I");
        writer.code.visitVarInsn(Opcodes.ISTORE, writer.index);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.jump(Opcodes.IFLT);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "array", AccessorCode.SLOTS);
        writer.code.visitInsn(Opcodes.ARRAYLENGTH);
        writer.code.visitInsn(Opcodes.ICONST_1);
        writer.code.visitInsn(Opcodes.ISUB);
        writer.jump(Opcodes.IF_ICMPGE);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.code.visitInsn(Opcodes.I2D);
        writer.code.visitInsn(Opcodes.DRETURN);
        writer.slow();
        writer.load(Opcodes.ALOAD, 0);
        writer.access("length", LENGTH);
        writer.end(Opcodes.DRETURN);
    }

    /**
     * Writes a method that reads a method, and says what it is called. Those of strings seldom change, so that one that
     * has been found in the library is kept.
     */
    String method(LuaString key) {
        return accessors.add("method", METHOD, GET, key, field(key));
    }

    private static void method(AccessorCode writer) {
        String kept = Stencil.SELF + "m";
        Label object = new Label();
        writer.load(Opcodes.ALOAD, 0);
        writer.code.visitTypeInsn(Opcodes.INSTANCEOF, Names.STRING);
        writer.code.visitJumpInsn(Opcodes.IFEQ, object);
        writer.getStatic(kept, Names.A_VALUE);
        writer.code.visitVarInsn(Opcodes.ASTORE, writer.keys);
        writer.load(Opcodes.ALOAD, writer.keys);
        writer.jump(Opcodes.IFNULL);
        writer.strings("changed", "()Z");
        writer.jump(Opcodes.IFNE);
        writer.load(Opcodes.ALOAD, writer.keys);
        writer.code.visitInsn(Opcodes.ARETURN);
        writer.slow();
        writer.load(Opcodes.ALOAD, 0);
        writer.key();
        writer.access("get", GET_COMMON);
        writer.code.visitInsn(Opcodes.DUP);
        writer.key();
        writer.strings("toKeep", GET_COMMON);
        writer.putStatic(kept, Names.A_VALUE);
        writer.code.visitInsn(Opcodes.ARETURN);
        writer.code.visitLabel(object);
        writer.load(Opcodes.ALOAD, 0);
        writer.other(GET);
        writer.end(Opcodes.ARETURN);
    }

    /** Writes a method that reads an element, and says what it is called. */
    String element(String key, String descriptor) {
        return accessors.add("get", ELEMENTS.computeIfAbsent(key, unused -> elements(key, descriptor)), descriptor);
    }

    private static Stencil elements(String key, String descriptor) {
        return AccessorCode.stencil(descriptor, 1 + AccessorCode.size(key), writer -> element(writer, key, descriptor));
    }

    private static void element(AccessorCode writer, String key, String descriptor) {
        writer.table(0);
        writer.position(key, 1);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.jump(Opcodes.IFLT);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "array", AccessorCode.SLOTS);
        writer.code.visitInsn(Opcodes.DUP);
        writer.code.visitVarInsn(Opcodes.ASTORE, writer.keys);
        writer.code.visitInsn(Opcodes.ARRAYLENGTH);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.jump(Opcodes.IF_ICMPLE);
        writer.load(Opcodes.ALOAD, writer.keys);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.returnElement();
        writer.slow();
        writer.load(Opcodes.ALOAD, 0);
        writer.loadKey(key, 1);
        writer.access("get", descriptor);
        writer.end(Opcodes.ARETURN);
    }
}
