package dev.cuprum.lua.compiler;

import dev.cuprum.lua.runtime.Access;
import dev.cuprum.lua.runtime.Growth;
import org.luaj.vm2.LuaString;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Methods that read or write fields for one place in the code each. They do what {@code Access} does for all places, but
 * HotSpot keeps what it learns about a place by method: what one unit does with its tables does not slow another.
 *
 * <p>A field with a constant key is looked for first at the node where this place has found it before, which is right
 * for all tables that were made alike. Threads may overwrite each other's predictions; each is checked where it is used.
 */
final class Accessors {

    /** So many in one function; places beyond share the common methods. */
    private static final int MOST = 400;

    /** So many in one chunk: the code of a larger one takes long enough to write. */
    private static final int MOST_IN_CHUNK = 800;

    private static final String SLOTS = "[" + Names.A_VALUE;
    private static final String GET = "(" + Names.A_VALUE + ")" + Names.A_VALUE;
    private static final String GET_COMMON = "(" + Names.A_VALUE + Names.A_STRING + ")" + Names.A_VALUE;

    private final ChunkCode chunk;
    private final ClassVisitor type;
    private final Constants constants;
    private final String owner;
    private int count;

    Accessors(ChunkCode chunk, ClassVisitor type, Constants constants, String owner) {
        this.chunk = chunk;
        this.type = type;
        this.constants = constants;
        this.owner = owner;
    }

    private boolean isFull() {
        return count >= MOST || chunk.accessors >= MOST_IN_CHUNK;
    }

    /** Reads the field of the value on the stack that a constant names, which is on a line, and the value has names. */
    void get(MethodCode method, LuaString key, int line, String... names) {
        String getter = isFull() ? null : getter(key);
        if (getter == null) {
            constants.push(method.code, key, Names.STRING);
            method.operation(line, "__index", names);
            method.callStatic(Names.ACCESS, "get", GET_COMMON);
        } else {
            method.operation(line, "__index", names);
            method.callStatic(owner, getter, GET);
        }
    }

    /** Writes a method that reads a field, and says what it is called. */
    private String getter(LuaString key) {
        Writer writer = new Writer("get", GET, 1);
        writer.table(0);
        writer.predictedNode(key);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "values", SLOTS);
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

