package dev.cuprum.lua.compiler;

import org.objectweb.asm.ClassWriter;

/** Writes a class, and knows what the types that compiled code mixes have in common. */
final class ClassFile extends ClassWriter {

    private static final String OBJECT = "java/lang/Object";

    ClassFile() {
        super(COMPUTE_FRAMES | COMPUTE_MAXS);
    }

    @Override
    protected String getCommonSuperClass(String one, String other) {
        if (isValue(one) && isValue(other)) {
            return Names.VALUE;
        }
        boolean some = (isValue(one) || isVarargs(one)) && (isValue(other) || isVarargs(other));
        return some ? Names.VARARGS : OBJECT;
    }

    private static boolean isVarargs(String type) {
        return type.equals(Names.VARARGS) || type.equals(Names.TAIL_CALL);
    }

    /** All other classes of values are those of functions that are compiled. */
    private static boolean isValue(String type) {
        return type.equals(Names.VALUE)
                || type.equals(Names.NUM)
                || type.equals(Names.STRING)
                || type.equals(Names.TABLE)
                || type.equals(Names.FUNCTION)
                || type.equals("org/luaj/vm2/LuaBoolean")
                || type.startsWith(ChunkCode.PACKAGE);
    }
}
