package dev.cuprum.lua.regex;

import static dev.cuprum.lua.regex.Translator.BYTE;
import static dev.cuprum.lua.regex.Translator.END;
import static dev.cuprum.lua.regex.Translator.SUBJECT;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes questions about bytes of the subject: comparisons where a set is one range, or all but one, and else a look into it. */
final class TranslatedSets {

    private static final int BYTES = 256;

    private final Translator to;
    private final MethodVisitor code;

    private record Range(int first, int last) {}

    TranslatedSets(Translator to) {
        this.to = to;
        this.code = to.code;
    }

    /** Pushes a byte, from 0 to 255. */
    void pushByte(int variable, int offset) {
        code.visitVarInsn(Opcodes.ALOAD, SUBJECT);
        to.get(variable);
        if (offset > 0) {
            to.number(offset);
            code.visitInsn(Opcodes.IADD);
        }
        code.visitInsn(Opcodes.BALOAD);
        code.visitIntInsn(Opcodes.SIPUSH, 0xff);
        code.visitInsn(Opcodes.IAND);
    }

    /** Goes elsewhere where the byte at a place is not of a set. */
    void jumpUnless(boolean[] set, int variable, Label elsewhere) {
        List<Range> in = ranges(set, true);
        List<Range> out = ranges(set, false);
        if (out.isEmpty()) {
            return;
        }
        if (in.size() == 1) {
            compare(in.get(0), variable, elsewhere, false);
        } else if (out.size() == 1) {
            compare(out.get(0), variable, elsewhere, true);
        } else if (in.size() == 2 || in.size() == 3) {
            pushByte(variable, 0);
            to.set(BYTE);
            Label inside = new Label();
            for (Range range : in) {
                distance(range);
                to.number(range.last - range.first);
                code.visitJumpInsn(Opcodes.IF_ICMPLE, inside);
            }
            code.visitJumpInsn(Opcodes.GOTO, elsewhere);
            code.visitLabel(inside);
        } else {
            to.constant(set, "[Z");
            pushByte(variable, 0);
            code.visitInsn(Opcodes.BALOAD);
            code.visitJumpInsn(Opcodes.IFEQ, elsewhere);
        }
    }

    private void compare(Range range, int variable, Label elsewhere, boolean inside) {
        pushByte(variable, 0);
        if (range.first == range.last) {
            to.number(range.first);
            code.visitJumpInsn(inside ? Opcodes.IF_ICMPEQ : Opcodes.IF_ICMPNE, elsewhere);
            return;
        }
        to.set(BYTE);
        distance(range);
        to.number(range.last - range.first);
        code.visitJumpInsn(inside ? Opcodes.IF_ICMPLE : Opcodes.IF_ICMPGT, elsewhere);
    }

    /** Pushes how far a byte is beyond the beginning of a range, in a circle. */
    private void distance(Range range) {
        to.get(BYTE);
        if (range.first > 0) {
            to.number(range.first);
            code.visitInsn(Opcodes.ISUB);
            code.visitIntInsn(Opcodes.SIPUSH, 0xff);
            code.visitInsn(Opcodes.IAND);
        }
    }

    /** Pushes whether what is at a place, or the end, is of a set. */
    void follows(boolean[] set, int variable) {
        to.constant(set, "[Z");
        code.visitVarInsn(Opcodes.ALOAD, SUBJECT);
        to.get(variable);
        to.get(END);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, Type.getInternalName(Translation.class), "follows", "([Z[BII)Z", false);
    }

    private static List<Range> ranges(boolean[] set, boolean in) {
        List<Range> ranges = new ArrayList<>();
        int first = -1;
        for (int i = 0; i <= BYTES; i++) {
            boolean is = i < BYTES && set[i] == in;
            if (is && first < 0) {
                first = i;
            } else if (!is && first >= 0) {
                ranges.add(new Range(first, i - 1));
                first = -1;
            }
        }
        return ranges;
    }
}
