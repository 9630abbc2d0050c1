package dev.cuprum.lua.regex;

import dev.cuprum.engine.Budget;
import org.jspecify.annotations.Nullable;

/** Tries one place of a subject after another, by the program or by its translation, and counts the steps of each attempt. */
abstract class Searching extends Steps {

    /** From this many bytes on a repetition counts as more than the step that it is. */
    static final int LONG_RUN = 63;

    final long limit;
    final @Nullable Memory memory;
    private final @Nullable Hotness hotness;
    /** How many steps an attempt may still take. */
    private long left;

    private boolean seenRequired;
    /** Whether another place is tried where one fails. */
    private boolean searching;
    /** The place that is being tried. */
    private int tried;
    /** Where the longest match ends that has been found so far; negative where none has. */
    int longestEnd = -1;

    Searching(Program program, @Nullable Hotness hotness, long limit, Budget budget) {
        super(program, budget);
        this.hotness = hotness;
        this.limit = limit;
        this.memory = program.longest() ? new Memory(budget) : null;
    }

    /**
     * Runs the program.
     *
     * @param address where to begin in it
     * @param place where to begin in the subject
     * @param height how high the stack is
     * @return a status
     */
    abstract int run(int address, int place, int height);

    /**
     * Searches a part of an array.
     *
     * @param begin where the subject begins
     * @param end where it ends
     * @param start where a match may begin first
     * @return a status; where it is that of a match, the slots tell where it is
     */
    int search(byte[] subject, int begin, int end, int start) {
        this.subject = subject;
        this.begin = begin;
        this.end = end;
        this.from = start;
        this.seenRequired = false;
        this.searching = false;
        if (hotness != null) {
            hotness.used();
        }
        Beginning beginning = program.beginning();
        if (beginning.once || beginning.atSubjectStart) {
            boolean possible = (beginning.once || start == begin) && beginning.next(subject, start, end) == start;
            return possible ? outcome(attempt(start)) : Status.NO_MATCH;
        }
        if (program.longest() && beginning.required >= 0 && !has(beginning.required, start)) {
            return Status.NO_MATCH;
        }
        searching = true;
        tried = promising(start);
        while (tried >= 0) {
            int status = attempt(tried);
            if (status != Status.SKIPPED) {
                return outcome(status);
            }
            tried = promising(skipTo > tried ? skipTo : following(tried));
        }
        return Status.NO_MATCH;
    }

    /** The next place from one on where a match may begin; negative where there is none. */
    private int promising(int start) {
        Beginning beginning = program.beginning();
        int place = start;
        while (place >= 0 && place <= end) {
            place = beginning.next(subject, place, end);
            if (!beginning.atLineStart || place <= begin || subject[place - 1] == '\n') {
                return place;
            }
            place = afterLine(place);
        }
        return -1;
    }

    private static int outcome(int status) {
        return status == Status.COMMITTED || status == Status.SKIPPED ? Status.NO_MATCH : status;
    }

    private int afterLine(int place) {
        int i = place;
        while (i < end && subject[i] != '\n') {
            i++;
        }
        budget.poll();
        return i < end ? i + 1 : -1;
    }

    private int following(int place) {
        if (place >= end) {
            return -1;
        }
        Newlines newlines = program.newlines();
        boolean pairs = newlines != Newlines.LF && newlines != Newlines.CR;
        if (pairs && subject[place] == '\r' && place + 1 < end && subject[place + 1] == '\n') {
            return place + 2;
        }
        return program.utf() ? Utf8.next(subject, place, end) : place + 1;
    }

    private int attempt(int place) {
        Translation translated = hotness == null ? null : hotness.translation;
        if (translated == null) {
            return attempt(program.start(), place);
        }
        prepare(place);
        return translated.run(this, place, 2);
    }

    /** The next place to try where one has failed, made ready; negative where there is none. */
    int again() {
        tried = searching ? promising(following(tried)) : -1;
        if (tried >= 0) {
            begin(tried);
        }
        return tried;
    }

    /** Counts the bytes from one place to another, where they are more than one step is worth. */
    void ran(int start, int stop) {
        if (stop - start > LONG_RUN) {
            fuel -= stop - start >> 6;
        }
    }

    final int attempt(int address, int place) {
        prepare(place);
        return run(address, place, 2);
    }

    private void prepare(int place) {
        fuel = (int) Math.min(fuel, limit);
        mark = -1;
        call = -1;
        stack[0] = 0;
        stack[1] = 0;
        begin(place);
    }

    private void begin(int place) {
        int[] slots = this.slots;
        for (int i = 1; i < slots.length; i++) {
            slots[i] = -1;
        }
        slots[0] = place;
        left = limit;
        if (memory != null) {
            longestEnd = -1;
            memory.clear();
        }
    }

    /** Asks the budget; says whether the match may go on. */
    boolean refuel() {
        budget.poll();
        fuel = BETWEEN_POLLS;
        left -= BETWEEN_POLLS;
        if (!seenRequired && program.beginning().required >= 0) {
            seenRequired = has(program.beginning().required, slots[0]);
            if (!seenRequired) {
                left = Long.MIN_VALUE / 2;
            }
        }
        return left > 0;
    }

    private boolean has(int wanted, int start) {
        for (int i = Math.min(start, from); i < end; i++) {
            if (subject[i] == (byte) wanted) {
                return true;
            }
        }
        return false;
    }

    /** Why a match may not go on. */
    int exhausted() {
        return left < -1L << 40 ? Status.COMMITTED : Status.MATCH_LIMIT;
    }

    /** Goes on to the next place from which on something may follow; negative where there is none. */
    int lazily(int resume, int start, int most, int top) {
        boolean[] set = program.sets()[code[resume - 4]];
        boolean[] follow = program.sets()[code[resume - 1]];
        int i = start;
        int rest = most;
        while (!follow[i < end ? subject[i] & 0xff : FirstSets.END]) {
            if (rest == 0 || i >= end || !set[subject[i] & 0xff]) {
                fuel -= i - start >> 6;
                return -1;
            }
            i++;
            rest -= rest == Node.UNLIMITED ? 0 : 1;
        }
        fuel -= i - start >> 6;
        stack[top] = rest;
        stack[top + 1] = i;
        stack[top + 2] = resume;
        return i;
    }
}
