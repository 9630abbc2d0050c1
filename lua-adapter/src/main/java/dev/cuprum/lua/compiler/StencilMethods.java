package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Stencil.Entry;
import dev.cuprum.lua.compiler.Stencil.Use;
import java.util.IdentityHashMap;
import java.util.List;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The methods of one class that are made with stencils. */
final class StencilMethods {

    private final ClassWriter type;
    private final String owner;

    /** The numbers of what all methods of a stencil name alike. */
    private final IdentityHashMap<Stencil, int[]> fixed = new IdentityHashMap<>();

    StencilMethods(ClassWriter type, String owner) {
        this.type = type;
        this.owner = owner;
    }

    /**
     * Adds a method.
     */
    void add(Stencil stencil, int access, String name, String descriptor) {
        add(stencil, access, name, descriptor, 0, "", "");
    }

    /**
     * Adds a method, and the fields that it has for itself.
     *
     * @param number what tells the names of these fields from those of other methods
     * @param key the constant that it asks for
     * @param other the method that it calls
     */
    void add(Stencil stencil, int access, String name, String descriptor, int number, String key, String other) {
        List<Entry> entries = stencil.entries();
        int[] numbers = fixed.computeIfAbsent(stencil, this::fixed).clone();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == 0) {
                numbers[i] = number(entries.get(i), filled(entries.get(i), number, key, other));
            }
        }
        byte[] code = stencil.code().clone();
        for (Use use : stencil.uses()) {
            int entry = numbers[use.entry()];
            code[use.offset()] = (byte) (entry >> Byte.SIZE);
            code[use.offset() + 1] = (byte) entry;
        }
        MethodVisitor method = type.visitMethod(access, name, descriptor, null, null);
        method.visitAttribute(new Code(code));
        method.visitEnd();
    }

    private int[] fixed(Stencil stencil) {
        List<Entry> entries = stencil.entries();
        int[] numbers = new int[entries.size()];
        for (int i = 0; i < numbers.length; i++) {
            Entry entry = entries.get(i);
            numbers[i] = entry.isFixed() ? number(entry, entry.name()) : 0;
        }
        return numbers;
    }

    private String filled(Entry entry, int number, String key, String other) {
        String name = entry.name();
        if (name.equals(Stencil.KEY)) {
            return key;
        }
        if (name.equals(Stencil.OTHER)) {
            return other;
        }
        String own = name.substring(Stencil.SELF.length()) + number;
        type.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, own, entry.descriptor(), null, null);
        return own;
    }

    private int number(Entry entry, String name) {
        String in = entry.owner().equals(Stencil.OWNER) ? owner : entry.owner();
        return switch (entry.kind()) {
            case FIELD -> type.newField(in, name, entry.descriptor());
            case METHOD -> type.newMethod(in, name, entry.descriptor(), false);
            case TYPE -> type.newClass(name.equals(Stencil.OWNER) ? owner : name);
            case TEXT -> type.newUTF8(name);
        };
    }

    /** To ASM such a method has no code, but an attribute that it does not know. */
    private static final class Code extends Attribute {

        private final byte[] bytes;

        Code(byte[] bytes) {
            super("Code");
            this.bytes = bytes;
        }

        @Override
        protected ByteVector write(ClassWriter type, byte[] code, int length, int maxStack, int maxLocals) {
            return new ByteVector(bytes.length).putByteArray(bytes, 0, bytes.length);
        }
    }
}
