package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ScriptError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Matches a Lua pattern against a string: the algorithm of Lua's own lstrlib.c. It tries and backtracks by calling
 * itself, so how deep it may go is limited, and it looks at the budget at every step, as a pattern of a few characters
 * can try for ages.
 */
final class Pattern {

    private static final int MAX_CAPTURES = 32;
    private static final int MAX_DEPTH = 200;
    private static final int UNFINISHED = -1;
    private static final int POSITION = -2;
    private static final int NO_MATCH = -1;
    private static final char ESCAPE = '%';

    private final Budget budget;
    private final LuaString string;
    private final LuaString pattern;
    private final byte[] source;
    private final int base;
    private final int end;
    private final byte[] code;
    private final int codeEnd;
    private final int[] starts = new int[MAX_CAPTURES];
    private final int[] lengths = new int[MAX_CAPTURES];
    private int level;
    private int depth;

    Pattern(Budget budget, LuaString string, LuaString pattern) {
        this.budget = budget;
        this.string = string;
        this.pattern = pattern;
        source = string.m_bytes;
        base = string.m_offset;
        end = base + string.m_length;
        code = pattern.m_bytes;
        codeEnd = pattern.m_offset + pattern.m_length;
    }

    /** Matches at one place: the end of the match, or -1. Both are indexes into the string, from 0. */
    int match(int start, int patternStart) {
        level = 0;
        depth = 0;
        int found = match0(base + start, pattern.m_offset + patternStart);
        return found == NO_MATCH ? NO_MATCH : found - base;
    }

    /** What a match from one index to another covers. */
    LuaString whole(int start, int stop) {
        return StringLib.slice(string, start, stop);
    }

    /** A capture of the last match; where the pattern has none, the first is all of it. */
    LuaValue capture(int i, int start, int stop) {
        if (i >= level) {
            if (i != 0) {
                throw new ScriptError("invalid capture index");
            }
            return whole(start, stop);
        }
        if (lengths[i] == POSITION) {
            return Num.of(starts[i] - base + 1);
        }
        if (lengths[i] == UNFINISHED) {
            throw new ScriptError("unfinished capture");
        }
        return StringLib.slice(string, starts[i] - base, starts[i] - base + lengths[i]);
    }

    /** All captures of the last match; where the pattern has none, all of it. */
    Varargs allCaptures(int start, int stop, boolean wholeIfNone) {
        int count = level == 0 && wholeIfNone ? 1 : level;
        LuaValue[] values = new LuaValue[count];
        for (int i = 0; i < count; i++) {
            values[i] = capture(i, start, stop);
        }
        return LuaValue.varargsOf(values);
    }

    private int match0(int start, int patternStart) {
        if (++depth > MAX_DEPTH) {
            throw new ScriptError("pattern too complex");
        }
        int result = attempt(start, patternStart);
        depth--;
        return result;
    }

    private int attempt(int start, int patternStart) {
        int s = start;
        int p = patternStart;
        while (p < codeEnd) {
            budget.poll();
            byte c = code[p];
            if (c == '(') {
                boolean position = p + 1 < codeEnd && code[p + 1] == ')';
                return open(s, position ? p + 2 : p + 1, position ? POSITION : UNFINISHED);
            } else if (c == ')') {
                return close(s, p + 1);
            } else if (c == '$' && p + 1 == codeEnd) {
                return s == end ? s : NO_MATCH;
            } else if (c == ESCAPE && p + 1 < codeEnd && code[p + 1] == 'b') {
                s = balance(s, p + 2);
                p += 4;
            } else if (c == ESCAPE && p + 1 < codeEnd && code[p + 1] == 'f') {
                p += 2;
                if (p >= codeEnd || code[p] != '[') {
                    throw new ScriptError("missing '[' after '" + ESCAPE + "f' in pattern");
                }
                int next = PatternClasses.end(code, p, codeEnd);
                int before = s == base ? 0 : source[s - 1] & 0xff;
                int after = s == end ? 0 : source[s] & 0xff;
                if (PatternClasses.inSet(before, code, p, next - 1)
                        || !PatternClasses.inSet(after, code, p, next - 1)) {
                    return NO_MATCH;
                }
                p = next;
            } else if (c == ESCAPE && p + 1 < codeEnd && code[p + 1] >= '0' && code[p + 1] <= '9') {
                s = back(s, code[p + 1]);
                p += 2;
            } else {
                int next = PatternClasses.end(code, p, codeEnd);
                char suffix = next < codeEnd ? (char) code[next] : 0;
                if (suffix == '?') {
                    if (single(s, p, next)) {
                        int found = match0(s + 1, next + 1);
                        if (found != NO_MATCH) {
                            return found;
                        }
                    }
                    p = next + 1;
                } else if (suffix == '*' || suffix == '+') {
                    return suffix == '+' && !single(s, p, next) ? NO_MATCH : most(s, p, next, suffix == '+' ? 1 : 0);
                } else if (suffix == '-') {
                    return fewest(s, p, next);
                } else {
                    s = single(s, p, next) ? s + 1 : NO_MATCH;
                    p = next;
                }
            }
            if (s == NO_MATCH) {
                return NO_MATCH;
            }
        }
        return s;
    }

    private boolean single(int s, int p, int next) {
        return s < end && PatternClasses.single(source[s] & 0xff, code, p, next);
    }

    private int most(int s, int p, int next, int least) {
        int i = least;
        while (single(s + i, p, next)) {
            budget.poll();
            i++;
        }
        for (; i >= least; i--) {
            int found = match0(s + i, next + 1);
            if (found != NO_MATCH) {
                return found;
            }
        }
        return NO_MATCH;
    }

    private int fewest(int start, int p, int next) {
        int s = start;
        while (true) {
            int found = match0(s, next + 1);
            if (found != NO_MATCH) {
                return found;
            }
            if (!single(s, p, next)) {
                return NO_MATCH;
            }
            s++;
        }
    }

    private int open(int s, int p, int what) {
        if (level >= MAX_CAPTURES) {
            throw new ScriptError("too many captures");
        }
        starts[level] = s;
        lengths[level] = what;
        level++;
        int found = match0(s, p);
        if (found == NO_MATCH) {
            level--;
        }
        return found;
    }

    private int close(int s, int p) {
        int i = level - 1;
        while (i >= 0 && lengths[i] != UNFINISHED) {
            i--;
        }
        if (i < 0) {
            throw new ScriptError("invalid pattern capture");
        }
        lengths[i] = s - starts[i];
        int found = match0(s, p);
        if (found == NO_MATCH) {
            lengths[i] = UNFINISHED;
        }
        return found;
    }

    private int balance(int s, int p) {
        if (p + 1 >= codeEnd) {
            throw new ScriptError("unbalanced pattern");
        }
        if (s >= end || source[s] != code[p]) {
            return NO_MATCH;
        }
        int open = 1;
        for (int i = s + 1; i < end; i++) {
            budget.poll();
            if (source[i] == code[p + 1]) {
                if (--open == 0) {
                    return i + 1;
                }
            } else if (source[i] == code[p]) {
                open++;
            }
        }
        return NO_MATCH;
    }

    private int back(int s, byte digit) {
        int i = digit - '1';
        if (i < 0 || i >= level || lengths[i] == UNFINISHED) {
            throw new ScriptError("invalid capture index");
        }
        int length = lengths[i];
        if (length == POSITION || end - s < length) {
            return NO_MATCH;
        }
        for (int j = 0; j < length; j++) {
            if (source[starts[i] + j] != source[s + j]) {
                return NO_MATCH;
            }
        }
        return s + length;
    }
}
