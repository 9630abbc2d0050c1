package dev.cuprum.lua.regex;

import dev.cuprum.engine.Budget;

/** Matches an expression with subjects, and tells where. Used by one thread. */
public final class RegexMatcher {

    private static final byte[] NOTHING = {};

    /** Of whom it forgets whose it was. */
    private static final Budget NOBODY = new Budget();

    /** The largest stack that is kept, in numbers. */
    private static final int MOST_KEPT = 1024;

    private final Machine machine;
    private final boolean checked;
    private final boolean utf;
    private final boolean longest;
    private final int groups;
    private int begin;

    /** The subject that has been found to be UTF-8, and where it is in its array. */
    private byte[] valid = NOTHING;

    private int validFrom;
    private int validTo;

    RegexMatcher(Program program, Hotness hotness, int limit, boolean checked, Budget budget) {
        this.machine = new Machine(program, hotness, limit, budget);
        this.checked = checked;
        this.utf = program.utf();
        this.longest = program.longest();
        this.groups = program.captures();
    }

    /**
     * Searches for the first match.
     *
     * @param bytes an array of which the subject is a part
     * @param offset where the subject begins in the array
     * @param length how many bytes the subject has
     * @param start where in the subject a match may begin first
     * @return one more than the number of the last group that is set; a {@link Status}, which is negative, where nothing
     *     matches
     */
    public int search(byte[] bytes, int offset, int length, int start) {
        begin = offset;
        if (start < 0 || start > length) {
            return Status.BAD_OFFSET;
        }
        int end = offset + length;
        if (checked && !(valid == bytes && validFrom == begin && validTo == end)) {
            if (Utf8.firstFault(bytes, offset, end) < end) {
                return Status.BAD_UTF8;
            }
            valid = bytes;
            validFrom = begin;
            validTo = end;
        }
        if (utf && checked && start < length && Utf8.continues(bytes[offset + start])) {
            return Status.BAD_UTF8_OFFSET;
        }
        int status = machine.search(bytes, offset, end, offset + start);
        return status == Status.MATCHED ? matched() : status;
    }

    private int matched() {
        int last = longest ? 0 : groups;
        while (last > 0 && machine.slots[2 * last + 1] < 0) {
            last--;
        }
        return last + 1;
    }

    /** Whom it asks from now on. */
    public void budget(Budget budget) {
        machine.budget = budget;
    }

    /**
     * Gets it ready for another use, by whoever has another budget. What it found is forgotten.
     *
     * @return whether it may be used again: not where it has grown, or keeps more than what it is made of
     */
    public boolean reusable() {
        valid = NOTHING;
        machine.subject = NOTHING;
        machine.budget = NOBODY;
        return !longest && machine.stack.length <= MOST_KEPT;
    }

    /** How many groups the expression has that a match tells of. */
    public int groups() {
        return longest ? 0 : groups;
    }

    /** Where a group begins that has matched, from the beginning of the subject; negative where it has not. */
    public int start(int group) {
        int place = machine.slots[2 * group];
        return place < 0 || longest && group > 0 ? -1 : place - begin;
    }

    /** Where a group ends that has matched, from the beginning of the subject; negative where it has not. */
    public int end(int group) {
        int place = machine.slots[2 * group + 1];
        return place < 0 || longest && group > 0 ? -1 : place - begin;
    }
}
