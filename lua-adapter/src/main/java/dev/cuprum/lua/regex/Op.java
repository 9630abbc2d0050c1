package dev.cuprum.lua.regex;

/**
 * The instructions of a program, each with its operands behind it. Those that are only come to by backtracking take from the
 * stack what was put there for them, and are what a frame's address points to.
 */
final class Op {

    /** Frames with an address of their own. */
    static final int ALT_RESUME = 0;

    static final int GREEDY_RESUME = 1;
    static final int LAZY_RESUME = 2;
    static final int WIDE_GREEDY_RESUME = 3;
    static final int WIDE_LAZY_RESUME = 4;
    static final int MARK_RESUME = 5;
    static final int NOT_RESUME = 6;
    static final int CALL_RESUME = 7;
    static final int NO_MATCH = 8;
    static final int COMMIT_RESUME = 9;
    static final int PRUNE_RESUME = 10;
    static final int SKIP_RESUME = 11;
    static final int THEN_RESUME = 12;
    static final int NAME_RESUME = 13;

    /** [byte]. */
    static final int BYTE = 14;
    /** [offset, length]: bytes of the pool. */
    static final int STRING = 15;
    /** [offset, length]: lower case letters of the pool. */
    static final int CASELESS = 16;
    /** [set]: one byte. */
    static final int SET = 17;
    /** [set]: one character. */
    static final int WIDE_SET = 18;
    /** [set, min, max]. */
    static final int POSSESSIVE = 19;
    /** [set, min, max, follow, GREEDY_RESUME]. */
    static final int GREEDY = 20;
    /** [set, min, max, follow, LAZY_RESUME]. */
    static final int LAZY = 21;
    /** [set, min, max, greed: 0 possessive, 1 greedy, 2 lazy; follow, WIDE_…_RESUME]. */
    static final int WIDE = 22;
    /** [table, ALT_RESUME, targets…]. */
    static final int ALT = 23;
    /** The same, and its frame stays while its last branch is tried. */
    static final int ALT_KEPT = 24;
    /** [target]. */
    static final int JUMP = 25;
    /** [slot]: notes the place. */
    static final int NOTE = 26;
    /** [slot]: the same, to be undone. */
    static final int NOTE_UNDO = 27;
    /** [slot of the group, slot of its begin]. */
    static final int CLOSE = 28;

    static final int CLOSE_UNDO = 29;
    /** [slot of the group, length]. */
    static final int CLOSE_FIXED = 30;

    static final int CLOSE_FIXED_UNDO = 31;
    /** [slot]: keeps what it has for whoever cuts the stack. */
    static final int KEEP = 32;
    /** [slot, value]: to be undone. */
    static final int ASSIGN = 33;
    /** [slot, min, max, exit, lazy]: the head of a counted loop, whose body follows. */
    static final int COUNT = 34;
    /** [slot]: counts, and falls into the body. */
    static final int COUNT_BODY = 35;
    /** [slot, target]: goes there where nothing was matched since the slot was noted. */
    static final int IF_EMPTY = 36;
    /** [MARK_RESUME]: begins what is cut in the end. */
    static final int MARK = 37;
    /** Ends it. */
    static final int CUT = 38;
    /** Ends it, and goes back to where it began. */
    static final int CUT_BACK = 39;
    /** [NOT_RESUME, target]: goes there where what follows fails. */
    static final int NOT = 40;
    /** Where what should fail does not. */
    static final int NOT_END = 41;
    /** [count]: leaves that many marks. */
    static final int UNMARK = 42;
    /** [count]: goes so many bytes back. */
    static final int BACK = 43;
    /** [count]: goes so many characters back. */
    static final int WIDE_BACK = 44;
    /** [address, group, CALL_RESUME]. */
    static final int CALL = 45;

    static final int RETURN = 46;
    /** [groups, target]: goes there where none of them is set. */
    static final int UNLESS_SET = 47;
    /** [groups, target]: goes there where none of them is called. */
    static final int UNLESS_CALLED = 48;
    /** [groups, caseless]. */
    static final int REFERENCE = 49;
    /** The beginning of the subject. */
    static final int SUBJECT_START = 50;

    static final int SUBJECT_END = 51;
    static final int LAST_LINE_END = 52;
    static final int MATCH_START = 53;
    static final int LINE_START = 54;
    static final int LINE_END = 55;
    static final int WORD_EDGE = 56;
    static final int NO_WORD_EDGE = 57;
    /** [unicode]. */
    static final int LINE_BREAK = 58;

    static final int GRAPHEME = 59;
    /** [COMMIT_RESUME]. */
    static final int COMMIT = 60;
    /** [PRUNE_RESUME]. */
    static final int PRUNE = 61;
    /** [name, SKIP_RESUME]. */
    static final int SKIP = 62;
    /** [slot, THEN_RESUME]. */
    static final int THEN = 63;
    /** [name, NAME_RESUME]. */
    static final int NAME = 64;

    static final int FAIL = 65;
    static final int MATCH = 66;
    /** [slot]: how high the stack is. */
    static final int HEIGHT = 67;
    /** [status]: gives up. */
    static final int REFUSE = 68;

    /** [slot, counter, min, target]: the same, where the counter has reached the minimum. */
    static final int UNTIL_EMPTY = 69;

    /** [MARK_RESUME]: begins what is looked at. */
    static final int LOOK = 70;

    /** [NOT_RESUME, target]: the same as {@link #NOT} for a condition. */
    static final int IF_LOOK = 71;

    /** [exit]: what follows, up to a match, is as long as it can be, and then goes on there. */
    static final int LONGEST = 72;

    /** Goes back into a call that has been left. */
    static final int CALL_AGAIN = 73;

    /** [set, min, max, slot of the group]: a group that is nothing else. */
    static final int CAPTURED = 74;

    private Op() {}
}
