package dev.cuprum.lua.lib;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * A Lua pattern, read once: a list of items. What is wrong with a pattern is an item too, as Lua complains only when a
 * match comes to it. As in LuaJIT a pattern ends at its first zero byte. Immutable.
 */
final class Pattern {

    /** One character of a set. */
    static final int ONE = 0;

    /** A character of a set, or none. */
    static final int OPTIONAL = 1;

    /** As many characters of a set as there are, also none. */
    static final int MOST = 2;

    /** The same, at least one. */
    static final int MOST_FROM_ONE = 3;

    /** As few characters of a set as possible. */
    static final int FEWEST = 4;

    static final int OPEN = 5;
    static final int POSITION = 6;
    static final int CLOSE = 7;
    static final int BALANCE = 8;
    static final int FRONTIER = 9;
    static final int BACK_REFERENCE = 10;
    static final int END_OF_TEXT = 11;
    static final int FAULT = 12;
    static final int DONE = 13;

    /** How many captures a match can have. */
    static final int MAX_CAPTURES = 32;

    /** Stands for the end of the text where what may follow is asked for. */
    static final int END = 256;

    private static final Known<Pattern> KNOWN = new Known<>();

    /** From here on nothing is foretold, so that a match comes to its limit of depth as it does in LuaJIT. */
    private static final int MANY = 100;

    final int[] kinds;
    /** The characters that a single one, or one behind a frontier, may be. */
    final boolean[][] sets;
    /** Two characters to balance, or the number of a capture from 0. */
    final int[] arguments;
    /** For each item, what a match from it on can begin with; null where that can be anything. */
    final boolean[] @Nullable [] begins;
    /** What is wrong. */
    final String fault;
    /** Whether it begins with {@code ^}, and so matches at one place only. */
    final boolean anchored;
    /** How many captures it may make. */
    final int captures;

    private Pattern(PatternReader reader) {
        int count = reader.count;
        kinds = Arrays.copyOf(reader.kinds, count);
        sets = Arrays.copyOf(reader.sets, count);
        arguments = Arrays.copyOf(reader.arguments, count);
        fault = reader.fault;
        anchored = reader.anchored;
        captures = Math.min(reader.captures, MAX_CAPTURES);
        begins = new boolean[count][];
        if (count < MANY && reader.captures <= MAX_CAPTURES && reader.balanced) {
            for (int i = count - 1; i >= 0; i--) {
                begins[i] = beginning(i);
            }
        }
    }

    /** The pattern that a text is. */
    static Pattern of(LuaString text) {
        Pattern known = KNOWN.get(text);
        return known != null ? known : KNOWN.add(text, new Pattern(new PatternReader(text, true).read()));
    }

    /** The pattern that a text is for gmatch, which knows no anchor. */
    static Pattern withoutAnchor(LuaString text) {
        boolean anchor = text.m_length > 0 && text.luaByte(0) == '^';
        return anchor ? new Pattern(new PatternReader(text, false).read()) : of(text);
    }

    private boolean @Nullable [] beginning(int i) {
        switch (kinds[i]) {
            case ONE, MOST_FROM_ONE -> {
                return Arrays.copyOf(sets[i], END + 1);
            }
            case OPTIONAL, MOST, FEWEST -> {
                boolean[] rest = begins[i + 1];
                if (rest == null) {
                    return null;
                }
                boolean[] either = rest.clone();
                for (int c = 0; c < END; c++) {
                    either[c] |= sets[i][c];
                }
                return either;
            }
            case OPEN, POSITION, CLOSE -> {
                return begins[i + 1];
            }
            case END_OF_TEXT -> {
                boolean[] end = new boolean[END + 1];
                end[END] = true;
                return end;
            }
            default -> {
                return null;
            }
        }
    }
}