    /** Measures the value on the stack. */
    void length(MethodCode method) {
        if (isFull()) {
            method.callStatic(Names.ACCESS, "length", "(" + Names.A_VALUE + ")D");
            return;
        }
        Writer writer = new Writer("length", "(" + Names.A_VALUE + ")D", 1);
        writer.table(0);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "top", "I");
        writer.code.visitVarInsn(Opcodes.ISTORE, writer.index);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.jump(Opcodes.IFLT);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "array", SLOTS);
        writer.code.visitInsn(Opcodes.ARRAYLENGTH);
        writer.code.visitInsn(Opcodes.ICONST_1);
        writer.code.visitInsn(Opcodes.ISUB);
        writer.jump(Opcodes.IF_ICMPGE);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.code.visitInsn(Opcodes.I2D);
        writer.code.visitInsn(Opcodes.DRETURN);
        writer.slow();
        writer.load(Opcodes.ALOAD, 0);
        writer.access("length", "(" + Names.A_VALUE + ")D");
        writer.end(Opcodes.DRETURN);
        method.callStatic(owner, writer.name, "(" + Names.A_VALUE + ")D");
    }

    /**
     * Reads the method of the value on the stack that a constant names. Those of strings never change, so that one that
     * has been found is kept.
     */
    void method(MethodCode method, LuaString key, int line, String... names) {
        if (isFull()) {
            get(method, key, line, names);
            return;
        }
        Writer writer = new Writer("method", GET, 1);
        String kept = "m" + writer.name;
        type.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, kept, Names.A_VALUE, null, null);
        Label object = new Label();
        writer.load(Opcodes.ALOAD, 0);
        writer.code.visitTypeInsn(Opcodes.INSTANCEOF, Names.STRING);
        writer.code.visitJumpInsn(Opcodes.IFEQ, object);
        writer.code.visitFieldInsn(Opcodes.GETSTATIC, owner, kept, Names.A_VALUE);
        writer.code.visitVarInsn(Opcodes.ASTORE, writer.keys);
        writer.load(Opcodes.ALOAD, writer.keys);
        writer.jump(Opcodes.IFNULL);
        writer.load(Opcodes.ALOAD, writer.keys);
        writer.code.visitInsn(Opcodes.ARETURN);
        writer.slow();
        writer.load(Opcodes.ALOAD, 0);
        writer.constant(key);
        writer.access("get", GET_COMMON);
        writer.code.visitInsn(Opcodes.DUP);
        writer.code.visitFieldInsn(Opcodes.PUTSTATIC, owner, kept, Names.A_VALUE);
        writer.code.visitInsn(Opcodes.ARETURN);
        writer.code.visitLabel(object);
        writer.load(Opcodes.ALOAD, 0);
        writer.code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, getter(key), GET, false);
        writer.end(Opcodes.ARETURN);
        method.operation(line, "__index", names);
        method.callStatic(owner, writer.name, GET);
    }

    /** Sets the field that a constant names of the value on the stack to the value above it. */
    void set(MethodCode method, LuaString key) {
        String descriptor = "(" + Names.A_VALUE + Names.A_VALUE + ")V";
        Writer writer = new Writer("set", descriptor, 2);
        writer.table(0);
        writer.direct();
        writer.predictedNode(key);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "values", SLOTS);
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
        method.callStatic(owner, writer.name, descriptor);
    }

    /** Whether there can be one more method that sets a field with such a key. */
    boolean canSet(LuaString key) {
        // What a metatable has is noted elsewhere, and must be noted anew.
        return !isFull() && !(key.m_length > 1 && key.luaByte(0) == '_' && key.luaByte(1) == '_');
    }

    /**
     * Reads the element of the value on the stack whose key is above it.
     *
     * @param key the descriptor of the key
     */
    void getElement(MethodCode method, String key) {
        String descriptor = "(" + Names.A_VALUE + key + ")" + Names.A_VALUE;
        if (isFull()) {
            method.callStatic(Names.ACCESS, "get", descriptor);
            return;
        }
        Writer writer = new Writer("get", descriptor, 1 + size(key));
        writer.table(0);
        writer.position(key, 1);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.jump(Opcodes.IFLT);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "array", SLOTS);
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
        writer.load(loadOf(key), 1);
        writer.access("get", descriptor);
        writer.end(Opcodes.ARETURN);
        method.callStatic(owner, writer.name, descriptor);
    }

    /**
     * Sets an element: the value is on the stack, above the key and the table.
     *
     * @param key the descriptor of the key
     */
    void setElement(MethodCode method, String key) {
        String descriptor = "(" + Names.A_VALUE + key + Names.A_VALUE + ")V";
        if (isFull()) {
            method.callStatic(Names.ACCESS, "set", descriptor);
            return;
        }
        int value = 1 + size(key);
        Writer writer = new Writer("set", descriptor, value + 1);
        writer.table(0);
        writer.direct();
        writer.position(key, 1);
        writer.load(Opcodes.ILOAD, writer.index);
        writer.jump(Opcodes.IFLE);
        writer.load(Opcodes.ALOAD, value);
        writer.nil();
        writer.jump(Opcodes.IF_ACMPEQ);
        writer.load(Opcodes.ALOAD, writer.table);
        writer.field(Names.TABLE, "array", SLOTS);
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
        writer.load(loadOf(key), 1);
        writer.load(Opcodes.ALOAD, value);
        writer.access("set", descriptor);
        writer.end(Opcodes.RETURN);
        method.callStatic(owner, writer.name, descriptor);
    }

    private static int size(String key) {
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

    /** One such method while it is written. Whatever is not as it most likely is jumps to what is slow. */
    private final class Writer {

        final MethodVisitor code;
        final String name;
        final int table;
        final int keys;
        final int index;
        private final String prediction;
        private final Label slow = new Label();

        Writer(String verb, String descriptor, int firstSlot) {
            name = verb + count;
            prediction = "n" + count;
            count++;
            chunk.accessors++;
            code = type.visitMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, name, descriptor, null, null);
            code.visitCode();
            table = firstSlot;
            keys = firstSlot + 1;
            index = firstSlot + 2;
        }

        void load(int opcode, int slot) {
            code.visitVarInsn(opcode, slot);
        }

        void jump(int opcode) {
            code.visitJumpInsn(opcode, slow);
        }

        void field(String in, String field, String descriptor) {
            code.visitFieldInsn(Opcodes.GETFIELD, in, field, descriptor);
        }

        void nil() {
            code.visitFieldInsn(Opcodes.GETSTATIC, Names.VALUE, "NIL", Names.A_VALUE);
        }

        void constant(LuaString key) {
            constants.push(code, key, Names.STRING);
        }

        void access(String verb, String descriptor) {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, Names.ACCESS, verb, descriptor, false);
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
        void predictedNode(LuaString key) {
            type.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, prediction, "I", null, null);
            load(Opcodes.ALOAD, table);
            field(Names.TABLE, "keys", SLOTS);
            code.visitVarInsn(Opcodes.ASTORE, keys);
            code.visitFieldInsn(Opcodes.GETSTATIC, owner, prediction, "I");
            code.visitLdcInsn(Access.NODE);
            code.visitInsn(Opcodes.IAND);
            code.visitVarInsn(Opcodes.ISTORE, index);
            load(Opcodes.ILOAD, index);
            load(Opcodes.ALOAD, keys);
            code.visitInsn(Opcodes.ARRAYLENGTH);
            jump(Opcodes.IF_ICMPGE);
            load(Opcodes.ALOAD, keys);
            load(Opcodes.ILOAD, index);
            code.visitInsn(Opcodes.AALOAD);
            constant(key);
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
        void learn(LuaString key) {
            code.visitFieldInsn(Opcodes.GETSTATIC, owner, prediction, "I");
            load(Opcodes.ALOAD, 0);
            constant(key);
            access("learn", "(I" + Names.A_VALUE + Names.A_STRING + ")I");
            code.visitVarInsn(Opcodes.ISTORE, index);
            load(Opcodes.ILOAD, index);
            Label same = new Label();
            code.visitFieldInsn(Opcodes.GETSTATIC, owner, prediction, "I");
            code.visitJumpInsn(Opcodes.IF_ICMPEQ, same);
            load(Opcodes.ILOAD, index);
            code.visitFieldInsn(Opcodes.PUTSTATIC, owner, prediction, "I");
            code.visitLabel(same);
        }

        /** Adds the field as before, where that is possible, and returns. */
        void grow(LuaString key) {
            String growth = "g" + prediction;
            String descriptor = Type.getDescriptor(Growth.class);
            type.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, growth, descriptor, null, null);
            code.visitFieldInsn(Opcodes.GETSTATIC, owner, growth, descriptor);
            load(Opcodes.ALOAD, 0);
            constant(key);
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
            code.visitFieldInsn(Opcodes.GETSTATIC, owner, growth, descriptor);
            code.visitJumpInsn(Opcodes.IF_ACMPEQ, same);
            load(Opcodes.ALOAD, keys);
            code.visitFieldInsn(Opcodes.PUTSTATIC, owner, growth, descriptor);
            code.visitLabel(same);
            code.visitInsn(Opcodes.RETURN);
            code.visitLabel(other);
        }

        void end(int opcode) {
            code.visitInsn(opcode);
            code.visitMaxs(0, 0);
            code.visitEnd();
        }
    }
}
