package dev.cuprum.store;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Guesses which name a person meant that wrote another. */
final class Spelling {

    private static final int LONGEST = 64;

    private Spelling() {}

    /** What to say of a name that is not known: the nearest known one, and all of them. */
    static String hint(String name, List<String> known) {
        String nearest = known.stream()
                .filter(candidate -> isNear(distance(name, candidate), candidate))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .map(candidate -> "; did you mean '" + candidate + "'?")
                .orElse(";");
        return nearest + " The fields are " + String.join(", ", known);
    }

    private static boolean isNear(int distance, String candidate) {
        return distance <= Math.max(2, candidate.length() / 3) && distance < candidate.length();
    }

    /** How many letters to insert, remove or change to make one of the other, without case (Levenshtein). */
    static int distance(String one, String other) {
        if (one.length() > LONGEST || other.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
