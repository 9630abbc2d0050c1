package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The numbers that C's strtod reads: where they end, and the ones that Java does not read. */
final class JsonNumbers {

    private static final int EXACT_POWER = 22;
    private static final int BETWEEN_POLLS = 8192;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private JsonNumbers() {}

    /** A power of ten that a double holds exactly: up to 22. */
    static double power(int exponent) {
        return POWERS[exponent];
    }

    /**
     * Whether a number lies halfway between two that have so many digits. C takes the even one then, Lua the larger one.
     */
    static boolean isHalfway(double magnitude, int precision) {
        int zeros = Math.min(Long.numberOfTrailingZeros(Double.doubleToRawLongBits(magnitude)), 52);
        int fractionBits = 52 - zeros - Math.getExponent(magnitude);
        if (fractionBits > 0) {
            // Each decimal takes one bit, and one more is left for the half.
            return fractionBits <= EXACT_POWER
                    && magnitude >= Math.pow(10, precision - fractionBits)
                    && magnitude < Math.pow(10, precision - fractionBits + 1);
        }
        if (magnitude >= 0x1p63) {
            return false;
        }
        long integer = (long) magnitude;
        long unit = 1;
        while (integer / unit >= (long) POWERS[precision]) {
            unit *= 10;
        }
        return unit > 1 && 2 * (integer % unit) == unit;
    }

    /** The end of an exponent; where it begins, if there is none. */
    static int exponentEnd(Budget budget, byte[] bytes, int from, int end) {
        int i = from;
        if (i < end && (bytes[i] | 0x20) == 'e') {
            i++;
            if (i < end && (bytes[i] == '+' || bytes[i] == '-')) {
                i++;
            }
            int digits = i;
            i = digitsEnd(budget, bytes, i, end);
            return i > digits ? i : from;
        }
        return from;
    }

    /** The length of {@code inf}, {@code infinity} or {@code nan}; 0 where there is none. */
    static int wordLength(byte[] bytes, int from, int end) {
        String text = new String(bytes, from, Math.min(8, Math.max(0, end - from)), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        if (text.equals("infinity")) {
            return 8;
        }
        return text.startsWith("inf") || text.startsWith("nan") ? 3 : 0;
    }

    /** The end of infinity, of no number, or of a hexadecimal one; where it begins, if there is none. */
    static int specialEnd(Budget budget, byte[] bytes, int from, int end) {
        int word = wordLength(bytes, from, end);
        if (word > 0) {
            return from + word;
        }
        if (from + 1 >= end || bytes[from] != '0') {
            return from;
        }
        int i = from + 2;
        int digits = 0;
        boolean fraction = false;
        while (i < end && (Character.digit(bytes[i], 16) >= 0 || bytes[i] == '.' && !fraction)) {
            fraction |= bytes[i] == '.';
            digits += bytes[i] == '.' ? 0 : 1;
            i++;
            if (i % BETWEEN_POLLS == 0) {
                budget.poll();
            }
        }
        return digits == 0 ? from + 1 : binaryExponentEnd(budget, bytes, i, end);
    }

    private static int binaryExponentEnd(Budget budget, byte[] bytes, int from, int end) {
        if (from >= end || (bytes[from] | 0x20) != 'p') {
            return from;
        }
        int i = from + 1;
        if (i < end && (bytes[i] == '+' || bytes[i] == '-')) {
            i++;
        }
        int digits = i;
        i = digitsEnd(budget, bytes, i, end);
        return i > digits ? i : from;
    }

    private static int digitsEnd(Budget budget, byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && isDigit(bytes[i])) {
            i++;
            if (i % BETWEEN_POLLS == 0) {
                budget.poll();
            }
        }
        return i;
    }

    /** What {@link #specialEnd} has found. */
    static double special(byte[] bytes, int from, int end) {
        String text = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
        return switch (text.charAt(0)) {
            case 'i', 'I' -> Double.POSITIVE_INFINITY;
            case 'n', 'N' -> Double.NaN;
            default -> text.length() == 1 ? 0 : hexadecimal(text);
        };
    }

    private static double hexadecimal(String text) {
        boolean hasExponent = text.indexOf('p') >= 0 || text.indexOf('P') >= 0;
        return Double.parseDouble(hasExponent ? text : text + "p0");
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
