package dev.cuprum.lua.compiler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The code of a method that is the same in many classes but for what it names. It is assembled once; for each class
 * only the numbers of the constant pool are filled in, which takes a tenth of the time.
 *
 * @param code the content of the attribute {@code Code}
 * @param entries what is named
 * @param uses where numbers of the constant pool are
 */
record Stencil(byte[] code, List<Entry> entries, List<Use> uses) {

    /** What the code calls the class that it becomes part of. */
    static final String OWNER = ChunkCode.PACKAGE + "Owner";

    /** What the code calls the constant of the class that it asks for. */
    static final String KEY = "$key";

    /** What the code calls the other method of the class that it calls. */
    static final String OTHER = "$other";

    /** What the name begins with of a field that each method has for itself. */
    static final String SELF = "$own_";

    /** Writes the code. */
    interface Body {
        void write(MethodVisitor code);
    }

    /** What an entry of the constant pool is. */
    enum Kind {
        FIELD,
        METHOD,
        TYPE,
        TEXT
    }

    /** An entry of the constant pool; without owner and descriptor where it has none. */
    record Entry(Kind kind, String owner, String name, String descriptor) {

        /** Whether it is the same for all methods of a class. */
        boolean isFixed() {
            return !name.startsWith("$");
        }
    }

    /** Where in the code the number of an entry is. */
    record Use(int offset, int entry) {}

    /**
     * Assembles a method without a receiver.
     *
     * @param body writes all of it, to the visit of its end
     */
    static Stencil of(String descriptor, Body body) {
        return of(Opcodes.ACC_STATIC, "stencil", descriptor, body);
    }

    /**
     * Assembles a method.
     *
     * @param body writes all of it, to the visit of its end
     */
    static Stencil of(int access, String name, String descriptor, Body body) {
        ClassFile type = new ClassFile();
        type.visit(Opcodes.V17, Opcodes.ACC_FINAL, OWNER, null, "java/lang/Object", null);
        Recorder recorder = new Recorder(type.visitMethod(access, name, descriptor, null, null));
        body.write(recorder);
        type.visitEnd();
        return recorder.stencil(new CodeReader(type.toByteArray()));
    }

    /** Passes code on, and notes what it names. */
    private static final class Recorder extends MethodVisitor {

        private final Map<Entry, Integer> entries = new LinkedHashMap<>();
        private final Map<Label, Entry> named = new LinkedHashMap<>();

        Recorder(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        private void note(Entry entry) {
            Label here = new Label();
            super.visitLabel(here);
            named.put(here, entry);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            note(new Entry(Kind.FIELD, owner, name, descriptor));
            super.visitFieldInsn(opcode, owner, name, descriptor);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (isInterface) {
                throw new IllegalArgumentException("no method of an interface in a stencil: " + owner + "." + name);
            }
            note(new Entry(Kind.METHOD, owner, name, descriptor));
            super.visitMethodInsn(opcode, owner, name, descriptor, false);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            note(new Entry(Kind.TYPE, "", type, ""));
            super.visitTypeInsn(opcode, type);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            throw new IllegalArgumentException("no dynamic call in a stencil: " + name);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            throw new IllegalArgumentException("no array of arrays in a stencil: " + descriptor);
        }

        /** How long such an instruction is depends on the number. */
        @Override
        public void visitLdcInsn(Object value) {
            throw new IllegalArgumentException("no constant in a stencil: " + value);
        }

        Stencil stencil(CodeReader code) {
            List<Use> uses = new ArrayList<>();
            named.forEach((label, entry) -> uses.add(new Use(code.operand(label.getOffset()), numberOf(entry))));
            code.frames((entry, offset) -> uses.add(new Use(offset, numberOf(entry))));
            return new Stencil(code.content(), List.copyOf(entries.keySet()), List.copyOf(uses));
        }

        private int numberOf(Entry entry) {
            return entries.computeIfAbsent(entry, added -> entries.size());
        }
    }
}
