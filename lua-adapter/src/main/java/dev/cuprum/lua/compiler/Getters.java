package dev.cuprum.lua.compiler;

import org.luaj.vm2.LuaString;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Writes the methods that read, for one place in the code each. */
final class Getters {

    private static final String GET = Accessors.GET;
    private static final String GET_COMMON = Accessors.GET_COMMON;
    private static final String LENGTH = Accessors.LENGTH;

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
        if (slot < 0) {
            return predicted(key);
        }
        String predicted = predicted(key);
        AccessorCode writer = accessors.begin("get", GET, 1);
        writer.table(0);
        writer.knownNode(key, slot);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "values", AccessorCode.SLOTS);
        writer.code.visitIntInsn(Opcodes.BIPUSH, slot);
        writer.returnElement();
        writer.slow();
        writer.load(Opcodes.ALOAD, 0);
        writer.own(predicted, GET);
        writer.end(Opcodes.ARETURN);
        return writer.name;
    }

    private String predicted(LuaString key) {
        AccessorCode writer = accessors.begin("get", GET, 1);
        writer.table(0);
        writer.predictedNode(key);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "values", AccessorCode.SLOTS);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.returnElement();
        writer.slow();
        writer.learn(key);
        writer.load(Opcodes.ALOAD, 0);
        writer.constant(key);
        writer.access("get", GET_COMMON);
        writer.end(Opcodes.ARETURN);
        return writer.name;
    }

    /** Writes a method that measures, and says what it is called. */
    String length() {
        AccessorCode writer = accessors.begin("length", LENGTH, 1);
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
        return writer.name;
    }

    /**
     * Writes a method that reads a method, and says what it is called. Those of strings seldom change, so that one that
     * has been found in the library is kept.
     */
    String method(LuaString key) {
        AccessorCode writer = accessors.begin("method", GET, 1);
        String kept = writer.staticField("m" + writer.name, Names.A_VALUE);
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
        writer.constant(key);
        writer.access("get", GET_COMMON);
        writer.code.visitInsn(Opcodes.DUP);
        writer.constant(key);
        writer.strings("toKeep", GET_COMMON);
        writer.putStatic(kept, Names.A_VALUE);
        writer.code.visitInsn(Opcodes.ARETURN);
        writer.code.visitLabel(object);
        writer.load(Opcodes.ALOAD, 0);
        writer.own(field(key), GET);
        writer.end(Opcodes.ARETURN);
        return writer.name;
    }

    /** Writes a method that reads an element, and says what it is called. */
    String element(String key, String descriptor) {
        AccessorCode writer = accessors.begin("get", descriptor, 1 + AccessorCode.size(key));
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
        return writer.name;
    }
}
