package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;

/**
 * Finds how large the array part of a table should be: the largest power of two such that more than half of the
 * positions up to it are in use, as LuaJIT computes it.
 */
final class ArraySize {

    private static final int MAX_BITS = 28;
    private static final int MAX_SIZE = (1 << (MAX_BITS - 1)) + 1;

    /** How many keys there are from {@code 2^(i-1) + 1} to {@code 2^i}; 0, 1 and 2 count as the first. */
    private final int[] bins = new int[MAX_BITS];

    private int candidates;
    private int inArray;
    private int best;

    /** Counts the array part that there is. */
    void countArray(LuaValue[] array) {
        for (int i = 0; i < array.length; i++) {
            if (!Nodes.isNil(array[i])) {
                bins[bin(i)]++;
                candidates++;
            }
        }
    }

    /** Counts a key. */
    void count(LuaValue key) {
        if (key instanceof Num number && number.isInt() && number.v >= 0 && number.v < MAX_SIZE) {
            bins[bin((int) number.v)]++;
            candidates++;
        }
    }

    /** Decides. */
    ArraySize decide() {
        int sum = 0;
        for (int b = 0; 2L * candidates > 1L << b && sum != candidates; b++) {
            if (bins[b] > 0) {
                sum += bins[b];
                if (2L * sum > 1L << b) {
                    best = (2 << b) + 1;
                    inArray = sum;
                }
            }
        }
        return this;
    }

    /** The size of the array part, the position 0 included. */
    int slots() {
        return best;
    }

    /** How many keys could be positions. */
    int candidates() {
        return candidates;
    }

    /** How many of the counted keys belong into it. */
    int inArray() {
        return inArray;
    }

    /** The size of an array part that is full with one more position. */
    static int beyond(int position) {
        return (2 << bin(position)) + 1;
    }

    private static int bin(int key) {
        return key > 2 ? Integer.SIZE - 1 - Integer.numberOfLeadingZeros(key - 1) : 0;
    }
}
