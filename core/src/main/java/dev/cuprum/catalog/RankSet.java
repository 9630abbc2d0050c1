package dev.cuprum.catalog;

import java.util.Arrays;

/**
 * The ranks of the units found for one request: collected in any order, then sorted without repetitions. Belongs to
 * one thread, which uses it again for every request.
 */
final class RankSet {

    private int[] ranks = new int[16];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int rank) {
        if (size == ranks.length) {
            ranks = Arrays.copyOf(ranks, size * 2);
        }
        ranks[size++] = rank;
    }

    void addAll(int[] more) {
        for (int rank : more) {
            add(rank);
        }
    }

    /** Sorts and removes repetitions; returns how many are left. */
    int settle() {
        if (size < 2) {
            return size;
        }
        Arrays.sort(ranks, 0, size);
        int kept = 1;
        for (int i = 1; i < size; i++) {
            if (ranks[i] != ranks[kept - 1]) {
                ranks[kept++] = ranks[i];
            }
        }
        size = kept;
        return kept;
    }

    int get(int index) {
        return ranks[index];
    }
}
