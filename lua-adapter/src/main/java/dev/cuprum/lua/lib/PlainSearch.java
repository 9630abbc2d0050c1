package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.LuaRun;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * Finds a string in another. For the first byte and the last it goes forward byte by byte; where that has compared far
 * more bytes than it has passed, as {@code aaa…ab} in {@code aaa…a} makes it, it turns to the tables of Knuth, Morris and
 * Pratt, which never go back.
 */
final class PlainSearch {

    private static final int BETWEEN_POLLS = 8192;
    private static final int PATIENCE = 1024;

    private PlainSearch() {}

    /** The index of a part from one on; -1 where there is none. */
    static int indexOf(LuaString string, LuaString part, int start) {
        int length = part.m_length;
        int stop = string.m_length - length;
        if (length == 0 || start > stop) {
            return start <= stop ? start : -1;
        }
        byte[] in = string.m_bytes;
        byte[] of = part.m_bytes;
        int from = string.m_offset;
        int to = part.m_offset;
        byte first = of[to];
        byte last = of[to + length - 1];
        int end = from + stop;
        int compared = 0;
        Budget budget = string.m_length > BETWEEN_POLLS ? LuaRun.current().budget() : null;
        for (int s = from + start; s <= end; ) {
            int pause = budget == null ? end : Math.min(end, s + BETWEEN_POLLS - 1);
            for (; s <= pause; s++) {
                if (in[s] == first && in[s + length - 1] == last) {
                    int equal = equal(budget, in, s, of, to, length);
                    if (equal == length) {
                        return s - from;
                    }
                    compared += equal;
                    if (compared - (s - from - start) > PATIENCE) {
                        return withTables(string, part, s - from);
                    }
                }
            }
            if (budget != null) {
                budget.poll();
            }
        }
        return -1;
    }

    /** How many bytes are equal. */
    private static int equal(@Nullable Budget budget, byte[] in, int s, byte[] of, int to, int length) {
        int i = 1;
        while (i < length) {
            int next = Math.min(length, i + BETWEEN_POLLS);
            int mismatch = Arrays.mismatch(in, s + i, s + next, of, to + i, to + next);
            if (mismatch >= 0) {
                return i + mismatch;
            }
            i = next;
            if (budget != null) {
                budget.poll();
            }
        }
        return length;
    }

    private static int withTables(LuaString string, LuaString part, int start) {
        Budget budget = LuaRun.current().budget();
        int[] borders = borders(budget, part);
        int matched = 0;
        for (int i = start; i < string.m_length; i++) {
            if (i % BETWEEN_POLLS == 0) {
                budget.poll();
            }
            int c = string.luaByte(i);
            while (matched > 0 && part.luaByte(matched) != c) {
                matched = borders[matched - 1];
            }
            if (part.luaByte(matched) == c && ++matched == part.m_length) {
                return i - matched + 1;
            }
        }
        return -1;
    }

    /** For each beginning of a string, how long its longest other beginning is that it also ends with. */
    private static int[] borders(Budget budget, LuaString part) {
        budget.reserve(4L * part.m_length);
        int[] borders = new int[part.m_length];
        int matched = 0;
        for (int i = 1; i < borders.length; i++) {
            if (i % BETWEEN_POLLS == 0) {
                budget.poll();
            }
            int c = part.luaByte(i);
            while (matched > 0 && part.luaByte(matched) != c) {
                matched = borders[matched - 1];
            }
            matched += part.luaByte(matched) == c ? 1 : 0;
            borders[i] = matched;
        }
        return borders;
    }
}
