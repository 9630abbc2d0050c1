package dev.cuprum.lua.regex;

import dev.cuprum.engine.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Instructions that are being put together, and what they refer to. Equal sets are kept once. */
final class Assembler {

    /** An expression whose program would have more numbers is too large. */
    private static final int LARGEST = 1 << 18;

    private final Budget budget;
    private int[] code = new int[64];
    private int length;
    private int slots;

    private byte[] pool = new byte[32];
    private int pooled;
    private final List<boolean[]> sets = new ArrayList<>();
    private final Map<BitSet, Integer> knownSets = new HashMap<>();
    private final List<CharSet> wideSets = new ArrayList<>();
    private final List<int[]> masks = new ArrayList<>();
    private final List<int[]> groups = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    Assembler(Budget budget, int slots) {
        this.budget = budget;
        this.slots = slots;
    }

    /** A slot of its own. */
    int slot() {
        return slots++;
    }

    int slots() {
        return slots;
    }

    /** Where the next instruction will be. */
    int here() {
        return length;
    }

    /** Adds numbers; says where the last of them is. */
    int emit(int... numbers) throws RegexTooLargeException {
        for (int number : numbers) {
            if (length == code.length) {
                if (length >= LARGEST) {
                    throw new RegexTooLargeException();
                }
                budget.reserve(8L * length);
                code = Arrays.copyOf(code, 2 * length);
            }
            code[length++] = number;
        }
        budget.poll();
        return length - 1;
    }

    /** Lets a place that was left open point to the next instruction. */
    void patch(int hole) {
        code[hole] = length;
    }

    /** Fills a place that was left open. */
    void patch(int hole, int value) {
        code[hole] = value;
    }

    /** Adds bytes to the pool; says where. */
    int pool(byte[] bytes) {
        if (pooled + bytes.length > pool.length) {
            pool = Arrays.copyOf(pool, 2 * (pooled + bytes.length));
        }
        System.arraycopy(bytes, 0, pool, pooled, bytes.length);
        pooled += bytes.length;
        return pooled - bytes.length;
    }

    /** The number of a set of bytes. */
    int set(boolean[] set) {
        BitSet bits = new BitSet(FirstSets.SIZE);
        for (int i = 0; i < set.length; i++) {
            bits.set(i, set[i]);
        }
        return knownSets.computeIfAbsent(bits, key -> {
            budget.reserve(FirstSets.SIZE);
            sets.add(Arrays.copyOf(set, FirstSets.SIZE));
            return sets.size() - 1;
        });
    }

    int wideSet(CharSet set) {
        wideSets.add(set);
        return wideSets.size() - 1;
    }

    int masks(int[] table) {
        masks.add(table);
        return masks.size() - 1;
    }

    int groups(int[] list) {
        groups.add(list);
        return groups.size() - 1;
    }

    int name(String name) {
        names.add(name);
        return names.size() - 1;
    }

    /** The instructions. */
    int[] code() {
        return Arrays.copyOf(code, length);
    }

    byte[] pool() {
        return Arrays.copyOf(pool, pooled);
    }

    boolean[][] sets() {
        return sets.toArray(boolean[][]::new);
    }

    CharSet[] wideSets() {
        return wideSets.toArray(CharSet[]::new);
    }

    int[][] masks() {
        return masks.toArray(int[][]::new);
    }

    int[][] groups() {
        return groups.toArray(int[][]::new);
    }

    String[] names() {
        return names.toArray(String[]::new);
    }
}
