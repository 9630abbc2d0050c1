package dev.cuprum.lua.regex;

import dev.cuprum.engine.Budget;
import org.jspecify.annotations.Nullable;

/**
 * Matches a subject: runs a program, and remembers on a stack of its own what else could be tried.
 *
 * <p>The stack has frames of two numbers or more. The last is the address to go on at, the one before it the place in the
 * subject; what else there is belongs to the instruction at that address. A negative address says that a slot gets its value
 * back. So to fail is to take the last frame and to go on there, and to commit is to cut the stack. What is to be cut is
 * marked: {@code mark} is where the frame of the innermost mark begins, which keeps the one before it; a call has such a
 * frame too, with all slots and where to return to.
 *
 * <p>HotSpot compiles no method of more than 8,000 bytes: what is rare is done in methods of their own. Every backward step is
 * counted, and the budget is asked once in {@link #BETWEEN_POLLS}. Used by one thread.
 */
final class Machine extends Searching {

    /** How deeply machines may be nested. */
    private static final int DEEPEST = 64;

    /** How many machines this one is nested in. */
    private int depth;

    Machine(Program program, @Nullable Hotness hotness, long limit, Budget budget) {
        super(program, hotness, limit, budget);
    }

    @Override
    int inner(int address, int at) {
        if (depth >= DEEPEST) {
            status = Status.NESTED_TOO_DEEPLY;
            return -1;
        }
        Machine machine = new Machine(program, null, limit, budget);
        machine.depth = depth + 1;
        machine.subject = subject;
        machine.begin = begin;
        machine.end = end;
        machine.from = from;
        int found = machine.attempt(address, at);
        status = found == Status.NO_MATCH ? Status.MATCHED : found;
        return machine.longestEnd;
    }

    /** Whether nothing has been tried from here in a search for the longest match. */
    private boolean isNew(int address, int at) {
        return memory == null || !program.memorable() || mark >= 0 || call >= 0 || memory.isNew(address, at);
    }

