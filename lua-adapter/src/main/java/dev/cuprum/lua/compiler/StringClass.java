package dev.cuprum.lua.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import org.luaj.vm2.Lua;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * LuaJ's class of strings, with one thing changed: the hash is computed when it is first asked for, and not when the
 * string is made. Most strings that units make are never a key, and a third of the time that it takes to make one goes
 * into its hash.
 *
 * <p>The constructor is private and the field final, so neither a subclass nor anybody else can do without. Hence the
 * class is read, changed and defined before LuaJ's own is loaded. Where that has been loaded already, or is not as it
 * should be, it stays as it is, which is only slower.
 */
public final class StringClass {

    // Not named by its class, which must not be loaded.
    private static final String NAME = "org/luaj/vm2/LuaString";
    private static final String HASH = "m_hashcode";
    private static final String COMPUTE = "computeHash";
    private static final String HASH_OF_BYTES = "([BII)I";

    private StringClass() {}

    /** Defines the class, where there is none yet. */
    @SuppressWarnings("EmptyCatch") // What there is works too.
    public static void define() {
        try (InputStream in = Lua.class.getResourceAsStream("/" + NAME + ".class")) {
            if (in != null) {
                ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
                Changes changes = new Changes(type);
                new ClassReader(in).accept(changes, 0);
                if (changes.made == Changes.ALL) {
                    MethodHandles.privateLookupIn(Lua.class, MethodHandles.lookup())
                            .defineClass(type.toByteArray());
                }
            }
        } catch (IOException | IllegalAccessException | LinkageError e) {
            // It has been loaded already.
        }
    }

    /** Makes the field one that can be set later, and who reads it set it. */
    private static final class Changes extends ClassVisitor {
        static final int ALL = 3;
        int made;

        Changes(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            boolean hash = name.equals(HASH);
            made += hash ? 1 : 0;
            return super.visitField(hash ? access & ~Opcodes.ACC_FINAL : access, name, descriptor, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
            if (name.equals("hashCode") && descriptor.equals("()I")) {
                made++;
                readHash(method);
                return new MethodVisitor(Opcodes.ASM9) {};
            }
            return name.equals("<init>") ? constructor(method) : method;
        }

        private MethodVisitor constructor(MethodVisitor method) {
            return new MethodVisitor(Opcodes.ASM9, method) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String name, String descriptor, boolean isInterface) {
                    if (descriptor.equals(HASH_OF_BYTES)) {
                        made++;
                        super.visitInsn(Opcodes.POP2);
                        super.visitInsn(Opcodes.POP);
                        super.visitInsn(Opcodes.ICONST_0);
                    } else {
                        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                    }
                }
            };
        }

        private static void readHash(MethodVisitor method) {
            Label known = new Label();
            method.visitCode();
            load(method, HASH, "I");
            method.visitInsn(Opcodes.DUP);
            method.visitJumpInsn(Opcodes.IFNE, known);
            method.visitInsn(Opcodes.POP);
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitMethodInsn(Opcodes.INVOKESPECIAL, NAME, COMPUTE, "()I", false);
            method.visitLabel(known);
            method.visitInsn(Opcodes.IRETURN);
            method.visitMaxs(0, 0);
            method.visitEnd();
        }

        @Override
        public void visitEnd() {
            // Threads may compute it at the same time: it comes out the same.
            MethodVisitor method = super.visitMethod(Opcodes.ACC_PRIVATE, COMPUTE, "()I", null, null);
            method.visitCode();
            method.visitVarInsn(Opcodes.ALOAD, 0);
            load(method, "m_bytes", "[B");
            load(method, "m_offset", "I");
            load(method, "m_length", "I");
            method.visitMethodInsn(Opcodes.INVOKESTATIC, NAME, "hashCode", HASH_OF_BYTES, false);
            method.visitInsn(Opcodes.DUP_X1);
            method.visitFieldInsn(Opcodes.PUTFIELD, NAME, HASH, "I");
            method.visitInsn(Opcodes.IRETURN);
            method.visitMaxs(0, 0);
            method.visitEnd();
            super.visitEnd();
        }

        private static void load(MethodVisitor method, String field, String descriptor) {
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitFieldInsn(Opcodes.GETFIELD, NAME, field, descriptor);
        }
    }
}
