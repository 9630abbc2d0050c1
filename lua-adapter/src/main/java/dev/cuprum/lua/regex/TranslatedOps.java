package dev.cuprum.lua.regex;

import static dev.cuprum.lua.regex.Translator.ADDRESS;
import static dev.cuprum.lua.regex.Translator.AT;
import static dev.cuprum.lua.regex.Translator.END;
import static dev.cuprum.lua.regex.Translator.HEIGHT;
import static dev.cuprum.lua.regex.Translator.LAST;
import static dev.cuprum.lua.regex.Translator.MACHINE_VAR;
import static dev.cuprum.lua.regex.Translator.PLACE;
import static dev.cuprum.lua.regex.Translator.SLOTS;
import static dev.cuprum.lua.regex.Translator.STACK;
import static dev.cuprum.lua.regex.Translator.SUBJECT;

import java.util.stream.IntStream;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes what each instruction does. */
final class TranslatedOps {

    /** Longer literals are compared by a method. */
    private static final int MOST_WRITTEN = 16;

    private final Translator to;
    private final MethodVisitor code;
    private final Program program;
    private final int[] ops;
    private final TranslatedSets sets;
    private final TranslatedRepeats repeats;

    TranslatedOps(Translator to) {
        this.to = to;
        this.code = to.code;
        this.program = to.program;
        this.ops = program.code();
        this.sets = new TranslatedSets(to);
        this.repeats = new TranslatedRepeats(to, sets);
    }

    /** Writes an instruction and where it goes on. */
    void write(int pc) {
        switch (ops[pc]) {
            case Op.BYTE -> {
                unlessAt(ops[pc + 1] & 0xff);
                advance(1, pc + 2);
            }
            case Op.SET -> {
                to.ended();
                sets.jumpUnless(program.sets()[ops[pc + 1]], PLACE, to.fail);
                advance(1, pc + 2);
            }
            case Op.STRING, Op.CASELESS -> literal(pc, ops[pc] == Op.CASELESS);
            case Op.POSSESSIVE -> repeats.possessive(pc, false);
            case Op.CAPTURED -> repeats.possessive(pc, true);
            case Op.GREEDY -> repeats.greedy(pc);
            case Op.GREEDY_RESUME -> repeats.greedyResume(pc);
            case Op.LAZY -> repeats.lazy(pc);
            case Op.LAZY_RESUME -> repeats.lazyResume(pc);
            case Op.ALT -> choice(pc);
            case Op.ALT_RESUME -> choiceResume(pc);
            case Op.JUMP -> to.jump(ops[pc + 1]);
            case Op.MATCH -> {
                to.slot(1, () -> to.get(PLACE));
                leave(Status.MATCHED);
            }
            case Op.NO_MATCH -> noMatch();
            case Op.FAIL -> code.visitJumpInsn(Opcodes.GOTO, to.fail);
            case Op.IF_EMPTY -> {
                to.get(PLACE);
                getSlot(ops[pc + 1]);
                code.visitJumpInsn(Opcodes.IF_ICMPEQ, to.label(ops[pc + 2]));
                to.jump(pc + 3);
            }
            default -> {
                if (Layout.isRare(ops[pc])) {
                    rare(pc);
                } else if (ops[pc] >= Op.NOTE && ops[pc] <= Op.CLOSE_FIXED_UNDO) {
                    note(pc);
                } else {
                    place(pc);
                }
            }
        }
    }

    private void advance(int count, int next) {
        code.visitIincInsn(PLACE, count);
        to.jump(next);
    }

    private void leave(int status) {
        to.number(status);
        code.visitInsn(Opcodes.IRETURN);
    }

    private void unlessAt(int b) {
        to.ended();
        sets.pushByte(PLACE, 0);
        to.number(b);
        code.visitJumpInsn(Opcodes.IF_ICMPNE, to.fail);
    }

