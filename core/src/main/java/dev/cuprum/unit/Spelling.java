package dev.cuprum.unit;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which known word a person meant that wrote another. */
public final class Spelling {

    private static final int LONGEST = 64;

    private Spelling() {}

    /** The known word nearest to what was written, where one is near. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        int far = Math.max(1, written.length() / 3) + 1;
        return known.stream()
                .filter(word -> distance(written, word) < Math.min(far, word.length()))
                .min(Comparator.comparingInt(word -> distance(written, word)));
    }

    /** {@code "; did you mean 'x'?"}, or a list of what there is where nothing is near. */
    public static String hint(String written, Collection<String> known) {
        return nearest(written, known)
                .map(word -> "; did you mean '" + word + "'?")
                .orElseGet(() -> "; there are " + String.join(", ", known));
    }

    /** Insertions, deletions, replacements and swaps of neighbours, without case. */
    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = same(left, i - 1, right, j - 1) ? 0 : 1;
                int best = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped = i > 1 && j > 1 && same(left, i - 1, right, j - 2) && same(left, i - 2, right, j - 1);
                cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
            }
        }
        return cost[left.length()][right.length()];
    }

    private static boolean same(String left, int i, String right, int j) {
        return Character.toLowerCase(left.charAt(i)) == Character.toLowerCase(right.charAt(j));
    }
}
