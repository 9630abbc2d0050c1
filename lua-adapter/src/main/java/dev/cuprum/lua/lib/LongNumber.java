package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;

/**
 * A number with more digits than can matter, cut short. What is cut off only tells on which side of a half the number
 * is, so one digit stands for all of it; the exponent makes up for the places.
 */
final class LongNumber {

    /** Numbers up to here are read as they are. */
    static final int LONG = 2048;

    /** More digits than lie between a double and the half beside it: 767, or 14 of those with base 16. */
    private static final int KEPT = 800;

    private static final int BETWEEN_POLLS = 8192;

    /** No double has such an exponent, and no text so many digits. */
    private static final long MOST = 1L << 40;

    private LongNumber() {}

    /**
     * The same number in fewer characters.
     *
     * @param from where its digits begin, behind the sign and {@code 0x}
     * @param end where it ends, exponent included
     * @param base 10 or 16
     */
    static String shortened(Budget budget, byte[] bytes, int from, int end, int base) {
        StringBuilder kept = new StringBuilder(base == 16 ? "0x" : "");
        int start = kept.length();
        long places = 0;
        boolean fraction = false;
        boolean more = false;
        int i = from;
        for (; i < end; i++) {
            if (i % BETWEEN_POLLS == 0) {
                budget.poll();
            }
            if (bytes[i] == '.') {
                fraction = true;
                continue;
            }
            if (Character.digit(bytes[i], base) < 0) {
                break;
            }
            places -= fraction ? 1 : 0;
            if (kept.length() - start == KEPT) {
                more |= bytes[i] != '0';
                places++;
            } else if (kept.length() > start || bytes[i] != '0') {
                kept.append((char) bytes[i]);
            }
        }
        if (kept.length() == start) {
            return base == 16 ? "0x0p0" : "0";
        }
        if (more) {
            kept.append('1');
            places--;
        }
        long exponent = (base == 16 ? 4 * places : places) + exponent(budget, bytes, i + 1, end);
        return kept.append(base == 16 ? 'p' : 'e')
                .append(Math.max(-100_000, Math.min(exponent, 100_000)))
                .toString();
    }

    private static long exponent(Budget budget, byte[] bytes, int from, int end) {
        boolean negative = from < end && bytes[from] == '-';
        long exponent = 0;
        for (int i = from; i < end; i++) {
            if (i % BETWEEN_POLLS == 0) {
                budget.poll();
            }
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                exponent = Math.min(MOST, exponent * 10 + (bytes[i] - '0'));
            }
        }
        return negative ? -exponent : exponent;
    }
}
