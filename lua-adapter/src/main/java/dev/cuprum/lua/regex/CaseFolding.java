package dev.cuprum.lua.regex;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Which characters of Unicode differ in case only. */
final class CaseFolding {

    /** Beyond it no letter has a case. */
    private static final int LAST = 0x1ffff;

    /** The dotted and the dotless i, which are like no other. */
    private static final int DOTTED = 0x130;

    private static final int DOTLESS = 0x131;

    /** By character, those that it differs from in case only. */
    private static final NavigableMap<Integer, int[]> OTHERS = table();

    private CaseFolding() {}

    private static NavigableMap<Integer, int[]> table() {
        Map<Integer, List<Integer>> families = new HashMap<>();
        for (int c = 0; c <= LAST; c++) {
            if (c == DOTTED || c == DOTLESS) {
                continue;
            }
            int folded = Character.toLowerCase(Character.toUpperCase(c));
            if (folded != c || Character.toUpperCase(c) != c || Character.toLowerCase(c) != c) {
                families.computeIfAbsent(folded, key -> new ArrayList<>()).add(c);
            }
        }
        NavigableMap<Integer, int[]> others = new TreeMap<>();
        for (List<Integer> family : families.values()) {
            for (Integer one : family) {
                int[] rest = family.stream()
                        .filter(c -> !c.equals(one))
                        .mapToInt(Integer::intValue)
                        .toArray();
                if (rest.length > 0) {
                    others.put(one, rest);
                }
            }
        }
        return others;
    }

    /** Tells of every character that differs in case only from one of those from one to another. */
    static void others(int from, int to, IntConsumer found) {
        for (int[] codes : OTHERS.subMap(from, true, to, true).values()) {
            for (int code : codes) {
                found.accept(code);
            }
        }
    }

    /** Whether two characters are the same but for their case. */
    static boolean same(int a, int b) {
        if (a == b) {
            return true;
        }
        int[] others = OTHERS.get(a);
        if (others != null) {
            for (int other : others) {
                if (other == b) {
                    return true;
                }
            }
        }
        return false;
    }
}
