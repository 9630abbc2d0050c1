package dev.cuprum.lua.compiler;

import dev.cuprum.lua.runtime.Interned;
import dev.cuprum.lua.runtime.Num;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The constants of one function: static fields of its class, beyond a number of them an array. */
final class Constants {

    /** So many can be filled in by one method, and leave room for whatever else the class needs. */
    private static final int MOST_FIELDS = 3000;

    private static final String ARRAY = "constants";

    private final String owner;
    private final List<Object> values = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final Map<Object, Integer> known = new HashMap<>();

    Constants(String owner) {
        this.owner = owner;
    }

    /** Pushes a constant. */
    void push(MethodVisitor code, Object value, String type) {
        int index = known.computeIfAbsent(key(value), key -> add(value, type));
        if (index < MOST_FIELDS) {
            code.visitFieldInsn(Opcodes.GETSTATIC, owner, "k" + index, "L" + type + ";");
            return;
        }
        code.visitFieldInsn(Opcodes.GETSTATIC, owner, ARRAY, Names.OBJECTS);
        code.visitLdcInsn(index);
        code.visitInsn(Opcodes.AALOAD);
        code.visitTypeInsn(Opcodes.CHECKCAST, type);
    }

    private int add(Object value, String type) {
        values.add(value instanceof LuaValue text ? Interned.of(text) : value);
        types.add(type);
        return values.size() - 1;
    }

    /** 0 and -0 are not the same constant. */
    private static Object key(Object value) {
        return value instanceof Num number ? (Object) Double.doubleToRawLongBits(number.v) : value;
    }

    /** Adds the texts among them. */
    void addTexts(Set<LuaString> texts) {
        for (Object value : values) {
            if (value instanceof LuaString text) {
                texts.add(text);
            }
        }
    }

    /** What the class is given as it is initialised. */
    Object[] values() {
        return values.toArray();
    }

    /** Adds the fields, and the method that fills them in. */
    void write(ClassVisitor type) {
        if (values.isEmpty()) {
            return;
        }
        int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE;
        int fields = Math.min(values.size(), MOST_FIELDS);
        type.visitField(access, ARRAY, Names.OBJECTS, null, null);
        for (int i = 0; i < fields; i++) {
            type.visitField(access, "k" + i, "L" + types.get(i) + ";", null, null);
        }
        MethodVisitor method = type.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        method.visitCode();
        method.visitLdcInsn(org.objectweb.asm.Type.getObjectType(owner));
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC, Names.CODE_LOADER, "constants", "(Ljava/lang/Class;)" + Names.OBJECTS, false);
        for (int i = 0; i < fields; i++) {
            method.visitInsn(Opcodes.DUP);
            method.visitLdcInsn(i);
            method.visitInsn(Opcodes.AALOAD);
            method.visitTypeInsn(Opcodes.CHECKCAST, types.get(i));
            method.visitFieldInsn(Opcodes.PUTSTATIC, owner, "k" + i, "L" + types.get(i) + ";");
        }
        method.visitFieldInsn(Opcodes.PUTSTATIC, owner, ARRAY, Names.OBJECTS);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
