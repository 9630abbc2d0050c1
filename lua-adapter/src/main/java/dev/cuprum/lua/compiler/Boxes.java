package dev.cuprum.lua.compiler;

import dev.cuprum.lua.runtime.Num;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes methods that make a value of a number, for one place in the code each: a place that only ever makes small
 * integers, which are there already, has no code that makes an object, nor the other way round.
 */
final class Boxes {

    private static final String SMALL = "(I)" + Names.A_NUM;

    /** By the descriptor of the number. */
    private static final Map<String, Stencil> STENCILS =
            Map.of("D", stencil("D"), "J", stencil("J"), "I", stencil("I"));

    private final MethodVisitor code;
    private final Label other = new Label();
    private final String number;

    private Boxes(MethodVisitor code, String number) {
        this.code = code;
        this.number = number;
    }

    /**
     * The method.
     *
     * @param number the descriptor of what it takes: a double, a long or an int
     */
    static Stencil of(String number) {
        return Objects.requireNonNull(STENCILS.get(number));
    }

    private static Stencil stencil(String number) {
        return Stencil.of("(" + number + ")" + Names.A_NUM, code -> new Boxes(code, number).write());
    }

    private void write() {
        code.visitCode();
        boolean real = number.equals("D");
        int integer = number.equals("I") ? 0 : 2;
        if (real) {
            isInt(Opcodes.D2I, Opcodes.I2D, Opcodes.DCMPL);
        } else if (integer > 0) {
            isInt(Opcodes.L2I, Opcodes.I2L, Opcodes.LCMP);
        }
        bound(integer, Num.LEAST, Opcodes.IF_ICMPLT);
        bound(integer, Num.MOST, Opcodes.IF_ICMPGT);
        if (real) {
            notNegativeZero();
        }
        code.visitVarInsn(Opcodes.ILOAD, integer);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Names.NUM, "small", SMALL, false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitLabel(other);
        load();
        if (!real) {
            code.visitInsn(integer > 0 ? Opcodes.L2D : Opcodes.I2D);
        }
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Names.NUM, "make", "(D)" + Names.A_NUM, false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void load() {
        code.visitVarInsn(
                switch (number) {
                    case "D" -> Opcodes.DLOAD;
                    case "J" -> Opcodes.LLOAD;
                    default -> Opcodes.ILOAD;
                },
                0);
    }

    /** It stays what it is as an int. */
    private void isInt(int cut, int back, int compare) {
        load();
        code.visitInsn(cut);
        code.visitVarInsn(Opcodes.ISTORE, 2);
        code.visitVarInsn(Opcodes.ILOAD, 2);
        code.visitInsn(back);
        load();
        code.visitInsn(compare);
        code.visitJumpInsn(Opcodes.IFNE, other);
    }

    private void bound(int integer, int bound, int beyond) {
        code.visitVarInsn(Opcodes.ILOAD, integer);
        code.visitIntInsn(Opcodes.SIPUSH, bound);
        code.visitJumpInsn(beyond, other);
    }

    private void notNegativeZero() {
        Label zero = new Label();
        code.visitVarInsn(Opcodes.ILOAD, 2);
        code.visitJumpInsn(Opcodes.IFNE, zero);
        code.visitVarInsn(Opcodes.DLOAD, 0);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, Type.getInternalName(Double.class), "doubleToRawLongBits", "(D)J", false);
        code.visitInsn(Opcodes.LCONST_0);
        code.visitInsn(Opcodes.LCMP);
        code.visitJumpInsn(Opcodes.IFNE, other);
        code.visitLabel(zero);
    }
}
