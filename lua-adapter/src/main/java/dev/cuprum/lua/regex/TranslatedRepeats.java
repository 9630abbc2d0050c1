package dev.cuprum.lua.regex;

import static dev.cuprum.lua.regex.Translator.AT;
import static dev.cuprum.lua.regex.Translator.END;
import static dev.cuprum.lua.regex.Translator.HEIGHT;
import static dev.cuprum.lua.regex.Translator.LAST;
import static dev.cuprum.lua.regex.Translator.MACHINE_VAR;
import static dev.cuprum.lua.regex.Translator.PLACE;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes repetitions of one byte of a set. */
final class TranslatedRepeats {

    private final Translator to;
    private final MethodVisitor code;
    private final Program program;
    private final int[] ops;
    private final TranslatedSets sets;

    TranslatedRepeats(Translator to, TranslatedSets sets) {
        this.to = to;
        this.code = to.code;
        this.program = to.program;
        this.ops = program.code();
        this.sets = sets;
    }

    /** Goes on in AT as long as there are bytes of the set, up to LAST. */
    private void span(boolean[] set) {
        Label again = new Label();
        Label done = new Label();
        code.visitLabel(again);
        to.get(AT);
        to.get(LAST);
        code.visitJumpInsn(Opcodes.IF_ICMPGE, done);
        sets.jumpUnless(set, AT, done);
        code.visitIincInsn(AT, 1);
        code.visitJumpInsn(Opcodes.GOTO, again);
        code.visitLabel(done);
    }

    /** Sets LAST to where so many bytes end, and AT to where they begin. */
    private void bounds(int most) {
        to.get(PLACE);
        to.set(AT);
        to.get(END);
        to.set(LAST);
        if (most != Node.UNLIMITED) {
            Label enough = new Label();
            to.number(most);
            to.get(END);
            to.get(PLACE);
            code.visitInsn(Opcodes.ISUB);
            code.visitJumpInsn(Opcodes.IF_ICMPGE, enough);
            to.get(PLACE);
            to.number(most);
            code.visitInsn(Opcodes.IADD);
            to.set(LAST);
            code.visitLabel(enough);
        }
    }

    /** Fails where fewer bytes than that lie between PLACE and AT. */
    private void atLeast(int least) {
        if (least > 0) {
            to.get(AT);
            to.get(PLACE);
            code.visitInsn(Opcodes.ISUB);
            to.number(least);
            code.visitJumpInsn(Opcodes.IF_ICMPLT, to.fail);
        }
    }

    void possessive(int pc, boolean captured) {
        bounds(ops[pc + 3]);
        span(program.sets()[ops[pc + 1]]);
        atLeast(ops[pc + 2]);
        to.call("ran", "(II)V", PLACE, AT);
        if (captured) {
            to.slot(ops[pc + 4], () -> to.get(PLACE));
            to.slot(ops[pc + 4] + 1, () -> to.get(AT));
        }
        to.get(AT);
        to.set(PLACE);
        to.jump(captured ? pc + 5 : pc + 4);
    }

    /** Goes back in AT, not before LAST, to where what follows can begin; fails where that is nowhere. */
    private void back(boolean[] follow) {
        if (!FirstSets.isAll(follow)) {
            Label again = new Label();
            Label done = new Label();
            code.visitLabel(again);
            to.get(AT);
            to.get(LAST);
            code.visitJumpInsn(Opcodes.IF_ICMPLT, done);
            sets.follows(follow, AT);
            code.visitJumpInsn(Opcodes.IFNE, done);
            code.visitIincInsn(AT, -1);
            code.visitJumpInsn(Opcodes.GOTO, again);
            code.visitLabel(done);
        }
        to.get(AT);
        to.get(LAST);
        code.visitJumpInsn(Opcodes.IF_ICMPLT, to.fail);
    }

    /** Leaves a frame to go on with fewer bytes, where there may be fewer. */
    private void fewer(int resume) {
        Label none = new Label();
        to.get(AT);
        to.get(LAST);
        code.visitJumpInsn(Opcodes.IF_ICMPLE, none);
        to.push(0, () -> to.get(LAST));
        to.push(1, () -> to.get(AT));
        to.push(2, () -> to.number(resume));
        code.visitIincInsn(HEIGHT, 3);
        code.visitLabel(none);
        to.get(AT);
        to.set(PLACE);
    }

    void greedy(int pc) {
        to.room();
        bounds(ops[pc + 3]);
        span(program.sets()[ops[pc + 1]]);
        to.call("ran", "(II)V", PLACE, AT);
        to.get(PLACE);
        to.number(ops[pc + 2]);
        code.visitInsn(Opcodes.IADD);
        to.set(LAST);
        back(program.sets()[ops[pc + 4]]);
        fewer(pc + 5);
        to.jump(pc + 6);
    }

    void greedyResume(int pc) {
        to.popped();
        to.set(LAST);
        to.get(PLACE);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.ISUB);
        to.set(AT);
        back(program.sets()[ops[pc - 1]]);
        to.call("ran", "(II)V", AT, PLACE);
        fewer(pc);
        to.jump(pc + 1);
    }

    /** Goes on by {@link Searching#lazily}, from AT with as many bytes as the variable LAST says. */
    private void lazily(int resume) {
        code.visitVarInsn(Opcodes.ALOAD, MACHINE_VAR);
        to.number(resume);
        to.get(AT);
        to.get(LAST);
        to.get(HEIGHT);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Type.getInternalName(Searching.class), "lazily", "(IIII)I", false);
        to.set(PLACE);
        to.get(PLACE);
        code.visitJumpInsn(Opcodes.IFLT, to.fail);
        code.visitIincInsn(HEIGHT, 3);
        to.jump(resume + 1);
    }

    void lazy(int pc) {
        int least = ops[pc + 2];
        int most = ops[pc + 3];
        to.room();
        bounds(least);
        span(program.sets()[ops[pc + 1]]);
        atLeast(least);
        to.number(most == Node.UNLIMITED ? most : most - least);
        to.set(LAST);
        lazily(pc + 5);
    }

    void lazyResume(int pc) {
        Label unlimited = new Label();
        to.popped();
        to.set(LAST);
        to.get(LAST);
        code.visitJumpInsn(Opcodes.IFLE, to.fail);
        to.ended();
        sets.jumpUnless(program.sets()[ops[pc - 4]], PLACE, to.fail);
        to.get(PLACE);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.IADD);
        to.set(AT);
        to.get(LAST);
        to.number(Node.UNLIMITED);
        code.visitJumpInsn(Opcodes.IF_ICMPEQ, unlimited);
        code.visitIincInsn(LAST, -1);
        code.visitLabel(unlimited);
        lazily(pc);
    }
}
