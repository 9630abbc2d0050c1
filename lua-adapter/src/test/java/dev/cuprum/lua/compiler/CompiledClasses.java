package dev.cuprum.lua.compiler;

import dev.cuprum.lua.runtime.CodeLoader;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The classes that a source is compiled to. */
public final class CompiledClasses {

    private CompiledClasses() {}

    /** The loader of a unit's classes. */
    public static CodeLoader loader(String code) throws SourceException {
        return (CodeLoader) FrontEnd.unit(code, "unit").code().getClass().getClassLoader();
    }

    /** How many bytes of code each method has, about, by the names of the methods and their classes. */
    static Map<String, Integer> sizes(CodeLoader loader) {
        Map<String, Integer> sizes = new HashMap<>();
        loader.classes().forEach((name, code) -> new Measuring(code.bytes(), sizes).accept());
        return sizes;
    }

    private static final class Measuring extends ClassReader {

        private final Map<String, Integer> sizes;
        private String method = "";

        Measuring(byte[] bytes, Map<String, Integer> sizes) {
            super(bytes);
            this.sizes = sizes;
        }

        void accept() {
            accept(
                    new ClassVisitor(Opcodes.ASM9) {
                        @Override
                        public MethodVisitor visitMethod(
                                int access, String name, String descriptor, String signature, String[] exceptions) {
                            method = getClassName() + "." + name;
                            return new MethodVisitor(Opcodes.ASM9) {};
                        }
                    },
                    0);
        }

        @Override
        protected void readBytecodeInstructionOffset(int bytecodeOffset) {
            sizes.merge(method, bytecodeOffset, Math::max);
        }
    }
}
