package dev.cuprum.lua.compiler;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.Opcodes;

/** The methods by which functions are made. */
final class Openings {

    /** What a constructor takes. */
    static final String CONSTRUCTOR = "(" + Names.A_BUDGET + Names.A_TABLE + ")V";

    /** What makes the function of a chunk anew takes and returns. */
    static final String OPENS = "(" + Names.A_BUDGET + Names.A_TABLE + ")L" + Names.CLOSURE + ";";

    /** Makes the function of a chunk anew. */
    static final Stencil OPEN = Stencil.of(Opcodes.ACC_PUBLIC, "open", OPENS, code -> {
        code.visitCode();
        code.visitTypeInsn(Opcodes.NEW, Stencil.OWNER);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, Stencil.OWNER, "<init>", CONSTRUCTOR, false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    });

    /** By the class that is extended. */
    private static final Map<String, Stencil> CONSTRUCTORS = new ConcurrentHashMap<>();

    private Openings() {}

    /** The constructor of a class that extends another one. */
    static Stencil constructor(String parent) {
        return CONSTRUCTORS.computeIfAbsent(
                parent,
                unused -> Stencil.of(Opcodes.ACC_PUBLIC, "<init>", CONSTRUCTOR, code -> {
                    code.visitCode();
                    code.visitVarInsn(Opcodes.ALOAD, 0);
                    code.visitVarInsn(Opcodes.ALOAD, 1);
                    code.visitVarInsn(Opcodes.ALOAD, 2);
                    code.visitMethodInsn(Opcodes.INVOKESPECIAL, parent, "<init>", CONSTRUCTOR, false);
                    code.visitInsn(Opcodes.RETURN);
                    code.visitMaxs(0, 0);
                    code.visitEnd();
                }));
    }
}