    @Override
    int run(int address, int place, int height) {
        final int[] code = this.code;
        final byte[] subject = this.subject;
        final int end = this.end;
        final int[] slots = this.slots;
        final boolean[][] sets = program.sets();
        final int[][] masks = program.masks();
        final boolean longest = program.longest();
        final boolean lf = program.newlines() == Newlines.LF;
        int[] stack = this.stack;
        int sp = height;
        int pc = address;
        int pos = place;
        while (true) {
            switch (code[pc]) {
                case Op.BYTE -> {
                    if (pos < end && subject[pos] == code[pc + 1]) {
                        pos++;
                        pc += 2;
                        continue;
                    }
                }
                case Op.STRING -> {
                    int length = code[pc + 2];
                    if (length <= end - pos && isString(code[pc + 1], length, pos)) {
                        pos += length;
                        pc += 3;
                        continue;
                    }
                }
                case Op.CASELESS -> {
                    int length = code[pc + 2];
                    if (length <= end - pos && isCaseless(code[pc + 1], length, pos)) {
                        pos += length;
                        pc += 3;
                        continue;
                    }
                }
                case Op.SET -> {
                    if (pos < end && sets[code[pc + 1]][subject[pos] & 0xff]) {
                        pos++;
                        pc += 2;
                        continue;
                    }
                }
                case Op.POSSESSIVE -> {
                    boolean[] set = sets[code[pc + 1]];
                    int most = code[pc + 3];
                    int last = most < end - pos ? pos + most : end;
                    int i = pos;
                    while (i < last && set[subject[i] & 0xff]) {
                        i++;
                    }
                    if (i - pos >= code[pc + 2]) {
                        if (i - pos > LONG_RUN) {
                            fuel -= i - pos >> 6;
                        }
                        pos = i;
                        pc += 4;
                        continue;
                    }
                }
                case Op.CAPTURED -> {
                    boolean[] set = sets[code[pc + 1]];
                    int most = code[pc + 3];
                    int last = most < end - pos ? pos + most : end;
                    int i = pos;
                    while (i < last && set[subject[i] & 0xff]) {
                        i++;
                    }
                    if (i - pos >= code[pc + 2]) {
                        if (i - pos > LONG_RUN) {
                            fuel -= i - pos >> 6;
                        }
                        int slot = code[pc + 4];
                        slots[slot] = pos;
                        slots[slot + 1] = i;
                        pos = i;
                        pc += 5;
                        continue;
                    }
                }
                case Op.GREEDY -> {
                    if (sp + ROOM > stack.length) {
                        stack = grow(sp + ROOM);
                    }
                    boolean[] set = sets[code[pc + 1]];
                    int most = code[pc + 3];
                    int last = most < end - pos ? pos + most : end;
                    int least = pos + code[pc + 2];
                    int i = pos;
                    while (i < last && set[subject[i] & 0xff]) {
                        i++;
                    }
                    if (i - pos > LONG_RUN) {
                        fuel -= i - pos >> 6;
                    }
                    boolean[] follow = sets[code[pc + 4]];
                    while (i >= least && !follow[i < end ? subject[i] & 0xff : FirstSets.END]) {
                        i--;
                    }
                    if (i >= least) {
                        if (i > least) {
                            stack[sp] = least;
                            stack[sp + 1] = i;
                            stack[sp + 2] = pc + 5;
                            sp += 3;
                        }
                        pos = i;
                        pc += 6;
                        continue;
                    }
                }
                case Op.GREEDY_RESUME -> {
                    int least = stack[--sp];
                    boolean[] follow = sets[code[pc - 1]];
                    int i = pos - 1;
                    while (i >= least && !follow[subject[i] & 0xff]) {
                        i--;
                    }
                    if (pos - i > LONG_RUN) {
                        fuel -= pos - i >> 6;
                    }
                    if (i >= least) {
                        if (i > least) {
                            stack[sp + 1] = i;
                            stack[sp + 2] = pc;
                            sp += 3;
                        }
                        pos = i;
                        pc++;
                        continue;
                    }
                }
                case Op.LAZY -> {
                    if (sp + ROOM > stack.length) {
                        stack = grow(sp + ROOM);
                    }
                    boolean[] set = sets[code[pc + 1]];
                    int least = code[pc + 2];
                    int i = pos;
                    int needed = least <= end - pos ? pos + least : end + 1;
                    while (i < needed && i < end && set[subject[i] & 0xff]) {
                        i++;
                    }
                    if (i == needed) {
                        int most = code[pc + 3];
                        pos = lazily(pc + 5, i, most == Node.UNLIMITED ? most : most - least, sp);
                        if (pos >= 0) {
                            sp += 3;
                            pc += 6;
                            continue;
                        }
                    }
                }
                case Op.LAZY_RESUME -> {
                    int most = stack[--sp];
                    if (most > 0 && pos < end && sets[code[pc - 4]][subject[pos] & 0xff]) {
                        int at = pc;
                        pos = lazily(at, pos + 1, most == Node.UNLIMITED ? most : most - 1, sp);
                        if (pos >= 0) {
                            sp += 3;
                            pc = at + 1;
                            continue;
                        }
                    }
                }
                case Op.ALT, Op.ALT_KEPT -> {
                    if (--fuel < 0 && !refuel()) {
                        return exhausted();
                    }
                    int mask = masks[code[pc + 1]][pos < end ? subject[pos] & 0xff : FirstSets.END];
                    if (mask != 0 && (!longest || isNew(pc, pos))) {
                        int rest = mask & mask - 1;
                        if (rest != 0 || code[pc] == Op.ALT_KEPT) {
                            if (sp + ROOM > stack.length) {
                                stack = grow(sp + ROOM);
                            }
                            stack[sp] = rest;
                            stack[sp + 1] = pos;
                            stack[sp + 2] = pc + 2;
                            sp += 3;
                        }
                        pc = code[pc + 3 + Integer.numberOfTrailingZeros(mask)];
                        continue;
                    }
                }
                case Op.ALT_RESUME -> {
                    int mask = stack[--sp];
                    int rest = mask & mask - 1;
                    if (rest != 0 || mask != 0 && code[pc - 2] == Op.ALT_KEPT) {
                        stack[sp] = rest;
                        stack[sp + 1] = pos;
                        stack[sp + 2] = pc;
                        sp += 3;
                    }
                    if (mask != 0) {
                        pc = code[pc + 1 + Integer.numberOfTrailingZeros(mask)];
                        continue;
                    }
                }
                case Op.JUMP -> {
                    pc = code[pc + 1];
                    continue;
                }
                case Op.NOTE -> {
                    slots[code[pc + 1]] = pos;
                    pc += 2;
                    continue;
                }
                case Op.NOTE_UNDO -> {
                    if (sp + ROOM > stack.length) {
                        stack = grow(sp + ROOM);
                    }
                    int slot = code[pc + 1];
                    stack[sp] = slots[slot];
                    stack[sp + 1] = ~slot;
                    sp += 2;
                    slots[slot] = pos;
                    pc += 2;
                    continue;
                }
                case Op.CLOSE -> {
                    int slot = code[pc + 1];
                    slots[slot] = slots[code[pc + 2]];
                    slots[slot + 1] = pos;
                    pc += 3;
                    continue;
                }
                case Op.CLOSE_FIXED -> {
                    int slot = code[pc + 1];
                    slots[slot] = pos - code[pc + 2];
                    slots[slot + 1] = pos;
                    pc += 3;
                    continue;
                }
                case Op.CLOSE_UNDO, Op.CLOSE_FIXED_UNDO -> {
                    if (sp + ROOM > stack.length) {
                        stack = grow(sp + ROOM);
                    }
                    int slot = code[pc + 1];
                    stack[sp] = slots[slot];
                    stack[sp + 1] = ~slot;
                    stack[sp + 2] = slots[slot + 1];
                    stack[sp + 3] = ~(slot + 1);
                    sp += 4;
                    int operand = code[pc + 2];
                    slots[slot] = code[pc] == Op.CLOSE_UNDO ? slots[operand] : pos - operand;
                    slots[slot + 1] = pos;
                    pc += 3;
                    continue;
                }
                case Op.IF_EMPTY -> {
                    pc = pos == slots[code[pc + 1]] ? code[pc + 2] : pc + 3;
                    continue;
                }
                case Op.SUBJECT_START -> {
                    if (pos == begin) {
                        pc++;
                        continue;
                    }
                }
                case Op.LAST_LINE_END -> {
                    if (pos == end || (lf ? pos == end - 1 && subject[pos] == '\n' : isLastLineEnd(pos))) {
                        pc++;
                        continue;
                    }
                }
                case Op.SUBJECT_END -> {
                    if (pos == end) {
                        pc++;
                        continue;
                    }
                }
                case Op.WORD_EDGE, Op.NO_WORD_EDGE -> {
                    if ((isWordBefore(pos) != isWordAt(pos)) == (code[pc] == Op.WORD_EDGE)) {
                        pc++;
                        continue;
                    }
                }
                case Op.FAIL -> {}
                case Op.MATCH -> {
                    if (longest) {
                        if (pos > longestEnd) {
                            longestEnd = pos;
                        }
                    } else {
                        slots[1] = pos;
                        return Status.MATCHED;
                    }
                }
                case Op.NO_MATCH -> {
                    if (longestEnd >= 0) {
                        slots[1] = longestEnd;
                        return Status.MATCHED;
                    }
                    pos = again();
                    if (pos < 0) {
                        return Status.NO_MATCH;
                    }
                    sp = 2;
                    pc = address;
                    continue;
                }
                default -> {
                    // The state is handed over and taken back, since what follows changes any of it.
                    this.height = sp;
                    this.place = pos;
                    int next = rare(pc);
                    stack = this.stack;
                    sp = this.height;
                    pos = this.place;
                    if (next >= 0) {
                        pc = next;
                        continue;
                    }
                    if (next == STOPPED) {
                        return status;
                    }
                }
            }
            // Nothing goes on from here: back to what was left to try.
            if (--fuel < 0 && !refuel()) {
                return exhausted();
            }
            pc = stack[--sp];
            while (pc < 0) {
                slots[~pc] = stack[--sp];
                pc = stack[--sp];
            }
            pos = stack[--sp];
        }
    }
}
