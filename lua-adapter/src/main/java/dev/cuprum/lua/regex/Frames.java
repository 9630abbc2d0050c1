package dev.cuprum.lua.regex;

import dev.cuprum.engine.Budget;
import java.util.Arrays;

/**
 * What a machine knows, its stack, and the instructions that are about frames on it: marks and what is cut back to them, calls,
 * and directives. {@code height} and {@code place} are how high the stack is and how far the subject has been matched, before
 * and after one of them.
 */
abstract class Frames {

    /** Nothing goes on from here. */
    static final int FAILED = -1;

    /** The match ends, as {@link #status} says. */
    static final int STOPPED = -2;

    static final int BETWEEN_POLLS = 512;

    /** What an instruction may push, besides the slots of a call. */
    static final int ROOM = 8;

    private static final int FIRST_STACK = 32;

    final Program program;
    final int[] code;
    Budget budget;
    final int[] slots;
    int[] stack = new int[FIRST_STACK];
    int height;
    int place;
    int status;

    byte[] subject = {};
    int begin;
    int end;
    int from;

    /** Where the frame of the innermost mark begins; negative where there is none. */
    int mark;
    /** The same of the innermost call. */
    int call;
    /** Where a directive says that the search goes on. */
    int skipTo;

    /** How many steps are left before the budget is asked. */
    int fuel = BETWEEN_POLLS;

    /** The address in the program of what goes back into a call. */
    private static final int AGAIN = 1;

    Frames(Program program, Budget budget) {
        this.program = program;
        this.code = program.code();
        this.slots = new int[program.slots()];
        this.budget = budget;
    }

    final int[] grow(int needed) {
        long size = Math.max(2L * stack.length, needed + ROOM);
        budget.reserve(4 * size);
        stack = Arrays.copyOf(stack, (int) Math.min(size, Integer.MAX_VALUE - 16));
        return stack;
    }

    private void room(int count) {
        if (height + count > stack.length) {
            grow(height + count);
        }
    }

    final void push(int number) {
        room(1);
        stack[height++] = number;
    }

    final void pushFrame(int at, int address) {
        push(at);
        push(address);
    }

    final int stop(int how) {
        status = how;
        return STOPPED;
    }

    final int cut(int pc) {
        return switch (code[pc]) {
            case Op.MARK, Op.LOOK -> mark(pc + 1, pc + 2);
            case Op.NOT, Op.IF_LOOK -> mark(pc + 1, pc + 3);
            case Op.MARK_RESUME -> leaveMark(FAILED);
            case Op.NOT_RESUME -> leaveMark(code[pc + 1]);
            case Op.CUT -> cut(place, pc + 1);
            case Op.CUT_BACK -> cut(stack[mark + 1], pc + 1);
            case Op.NOT_END -> cut(place, FAILED);
            case Op.UNMARK -> unmark(code[pc + 1], pc + 2);
            case Op.CALL -> call(pc);
            case Op.CALL_RESUME -> leaveCall();
            case Op.CALL_AGAIN -> callAgain();
            case Op.RETURN -> returned();
            default -> directive(pc);
        };
    }

    private int directive(int pc) {
        switch (code[pc]) {
            case Op.COMMIT, Op.PRUNE -> {
                pushFrame(place, pc + 1);
                return pc + 2;
            }
            case Op.SKIP, Op.THEN -> {
                pushFrame(place, pc + 2);
                return pc + 3;
            }
            case Op.NAME -> {
                pushFrame(place, pc + 2);
                return pc + 3;
            }
            case Op.COMMIT_RESUME -> {
                return giveUp(Status.COMMITTED);
            }
            case Op.PRUNE_RESUME -> {
                skipTo = -1;
                return giveUp(Status.SKIPPED);
            }
            case Op.SKIP_RESUME -> {
                return skip(code[pc - 1]);
            }
            case Op.THEN_RESUME -> {
                return then(code[pc - 1]);
            }
            default -> {
                return FAILED;
            }
        }
    }

    private int then(int slot) {
        int down = slot < 0 ? look() + 3 : slots[slot] + 3;
        unwind(Math.min(height, down));
        return FAILED;
    }

    /** The frame of the innermost look. */
    private int look() {
        int frame = mark;
        while (code[stack[frame + 2] - 1] == Op.MARK) {
            frame = stack[frame];
        }
        return frame;
    }

