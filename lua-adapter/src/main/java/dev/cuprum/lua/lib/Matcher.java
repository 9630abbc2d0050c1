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
    private final Pattern.Item[] items;
    private final int first;
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
        items = pattern.items;
        first = pattern.first;
        starts = pattern.captures == 0 ? NO_CAPTURES : new int[pattern.captures];
        lengths = pattern.captures == 0 ? NO_CAPTURES : new int[pattern.captures];
    }

    /** Matches at the first place from one on where that succeeds: the end of the match, or {@link #NO_MATCH}. */
    int search(int from) {
        for (int s = from; s <= end; s++) {
            if (first >= 0) {
                s = skip(s);
                if (s >= end) {
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

    private int skip(int from) {
        byte wanted = (byte) first;
        int s = from;
        while (s < end && source[s] != wanted) {
            s++;
            step();
        }
        return s;
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
            Pattern.Item item = items[i];
            switch (item.kind()) {
                case SINGLE -> {
                    boolean fits = s < end && item.set()[source[s] & 0xff];
                    switch (item.suffix()) {
                        case 0 -> {
                            if (!fits) {
                                return NO_MATCH;
                            }
                            s++;
                        }
                        case '?' -> {
                            int found = fits ? match(s + 1, i + 1, deeper(depth)) : NO_MATCH;
                            if (found != NO_MATCH) {
                                return found;
                            }
                        }
                        case '*' -> {
                            return most(s, s, i, deeper(depth));
                        }
                        case '+' -> {
                            return fits ? most(s + 1, s + 1, i, deeper(depth)) : NO_MATCH;
                        }
                        default -> {
                            return fewest(s, i, deeper(depth));
                        }
                    }
                }
                case DONE -> {
                    return s;
                }
                case END_OF_TEXT -> {
                    return s == end ? s : NO_MATCH;
                }
                case OPEN -> {
                    return open(s, i + 1, UNFINISHED, deeper(depth));
                }
                case POSITION -> {
                    return open(s, i + 1, POSITION, deeper(depth));
                }
                case CLOSE -> {
                    return close(s, i + 1, deeper(depth));
                }
                case FRONTIER -> {
                    int before = s == begin ? 0 : source[s - 1] & 0xff;
                    int after = s == end ? 0 : source[s] & 0xff;
                    if (item.set()[before] || !item.set()[after]) {
                        return NO_MATCH;
                    }
                }
                case BALANCE -> s = balance(s, (byte) (item.argument() >> 8), (byte) item.argument());
                case BACK_REFERENCE -> s = back(s, item.argument());
                case FAULT -> throw new ScriptError(item.fault());
            }
            if (s == NO_MATCH) {
                return NO_MATCH;
            }
        }
    }

    /** Takes as many characters of a set as it can from {@code s} on, then fewer and fewer, down to {@code least}. */
    private int most(int least, int s, int i, int depth) {
        boolean[] set = items[i].set();
        int stop = s;
        while (stop < end && set[source[stop] & 0xff]) {
            stop++;
            step();
        }
        Pattern.Item next = items[i + 1];
        if (next.kind() == Pattern.Kind.DONE) {
            return stop;
        }
        for (int literal = next.literal(); stop >= least; stop--) {
            if (literal >= 0 && (stop == end || (source[stop] & 0xff) != literal)) {
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
        boolean[] set = items[i].set();
        int literal = items[i + 1].literal();
        int s = from;
        while (true) {
            if (literal < 0 || (s < end && (source[s] & 0xff) == literal)) {
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
