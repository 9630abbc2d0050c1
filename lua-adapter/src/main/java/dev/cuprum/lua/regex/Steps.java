package dev.cuprum.lua.regex;

import dev.cuprum.engine.Budget;

/**
 * The other instructions that are rare, and what is asked about places in the subject.
 */
abstract class Steps extends Frames {

    Steps(Program program, Budget budget) {
        super(program, budget);
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