    private int skip(int name) {
        skipTo = place;
        if (name >= 0) {
            skipTo = placeOf(program.names()[name]);
            if (skipTo < 0) {
                return FAILED;
            }
        }
        return giveUp(Status.SKIPPED);
    }

    /** Where the last mark of a name was set that is still there; negative where none is. */
    private int placeOf(String name) {
        int top = height;
        while (top > 2) {
            int address = stack[top - 1];
            if (address >= 0
                    && code[address] == Op.NAME_RESUME
                    && code[address - 1] >= 0
                    && program.names()[code[address - 1]].equals(name)) {
                return stack[top - 2];
            }
            top -= size(address);
        }
        return -1;
    }

    /** Fails what is being looked at, or called; the whole attempt where that is nothing. */
    private int giveUp(int how) {
        int frame = mark;
        while (frame >= 0 && code[stack[frame + 2] - 1] != Op.NOT) {
            frame = stack[frame];
        }
        int calling = call >= 0 ? call + program.slots() : -1;
        if (Math.max(frame, calling) < 0) {
            return stop(how);
        }
        unwind(frame > calling ? frame + 3 : calling + 6);
        return FAILED;
    }

    /** Takes everything back down to a height of the stack. */
    private void unwind(int down) {
        while (height > down) {
            int address = stack[height - 1];
            int size = size(address);
            if (address < 0) {
                slots[~address] = stack[height - 2];
            } else if (code[address] == Op.MARK_RESUME || code[address] == Op.NOT_RESUME) {
                mark = stack[height - 3];
            } else if (code[address] == Op.CALL_RESUME) {
                restoreCall(height - 6);
            } else if (code[address] == Op.CALL_AGAIN) {
                call = stack[height - 3];
            }
            height -= size;
        }
    }

    /** How many numbers the frame of an address has. */
    private int size(int address) {
        if (address < 0) {
            return 2;
        }
        return switch (code[address]) {
            case Op.ALT_RESUME,
                    Op.GREEDY_RESUME,
                    Op.LAZY_RESUME,
                    Op.WIDE_GREEDY_RESUME,
                    Op.WIDE_LAZY_RESUME,
                    Op.MARK_RESUME,
                    Op.NOT_RESUME,
                    Op.CALL_AGAIN -> 3;
            case Op.CALL_RESUME -> program.slots() + 6;
            default -> 2;
        };
    }

    private int mark(int resume, int next) {
        push(mark);
        mark = height - 1;
        pushFrame(place, resume);
        return next;
    }

    private int leaveMark(int next) {
        mark = stack[--height];
        return next;
    }

    private int cut(int back, int next) {
        place = back;
        height = mark;
        mark = stack[mark];
        return next;
    }

    private int unmark(int count, int next) {
        for (int i = 0; i < count; i++) {
            mark = stack[mark];
        }
        return next;
    }

    private int call(int pc) {
        fuel--;
        int group = code[pc + 2];
        int count = program.slots();
        for (int frame = call; frame >= 0 && stack[frame + count + 4] == place; frame = stack[frame + count + 3]) {
            if (stack[frame + count + 1] == group) {
                return stop(Status.RECURSION_LOOP);
            }
        }
        room(count + ROOM);
        int frame = height;
        System.arraycopy(slots, 0, stack, height, count);
        height += count;
        push(pc + 4);
        push(group);
        push(mark);
        push(call);
        pushFrame(place, pc + 3);
        call = frame;
        return code[pc + 1];
    }

    private void restoreCall(int at) {
        mark = stack[at + 2];
        call = stack[at + 3];
    }

    private int leaveCall() {
        height -= 4;
        restoreCall(height);
        height -= program.slots();
        return FAILED;
    }

    private int returned() {
        int frame = call;
        int count = program.slots();
        if (program.longest()) {
            // Other ways through the group may lead to a longer match.
            int back = stack[frame + count];
            push(call);
            pushFrame(place, AGAIN);
            restoreCall(frame + count);
            return back;
        }
        System.arraycopy(stack, frame, slots, 0, count);
        int next = stack[frame + count];
        restoreCall(frame + count);
        height = frame;
        return next;
    }

    private int callAgain() {
        call = stack[--height];
        return FAILED;
    }

    final boolean isCalled(int[] groups) {
        if (call < 0) {
            return false;
        }
        int current = stack[call + program.slots() + 1];
        for (int group : groups) {
            if (group < 0 || group == current) {
                return true;
            }
        }
        return false;
    }
}
