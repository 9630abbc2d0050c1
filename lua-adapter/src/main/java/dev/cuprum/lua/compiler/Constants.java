package dev.cuprum.lua.compiler;

import dev.cuprum.lua.runtime.Interned;
import dev.cuprum.lua.runtime.Num;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    /** Those that have fields although there are too many. */
    private final Set<Integer> named = new TreeSet<>();

    Constants(String owner) {
        this.owner = owner;
    }

    /** The field of a constant, which it has even where there are too many. */
    String field(Object value, String type) {
        int index = known.computeIfAbsent(key(value), key -> add(value, type));
        if (index >= MOST_FIELDS) {
            named.add(index);
        }
        return "k" + index;
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

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** Adds the fields to a class, and the code that fills them in to the method that initialises it. */
    void write(ClassVisitor type, MethodVisitor method) {
        if (values.isEmpty()) {
            return;
        }
        int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE;
        boolean many = values.size() > MOST_FIELDS;
        if (many) {
            type.visitField(access, ARRAY, Names.OBJECTS, null, null);
        }
        method.visitLdcInsn(org.objectweb.asm.Type.getObjectType(owner));
        method.visitMethodInsn(
                Opcodes.INVOKESTATIC, Names.CODE_LOADER, "constants", "(Ljava/lang/Class;)" + Names.OBJECTS, false);
        for (int i = 0; i < values.size() && i < MOST_FIELDS; i++) {
            fill(type, method, i);
        }
        named.forEach(i -> fill(type, method, i));
        if (many) {
            method.visitFieldInsn(Opcodes.PUTSTATIC, owner, ARRAY, Names.OBJECTS);
        } else {
            method.visitInsn(Opcodes.POP);
        }
    }

    private void fill(ClassVisitor type, MethodVisitor method, int index) {
        String descriptor = "L" + types.get(index) + ";";
        int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_PRIVATE;
        type.visitField(access, "k" + index, descriptor, null, null);
        method.visitInsn(Opcodes.DUP);
        if (index == (short) index) {
            method.visitIntInsn(index == (byte) index ? Opcodes.BIPUSH : Opcodes.SIPUSH, index);
        } else {
            method.visitLdcInsn(index);
        }
        method.visitInsn(Opcodes.AALOAD);
        method.visitTypeInsn(Opcodes.CHECKCAST, types.get(index));
        method.visitFieldInsn(Opcodes.PUTSTATIC, owner, "k" + index, descriptor);
    }
}
