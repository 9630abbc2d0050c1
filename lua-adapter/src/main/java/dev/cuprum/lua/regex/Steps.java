package dev.cuprum.lua.regex;

import dev.cuprum.engine.Budget;
import java.util.Arrays;

/**
 * What a machine knows, and the instructions that are rare. Where one of them is done, {@code height} and {@code place} are how
 * high the stack is and how far the subject has been matched, before and after.
 */
abstract class Steps {

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

    Steps(Program program, Budget budget) {
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

    private void push(int number) {
        room(1);
        stack[height++] = number;
    }

    private void pushFrame(int at, int address) {
        push(at);
        push(address);
    }

    private int stop(int how) {
        status = how;
        return STOPPED;
    }

    final boolean isString(int offset, int length, int at) {
        byte[] pool = program.pool();
        byte[] bytes = subject;
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != pool[offset + i]) {
                return false;
            }
        }
        return true;
    }

    final boolean isCaseless(int offset, int length, int at) {
        byte[] pool = program.pool();
        byte[] bytes = subject;
        for (int i = 0; i < length; i++) {
            int b = bytes[at + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != pool[offset + i]) {
                return false;
            }
        }
        return true;
    }

    final boolean isWordAt(int at) {
        if (at >= end) {
            return false;
        }
        return program.word().test(program.utf() ? Utf8.decode(subject, at, end) : subject[at] & 0xff);
    }

    final boolean isWordBefore(int at) {
        if (at <= begin) {
            return false;
        }
        return isWordAt(program.utf() ? Utf8.previous(subject, at, begin) : at - 1);
    }

    /** Does an instruction that is rare; says where to go on. */
    final int rare(int pc) {
        return switch (code[pc]) {
            case Op.WIDE_SET -> wideSet(pc);
            case Op.WIDE -> wide(pc);
            case Op.WIDE_GREEDY_RESUME -> wideGreedyResume(pc);
            case Op.WIDE_LAZY_RESUME -> wideLazyResume(pc);
            case Op.KEEP -> keep(code[pc + 1], pc + 2);
            case Op.ASSIGN -> assign(code[pc + 1], code[pc + 2], pc + 3);
            case Op.HEIGHT -> assign(code[pc + 1], height + 2, pc + 2);
            case Op.COUNT -> count(pc);
            case Op.COUNT_BODY -> assign(code[pc + 1], slots[code[pc + 1]] + 1, pc + 2);
            case Op.UNTIL_EMPTY -> untilEmpty(pc);
            case Op.BACK -> back(pc);
            case Op.WIDE_BACK -> wideBack(pc);
            case Op.UNLESS_SET -> isAnySet(program.groups()[code[pc + 1]]) ? pc + 3 : code[pc + 2];
            case Op.UNLESS_CALLED -> isCalled(program.groups()[code[pc + 1]]) ? pc + 3 : code[pc + 2];
            case Op.REFERENCE -> reference(pc);
            case Op.LINE_BREAK -> lineBreak(code[pc + 1] != 0, pc + 2);
            case Op.GRAPHEME -> grapheme(pc + 1);
            case Op.REFUSE -> stop(code[pc + 1]);
            case Op.LONGEST -> longest(pc);
            default -> code[pc] >= Op.MATCH_START && code[pc] <= Op.LINE_END ? at(pc) : cut(pc);
        };
    }

    private int at(int pc) {
        boolean there =
                switch (code[pc]) {
                    case Op.MATCH_START -> place == from;
                    case Op.LINE_START -> place == begin || place < end && endsLineBefore();
                    default -> place == end || lineEnd(place) > 0;
                };
        return there ? pc + 1 : FAILED;
    }

    private int lineEnd(int at) {
        return program.newlines().lengthAt(subject, at, end, program.utf());
    }

    /** Whether the last end of a line is at a place. */
    final boolean isLastLineEnd(int at) {
        int length = lineEnd(at);
        return length > 0 && at + length == end;
    }

    private boolean endsLineBefore() {
        return program.newlines().endsBefore(subject, place, begin, program.utf());
    }

    private int cut(int pc) {
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

    private int keep(int slot, int next) {
        pushFrame(slots[slot], ~slot);
        return next;
    }

    private int assign(int slot, int value, int next) {
        pushFrame(slots[slot], ~slot);
        slots[slot] = value;
        return next;
    }

    private int count(int pc) {
        int slot = code[pc + 1];
        int turns = slots[slot];
        int body = pc + 6;
        fuel--;
        if (turns < code[pc + 2]) {
            return body;
        }
        if (turns >= code[pc + 3]) {
            return code[pc + 4];
        }
        boolean lazy = code[pc + 5] != 0;
        pushFrame(place, lazy ? body : code[pc + 4]);
        return lazy ? code[pc + 4] : body;
    }

    private int untilEmpty(int pc) {
        boolean last = place == slots[code[pc + 1]] && slots[code[pc + 2]] >= code[pc + 3];
        return last ? code[pc + 4] : pc + 5;
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

    private int back(int pc) {
        int back = code[pc + 1];
        if (place - begin < back) {
            return FAILED;
        }
        place -= back;
        return pc + 2;
    }

    private int wideBack(int pc) {
        for (int i = code[pc + 1]; i > 0; i--) {
            if (place <= begin) {
                return FAILED;
            }
            place = Utf8.previous(subject, place, begin);
        }
        return pc + 2;
    }

    /*
     * A call has a frame of all slots, then where to return to, the group, the mark and the call before it, the place and the
     * address.
     */

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

    /** Matches a part on its own. */
    private int longest(int pc) {
        int found = inner(pc + 2, place);
        if (status != Status.MATCHED) {
            return STOPPED;
        }
        place = found;
        return found < 0 ? FAILED : code[pc + 1];
    }

    /** Where the longest match of a part ends; negative where it does not match. The status tells how that went. */
    abstract int inner(int address, int at);

    private boolean isAnySet(int[] groups) {
        for (int group : groups) {
            if (2 * group < 2 * program.captures() + 2 && slots[2 * group + 1] >= 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isCalled(int[] groups) {
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

    private int reference(int pc) {
        for (int group : program.groups()[code[pc + 1]]) {
            int start = slots[2 * group];
            if (start >= 0) {
                int stop = slots[2 * group + 1];
                int after = References.after(this, start, stop, code[pc + 2] != 0);
                place = after;
                fuel -= stop - start >> 6;
                return after < 0 ? FAILED : pc + 3;
            }
        }
        return program.javascript() ? pc + 3 : FAILED;
    }

    private int lineBreak(boolean unicode, int next) {
        Newlines kind = unicode ? Newlines.ANY : Newlines.ANYCRLF;
        int length = kind.lengthAt(subject, place, end, program.utf());
        place += length;
        return length > 0 ? next : FAILED;
    }

    private int grapheme(int next) {
        if (place >= end) {
            return FAILED;
        }
        place = Graphemes.after(subject, place, end, program.utf());
        return next;
    }

    private int wideSet(int pc) {
        CharSet set = program.wideSets()[code[pc + 1]];
        int after = place < end ? one(set, place) : -1;
        place = Math.max(after, place);
        return after < 0 ? FAILED : pc + 2;
    }

    /** Where a character ends that is in a set; negative where it is not. */
    private int one(CharSet set, int at) {
        int b = subject[at];
        if (b >= 0) {
            return set.first[b] ? at + 1 : -1;
        }
        if (!set.first[b & 0xff]) {
            return -1;
        }
        int after = Utf8.next(subject, at, end);
        return set.allWide || set.has(Utf8.decode(subject, at, end)) ? after : -1;
    }

    private int wide(int pc) {
        CharSet set = program.wideSets()[code[pc + 1]];
        int min = code[pc + 2];
        int max = code[pc + 3];
        int kind = code[pc + 4];
        int at = run(set, place, min);
        if (at < 0) {
            return FAILED;
        }
        int rest = max == Node.UNLIMITED ? max : max - min;
        if (kind == 2) {
            return lazily(pc + 6, at, rest);
        }
        int least = at;
        int i = at;
        for (int n = 0; n < rest && i < end; n++) {
            int after = one(set, i);
            if (after < 0) {
                break;
            }
            i = after;
        }
        fuel -= i - place >> 6;
        if (kind == 0) {
            place = i;
            return pc + 7;
        }
        return greedily(pc + 6, i, least);
    }

    /** Where so many characters of a set end; negative where there are not so many. */
    private int run(CharSet set, int start, int count) {
        int at = start;
        for (int i = 0; i < count; i++) {
            at = at < end ? one(set, at) : -1;
            if (at < 0) {
                return -1;
            }
        }
        return at;
    }

    private int greedily(int resume, int start, int least) {
        boolean[] follow = program.sets()[code[resume - 1]];
        int i = start;
        while (i > least && !follow[i < end ? subject[i] & 0xff : FirstSets.END]) {
            i = Utf8.previous(subject, i, least);
        }
        fuel -= start - i >> 6;
        if (i > least) {
            push(least);
            pushFrame(i, resume);
        }
        place = i;
        return resume + 1;
    }

    private int wideGreedyResume(int pc) {
        int least = stack[--height];
        return greedily(pc, Utf8.previous(subject, place, least), least);
    }

    private int lazily(int resume, int start, int most) {
        CharSet set = program.wideSets()[code[resume - 5]];
        boolean[] follow = program.sets()[code[resume - 1]];
        int i = start;
        int rest = most;
        while (!follow[i < end ? subject[i] & 0xff : FirstSets.END]) {
            i = rest > 0 && i < end ? one(set, i) : -1;
            if (i < 0) {
                return FAILED;
            }
            rest -= rest == Node.UNLIMITED ? 0 : 1;
        }
        fuel -= i - start >> 6;
        push(rest);
        pushFrame(i, resume);
        place = i;
        return resume + 1;
    }

    private int wideLazyResume(int pc) {
        int rest = stack[--height];
        int after = rest > 0 && place < end ? one(program.wideSets()[code[pc - 5]], place) : -1;
        return after < 0 ? FAILED : lazily(pc, after, rest == Node.UNLIMITED ? rest : rest - 1);
    }
}