    private void literal(int pc, boolean caseless) {
        int offset = ops[pc + 1];
        int length = ops[pc + 2];
        to.number(length);
        to.get(END);
        to.get(PLACE);
        code.visitInsn(Opcodes.ISUB);
        code.visitJumpInsn(Opcodes.IF_ICMPGT, to.fail);
        if (length > MOST_WRITTEN) {
            code.visitVarInsn(Opcodes.ALOAD, MACHINE_VAR);
            to.number(offset);
            to.number(length);
            to.get(PLACE);
            String method = caseless ? "isCaseless" : "isString";
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Type.getInternalName(Searching.class), method, "(III)Z", false);
            code.visitJumpInsn(Opcodes.IFEQ, to.fail);
        }
        for (int i = 0; i < length && length <= MOST_WRITTEN; i++) {
            int wanted = program.pool()[offset + i] & 0xff;
            sets.pushByte(PLACE, i);
            if (caseless && wanted >= 'a' && wanted <= 'z') {
                to.number('a' - 'A');
                code.visitInsn(Opcodes.IOR);
            }
            to.number(wanted);
            code.visitJumpInsn(Opcodes.IF_ICMPNE, to.fail);
        }
        advance(length, pc + 3);
    }

    private void choice(int pc) {
        to.count();
        to.constant(program.masks()[ops[pc + 1]], "[I");
        code.visitVarInsn(Opcodes.ALOAD, SUBJECT);
        to.get(PLACE);
        to.get(END);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, Type.getInternalName(Translation.class), "branches", "([I[BII)I", false);
        to.set(AT);
        to.get(AT);
        code.visitJumpInsn(Opcodes.IFEQ, to.fail);
        rest(pc, true);
    }

    private void choiceResume(int pc) {
        to.popped();
        to.set(AT);
        to.get(AT);
        code.visitJumpInsn(Opcodes.IFEQ, to.fail);
        rest(pc - 2, false);
    }

    /** Takes the first branch of those in AT, and leaves a frame for the others. */
    private void rest(int pc, boolean room) {
        int[] branches = to.layout.branches(pc);
        if (branches.length == 0) {
            code.visitJumpInsn(Opcodes.GOTO, to.fail);
            return;
        }
        Label none = new Label();
        to.get(AT);
        to.get(AT);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.ISUB);
        code.visitInsn(Opcodes.IAND);
        to.set(LAST);
        to.get(LAST);
        code.visitJumpInsn(Opcodes.IFEQ, none);
        if (room) {
            to.room();
        }
        to.push(0, () -> to.get(LAST));
        to.push(1, () -> to.get(PLACE));
        to.push(2, () -> to.number(pc + 2));
        code.visitIincInsn(HEIGHT, 3);
        code.visitLabel(none);
        to.get(AT);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, Type.getInternalName(Integer.class), "numberOfTrailingZeros", "(I)I", false);
        Label[] labels = IntStream.of(branches).mapToObj(to::label).toArray(Label[]::new);
        code.visitTableSwitchInsn(0, branches.length - 1, to.fail, labels);
    }

    private void getSlot(int slot) {
        code.visitVarInsn(Opcodes.ALOAD, SLOTS);
        to.number(slot);
        code.visitInsn(Opcodes.IALOAD);
    }

    /** Leaves a frame that gives a slot its value back. */
    private void keep(int slot) {
        to.push(0, () -> getSlot(slot));
        to.push(1, () -> to.number(~slot));
        code.visitIincInsn(HEIGHT, 2);
    }

    private void note(int pc) {
        int slot = ops[pc + 1];
        boolean undo = ops[pc] == Op.NOTE_UNDO || ops[pc] == Op.CLOSE_UNDO || ops[pc] == Op.CLOSE_FIXED_UNDO;
        boolean close = ops[pc] != Op.NOTE && ops[pc] != Op.NOTE_UNDO;
        boolean fixed = ops[pc] == Op.CLOSE_FIXED || ops[pc] == Op.CLOSE_FIXED_UNDO;
        if (undo) {
            to.room();
            keep(slot);
        }
        if (undo && close) {
            keep(slot + 1);
        }
        if (!close) {
            to.slot(slot, () -> to.get(PLACE));
            to.jump(pc + 2);
            return;
        }
        to.slot(slot, () -> {
            if (fixed) {
                to.get(PLACE);
                to.number(ops[pc + 2]);
                code.visitInsn(Opcodes.ISUB);
            } else {
                getSlot(ops[pc + 2]);
            }
        });
        to.slot(slot + 1, () -> to.get(PLACE));
        to.jump(pc + 3);
    }

    /** A place in the subject: where it is, what is around it. */
    private void place(int pc) {
        switch (ops[pc]) {
            case Op.SUBJECT_START -> {
                to.machine("begin", "I", AT);
                to.get(AT);
                to.get(PLACE);
                code.visitJumpInsn(Opcodes.IF_ICMPNE, to.fail);
            }
            case Op.SUBJECT_END -> {
                to.get(PLACE);
                to.get(END);
                code.visitJumpInsn(Opcodes.IF_ICMPNE, to.fail);
            }
            case Op.LAST_LINE_END -> {
                to.get(PLACE);
                to.get(END);
                code.visitJumpInsn(Opcodes.IF_ICMPEQ, to.label(pc + 1));
                to.call("isLastLineEnd", "(I)Z", PLACE);
                code.visitJumpInsn(Opcodes.IFEQ, to.fail);
            }
            case Op.WORD_EDGE, Op.NO_WORD_EDGE -> {
                to.call("isWordBefore", "(I)Z", PLACE);
                to.call("isWordAt", "(I)Z", PLACE);
                code.visitJumpInsn(ops[pc] == Op.WORD_EDGE ? Opcodes.IF_ICMPEQ : Opcodes.IF_ICMPNE, to.fail);
            }
            default -> throw new IllegalStateException("instruction " + ops[pc]);
        }
        to.jump(pc + 1);
    }

    /** The next place that is tried; none is left where the search is over. */
    private void noMatch() {
        Label more = new Label();
        to.call("again", "()I");
        to.set(PLACE);
        to.get(PLACE);
        code.visitJumpInsn(Opcodes.IFGE, more);
        leave(Status.NO_MATCH);
        code.visitLabel(more);
        to.number(2);
        to.set(HEIGHT);
        to.jump(program.start());
    }

    private void field(String name, int variable) {
        code.visitVarInsn(Opcodes.ALOAD, MACHINE_VAR);
        to.get(variable);
        code.visitFieldInsn(Opcodes.PUTFIELD, Type.getInternalName(Searching.class), name, "I");
    }

    private void rare(int pc) {
        field("height", HEIGHT);
        field("place", PLACE);
        code.visitVarInsn(Opcodes.ALOAD, MACHINE_VAR);
        to.number(pc);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, Type.getInternalName(Searching.class), "rare", "(I)I", false);
        to.set(ADDRESS);
        to.machine("stack", "[I", STACK);
        to.machine("height", "I", HEIGHT);
        to.machine("place", "I", PLACE);
        Label failed = new Label();
        to.get(ADDRESS);
        code.visitJumpInsn(Opcodes.IFLT, failed);
        to.dispatch();
        code.visitLabel(failed);
        to.get(ADDRESS);
        to.number(Steps.STOPPED);
        code.visitJumpInsn(Opcodes.IF_ICMPNE, to.fail);
        to.machine("status", "I", ADDRESS);
        to.get(ADDRESS);
        code.visitInsn(Opcodes.IRETURN);
    }
}
