package dev.cuprum.lua.regex;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which instructions a program has, and where each of them can go on. */
final class Layout {

    private final Program program;
    private final int[] code;
    private final NavigableSet<Integer> instructions = new TreeSet<>();
    private final NavigableSet<Integer> entries = new TreeSet<>();

    private Layout(Program program) {
        this.program = program;
        this.code = program.code();
    }

    /** The layout of a program; null where it has more instructions than that, or one of which this is not known. */
    static @Nullable Layout of(Program program, int most) {
        Layout layout = new Layout(program);
        return layout.read(most) ? layout : null;
    }

    /** The addresses of all instructions that can be come to. */
    NavigableSet<Integer> instructions() {
        return instructions;
    }

    /** Those that are come to by addresses which are not known before. */
    NavigableSet<Integer> entries() {
        return entries;
    }

    private boolean read(int most) {
        Deque<Integer> open = new ArrayDeque<>(List.of(program.start(), 0));
        entries.add(0);
        while (!open.isEmpty()) {
            int pc = open.remove();
            if (instructions.add(pc)) {
                int[] next = instructions.size() > most ? null : next(pc);
                if (next == null) {
                    return false;
                }
                for (int address : next) {
                    open.add(address);
                }
            }
        }
        return true;
    }

    /** An instruction that leaves a frame to go on at an address. */
    private int[] leaving(int pc, int resume, int... next) {
        entries.add(resume);
        int[] all = Arrays.copyOf(next, next.length + 1);
        all[next.length] = resume;
        return going(pc, all);
    }

    private int[] going(int pc, int... next) {
        if (isRare(code[pc])) {
            for (int address : next) {
                entries.add(address);
            }
        }
        return next;
    }

    /** Whether an instruction is left to {@link Steps#rare}, which says where to go on. */
    static boolean isRare(int op) {
        return switch (op) {
            case Op.MATCH_START,
                    Op.LINE_START,
                    Op.LINE_END,
                    Op.WIDE_SET,
                    Op.COUNT_BODY,
                    Op.KEEP,
                    Op.BACK,
                    Op.CUT,
                    Op.CUT_BACK,
                    Op.ASSIGN,
                    Op.REFERENCE,
                    Op.COUNT,
                    Op.UNTIL_EMPTY,
                    Op.MARK,
                    Op.LOOK,
                    Op.NOT,
                    Op.NOT_END,
                    Op.MARK_RESUME,
                    Op.NOT_RESUME -> true;
            default -> false;
        };
    }

    private int @Nullable [] next(int pc) {
        return switch (code[pc]) {
            case Op.SUBJECT_START,
                    Op.SUBJECT_END,
                    Op.LAST_LINE_END,
                    Op.WORD_EDGE,
                    Op.NO_WORD_EDGE,
                    Op.MATCH_START,
                    Op.LINE_START,
                    Op.LINE_END,
                    Op.CUT,
                    Op.CUT_BACK,
                    Op.GREEDY_RESUME,
                    Op.LAZY_RESUME -> going(pc, pc + 1);
            case Op.BYTE, Op.SET, Op.WIDE_SET, Op.NOTE, Op.NOTE_UNDO, Op.KEEP, Op.COUNT_BODY, Op.BACK ->
                going(pc, pc + 2);
            case Op.STRING,
                    Op.CASELESS,
                    Op.CLOSE,
                    Op.CLOSE_UNDO,
                    Op.CLOSE_FIXED,
                    Op.CLOSE_FIXED_UNDO,
                    Op.ASSIGN,
                    Op.REFERENCE -> going(pc, pc + 3);
            case Op.POSSESSIVE -> going(pc, pc + 4);
            case Op.CAPTURED -> going(pc, pc + 5);
            case Op.GREEDY, Op.LAZY -> leaving(pc, pc + 5, pc + 6);
            case Op.ALT -> leaving(pc, pc + 2, branches(pc));
            case Op.ALT_RESUME -> branches(pc - 2);
            case Op.JUMP -> going(pc, code[pc + 1]);
            case Op.IF_EMPTY -> going(pc, pc + 3, code[pc + 2]);
            case Op.COUNT -> going(pc, pc + 6, code[pc + 4]);
            case Op.UNTIL_EMPTY -> going(pc, pc + 5, code[pc + 4]);
            case Op.MARK, Op.LOOK -> leaving(pc, pc + 1, pc + 2);
            case Op.NOT -> leaving(pc, pc + 1, pc + 3, code[pc + 2]);
            case Op.NOT_RESUME -> going(pc, code[pc + 1]);
            case Op.MARK_RESUME, Op.NOT_END, Op.FAIL, Op.MATCH, Op.NO_MATCH -> new int[0];
            default -> null;
        };
    }

    /** Where the branches of a choice begin. */
    int[] branches(int pc) {
        int all = 0;
        for (int mask : program.masks()[code[pc + 1]]) {
            all |= mask;
        }
        int[] targets = new int[Integer.SIZE - Integer.numberOfLeadingZeros(all)];
        System.arraycopy(code, pc + 3, targets, 0, targets.length);
        return targets;
    }
}
