package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ScriptError;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Matches a pattern against a string, at one place after another. It tries and backtracks by calling itself as LuaJIT
 * does, to the same depth, and looks at the budget after some hundred steps, as a pattern of a few characters can try
 * for ages. Places are indexes into the array of the string's bytes.
 */
final class Matcher {

    static final int NO_MATCH = -1;

    private static final int MAX_DEPTH = 200;
    private static final int UNFINISHED = -1;
    private static final int POSITION = -2;
    private static final int STEPS_BETWEEN_POLLS = 500;
    private static final int[] NO_CAPTURES = {};

    private final LuaString string;
    private final byte[] source;
    private final int begin;
    private final int end;
    private final Pattern pattern;
    private final int[] kinds;
    private final boolean[][] sets;
    private final int[] starts;
    private final int[] lengths;
    private int level;
    private int steps = STEPS_BETWEEN_POLLS;
    private @Nullable Budget budget;

    /** Where the last match began. */
    int start;

    Matcher(LuaString string, Pattern pattern) {
        this.string = string;
        source = string.m_bytes;
        begin = string.m_offset;
        end = begin + string.m_length;
        this.pattern = pattern;
        kinds = pattern.kinds;
        sets = pattern.sets;
        starts = pattern.captures == 0 ? NO_CAPTURES : new int[pattern.captures];
        lengths = pattern.captures == 0 ? NO_CAPTURES : new int[pattern.captures];
    }

    /** Matches at the first place from one on where that succeeds: the end of the match, or {@link #NO_MATCH}. */
    int search(int from) {
        boolean[] first = pattern.begins[0];
        for (int s = from; s <= end; s++) {
            if (first != null) {
                while (s < end && !first[source[s] & 0xff]) {
                    s++;
                    step();
                }
                if (s == end && !first[Pattern.END]) {
                    return NO_MATCH;
                }
            }
            int found = at(s);
            if (found != NO_MATCH) {
                return found;
            }
        }
        return NO_MATCH;
    }

    /** Matches at one place. */
    int at(int s) {
        start = s;
        level = 0;
        return match(s, 0, 1);
    }

    private void step() {
        if (--steps < 0) {
            poll();
        }
    }

    private void poll() {
        if (budget == null) {
            budget = LuaRun.current().budget();
        }
        budget.poll();
        steps = STEPS_BETWEEN_POLLS;
    }

