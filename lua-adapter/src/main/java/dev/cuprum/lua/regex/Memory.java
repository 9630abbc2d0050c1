package dev.cuprum.lua.regex;

import dev.cuprum.engine.Budget;
import java.util.Arrays;

/** Which pairs of an address and a place have been seen. */
final class Memory {

    private final Budget budget;
    private long[] pairs = {};
    private int count;

    Memory(Budget budget) {
        this.budget = budget;
    }

    /** Forgets all. */
    void clear() {
        if (count > 0) {
            Arrays.fill(pairs, 0);
            count = 0;
        }
    }

    /** Whether a pair has not been seen before; now it has. */
    boolean isNew(int address, int place) {
        if (2 * count >= pairs.length) {
            enlarge();
        }
        return add((long) address << 32 | place + 1L);
    }

    private boolean add(long pair) {
        int i = (int) (pair * 0x9e3779b97f4a7c15L >>> 32) & pairs.length - 1;
        while (pairs[i] != 0) {
            if (pairs[i] == pair) {
                return false;
            }
            i = i + 1 & pairs.length - 1;
        }
        pairs[i] = pair;
        count++;
        return true;
    }

    private void enlarge() {
        long[] before = pairs;
        budget.reserve(16L * Math.max(32, before.length));
        pairs = new long[Math.max(64, 2 * before.length)];
        count = 0;
        for (long pair : before) {
            if (pair != 0) {
                add(pair);
            }
        }
    }
}
