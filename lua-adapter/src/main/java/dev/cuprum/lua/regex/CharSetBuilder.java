package dev.cuprum.lua.regex;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Collects the characters of a set. */
final class CharSetBuilder {

    private static final int LAST = 0x10ffff;

    private final boolean utf;
    private final boolean caseless;
    private final boolean[] low = new boolean[256];
    /** Pairs of first and last, from 0x100 on. */
    private int[] ranges = {};

    private @Nullable IntPredicate tests;

    CharSetBuilder(int options) {
        this.utf = RegexOption.UTF8.in(options);
        this.caseless = RegexOption.CASELESS.in(options);
    }

    /** Adds a character, in either case if case does not matter. */
    CharSetBuilder add(int code) {
        return addRange(code, code);
    }

    /** Adds characters from one to another. */
    CharSetBuilder addRange(int from, int to) {
        exactly(from, to);
        if (caseless) {
            addOtherCases(from, to);
        }
        return this;
    }

    private void addOtherCases(int from, int to) {
        if (utf) {
            CaseFolding.others(from, to, code -> exactly(code, code));
            return;
        }
        for (int c = 'a'; c <= 'z'; c++) {
            int upper = c - 32;
            boolean either = from <= c && c <= to || from <= upper && upper <= to;
            low[c] |= either;
            low[upper] |= either;
        }
    }

    /** Adds characters from one to another, whatever is said of case. */
    CharSetBuilder exactly(int from, int to) {
        for (int c = from; c <= Math.min(to, 255); c++) {
            low[c] = true;
        }
        if (to > 255 && utf) {
            int length = ranges.length;
            ranges = Arrays.copyOf(ranges, length + 2);
            ranges[length] = Math.max(from, 256);
            ranges[length + 1] = to;
        }
        return this;
    }

    /** Adds all characters of a kind that only has some of ASCII, or all others. */
    CharSetBuilder addAscii(IntPredicate kind, boolean negated) {
        for (int c = 0; c < 256; c++) {
            low[c] |= kind.test(c) != negated;
        }
        if (utf && negated) {
            tests = Properties.ANY;
        }
        return this;
    }

    /** Adds all characters of a kind. */
    CharSetBuilder addAll(IntPredicate kind, boolean negated) {
        IntPredicate wanted = negated ? kind.negate() : kind;
        for (int c = 0; c < 256; c++) {
            low[c] |= wanted.test(c);
        }
        if (utf) {
            boolean all = kind == Properties.ANY && !negated || tests == Properties.ANY;
            tests = all ? Properties.ANY : tests == null ? wanted : tests.or(wanted);
        }
        return this;
    }

    /** The set. */
    CharSet build(boolean negated) {
        boolean[] first = new boolean[256];
        for (int c = 0; c < (utf ? 128 : 256); c++) {
            first[c] = low[c] != negated;
        }
        IntPredicate wide = utf ? wide(negated) : null;
        if (wide != null) {
            Arrays.fill(first, 0x80, 0x100, true);
        }
        if (utf && wide != Properties.ANY && wide != null && !negated && tests == null) {
            narrow(first);
        }
        return new CharSet(first, wide);
    }

    /** Leaves only those bytes that the characters begin with. */
    private void narrow(boolean[] first) {
        Arrays.fill(first, 0x80, 0x100, false);
        for (int c = 128; c < 256; c++) {
            if (low[c]) {
                first[Utf8.encode(c)[0] & 0xff] = true;
            }
        }
        for (int i = 0; i < ranges.length; i += 2) {
            int last = Utf8.encode(ranges[i + 1])[0] & 0xff;
            for (int b = Utf8.encode(ranges[i])[0] & 0xff; b <= last; b++) {
                first[b] = true;
            }
        }
    }

    private @Nullable IntPredicate wide(boolean negated) {
        boolean none = ranges.length == 0 && (tests == null || tests == Properties.NONE);
        boolean all = tests == Properties.ANY;
        for (int c = 128; c < 256; c++) {
            none &= !low[c];
        }
        if (none || all) {
            return none == negated ? Properties.ANY : null;
        }
        boolean[] latin = low.clone();
        int[] pairs = ranges;
        IntPredicate kinds = tests == null ? Properties.NONE : tests;
        return code -> (code < 256 ? latin[code] : within(pairs, code) || kinds.test(code)) != negated && code <= LAST;
    }

    private static boolean within(int[] pairs, int code) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (code >= pairs[i] && code <= pairs[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