    private static int deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new ScriptError("pattern too complex");
        }
        return depth + 1;
    }

    private int match(int from, int firstItem, int depth) {
        int s = from;
        for (int i = firstItem; ; i++) {
            step();
            switch (kinds[i]) {
                case Pattern.ONE -> s = fits(s, i) ? s + 1 : NO_MATCH;
                case Pattern.OPTIONAL -> {
                    int found = fits(s, i) ? match(s + 1, i + 1, deeper(depth)) : NO_MATCH;
                    if (found != NO_MATCH) {
                        return found;
                    }
                }
                case Pattern.MOST -> {
                    return most(s, s, i, deeper(depth));
                }
                case Pattern.MOST_FROM_ONE -> {
                    return fits(s, i) ? most(s + 1, s + 1, i, deeper(depth)) : NO_MATCH;
                }
                case Pattern.FEWEST -> {
                    return fewest(s, i, deeper(depth));
                }
                case Pattern.DONE -> {
                    return s;
                }
                case Pattern.END_OF_TEXT -> {
                    return s == end ? s : NO_MATCH;
                }
                case Pattern.OPEN -> {
                    return open(s, i + 1, UNFINISHED, deeper(depth));
                }
                case Pattern.POSITION -> {
                    return open(s, i + 1, POSITION, deeper(depth));
                }
                case Pattern.CLOSE -> {
                    return close(s, i + 1, deeper(depth));
                }
                default -> s = rare(s, i);
            }
            if (s == NO_MATCH) {
                return NO_MATCH;
            }
        }
    }

    private boolean fits(int s, int i) {
        return s < end && sets[i][source[s] & 0xff];
    }

    private int rare(int s, int i) {
        int argument = pattern.arguments[i];
        switch (kinds[i]) {
            case Pattern.FRONTIER -> {
                int before = s == begin ? 0 : source[s - 1] & 0xff;
                int after = s == end ? 0 : source[s] & 0xff;
                return sets[i][before] || !sets[i][after] ? NO_MATCH : s;
            }
            case Pattern.BALANCE -> {
                return balance(s, (byte) (argument >> 8), (byte) argument);
            }
            case Pattern.BACK_REFERENCE -> {
                return back(s, argument);
            }
            default -> throw new ScriptError(pattern.fault);
        }
    }

    /** Takes as many characters of a set as it can from {@code s} on, then fewer and fewer, down to {@code least}. */
    private int most(int least, int s, int i, int depth) {
        boolean[] set = sets[i];
        int stop = s;
        while (stop < end && set[source[stop] & 0xff]) {
            stop++;
            step();
        }
        if (kinds[i + 1] == Pattern.DONE) {
            return stop;
        }
        boolean[] begins = pattern.begins[i + 1];
        for (; stop >= least; stop--) {
            if (begins != null && !begins[stop < end ? source[stop] & 0xff : Pattern.END]) {
                step();
                continue;
            }
            int found = match(stop, i + 1, depth);
            if (found != NO_MATCH) {
                return found;
            }
        }
        return NO_MATCH;
    }

    private int fewest(int from, int i, int depth) {
        boolean[] set = sets[i];
        boolean[] begins = pattern.begins[i + 1];
        int s = from;
        while (true) {
            if (begins == null || begins[s < end ? source[s] & 0xff : Pattern.END]) {
                int found = match(s, i + 1, depth);
                if (found != NO_MATCH) {
                    return found;
                }
            }
            if (s >= end || !set[source[s] & 0xff]) {
                return NO_MATCH;
            }
            s++;
            step();
        }
    }

    private int open(int s, int i, int what, int depth) {
        if (level >= Pattern.MAX_CAPTURES) {
            throw new ScriptError("too many captures");
        }
        starts[level] = s;
        lengths[level] = what;
        level++;
        int found = match(s, i, depth);
        if (found == NO_MATCH) {
            level--;
        }
        return found;
    }

    private int close(int s, int i, int depth) {
        int capture = level - 1;
        while (capture >= 0 && lengths[capture] != UNFINISHED) {
            capture--;
        }
        if (capture < 0) {
            throw new ScriptError("invalid pattern capture");
        }
        lengths[capture] = s - starts[capture];
        int found = match(s, i, depth);
        if (found == NO_MATCH) {
            lengths[capture] = UNFINISHED;
        }
        return found;
    }

    private int balance(int s, byte opening, byte closing) {
        if (s >= end || source[s] != opening) {
            return NO_MATCH;
        }
        int open = 1;
        for (int i = s + 1; i < end; i++) {
            step();
            if (source[i] == closing) {
                if (--open == 0) {
                    return i + 1;
                }
            } else if (source[i] == opening) {
                open++;
            }
        }
        return NO_MATCH;
    }

    private int back(int s, int capture) {
        if (capture < 0 || capture >= level || lengths[capture] == UNFINISHED) {
            throw new ScriptError("invalid capture index");
        }
        int length = lengths[capture];
        if (length == POSITION || end - s < length) {
            return NO_MATCH;
        }
        for (int j = 0; j < length; j++) {
            step();
            if (source[starts[capture] + j] != source[s + j]) {
                return NO_MATCH;
            }
        }
        return s + length;
    }

    /** A capture of the last match, counted from 0; where the pattern has none, the first is all of it. */
    LuaValue capture(int i, int stop) {
        if (i >= level) {
            if (i != 0) {
                throw new ScriptError("invalid capture index");
            }
            return Slices.of(string, start - begin, stop - begin);
        }
        if (lengths[i] == POSITION) {
            return Num.of(starts[i] - begin + 1);
        }
        if (lengths[i] == UNFINISHED) {
            throw new ScriptError("unfinished capture");
        }
        return Slices.of(string, starts[i] - begin, starts[i] - begin + lengths[i]);
    }

    /** Adds a capture to a text without making a string of it. */
    void addCapture(int i, int stop, ByteBuilder result) {
        if (i < level && lengths[i] >= 0) {
            result.add(source, starts[i], lengths[i]);
        } else if (i == 0 && level == 0) {
            result.add(source, start, stop - start);
        } else {
            result.addText(capture(i, stop));
        }
    }

    /** All captures of the last match; where the pattern has none, all of it. */
    Varargs captures(int stop) {
        return level <= 1 ? capture(0, stop) : captured(stop);
    }

    /** All captures of the last match; none where the pattern has none. */
    Varargs captured(int stop) {
        return switch (level) {
            case 0 -> LuaValue.NONE;
            case 1 -> capture(0, stop);
            case 2 -> LuaValue.varargsOf(capture(0, stop), capture(1, stop));
            case 3 -> LuaValue.varargsOf(capture(0, stop), capture(1, stop), capture(2, stop));
            default -> {
                LuaValue[] values = new LuaValue[level];
                for (int i = 0; i < level; i++) {
                    values[i] = capture(i, stop);
                }
                yield LuaValue.varargsOf(values);
            }
        };
    }
}
