package dev.cuprum.lua.lib;

/**
 * Writes numbers as C's {@code %.14g} does, straight to bytes.
 *
 * <p>The hard part is to round exactly as C does, which looks at all the digits of the binary number. A number of up to
 * 15 digits times a power of ten that is exact loses, by being rounded to a double, what a fused multiply-add tells to
 * the last bit; so whether it lies below, on or above the middle between two integers is decided on exact values. What
 * does not fit into that, very large and very small numbers, is left to others.
 */
final class DecimalDigits {

    /** How many bytes a number may take. */
    static final int LONGEST = 32;

    private static final int MOST_DIGITS = 15;
    private static final double LEAST = 1e-4;
    private static final int LEAST_EXPONENT = -4;

    private DecimalDigits() {}

    /**
     * Writes a number.
     *
     * @param precision how many digits count
     * @param into where there is room for {@link #LONGEST} bytes
     * @return where it ends; -1 where it cannot be written here
     */
    static int write(double number, int precision, byte[] into, int at) {
        double size = Math.abs(number);
        if (precision > MOST_DIGITS || !(size < JsonNumbers.power(precision))) {
            return -1;
        }
        int start = at;
        if (number < 0 || size == 0 && 1 / number < 0) {
            into[start++] = '-';
        }
        long integer = (long) size;
        if (integer == size) {
            return integer(integer, into, start);
        }
        return size < LEAST ? -1 : fraction(size, precision, into, start);
    }

    private static int fraction(double size, int precision, byte[] into, int at) {
        int exponent = exponent(size);
        long least = (long) JsonNumbers.power(precision - 1);
        long digits = rounded(size, precision - 1 - exponent);
        if (digits < least) {
            digits = rounded(size, precision - 1 - --exponent);
        } else if (digits > 10 * least) {
            digits = rounded(size, precision - 1 - ++exponent);
        }
        if (digits == 10 * least) {
            digits = least;
            exponent++;
        }
        if (exponent < LEAST_EXPONENT || exponent >= precision) {
            return -1;
        }
        int decimals = precision - 1 - exponent;
        while (decimals > 0 && digits % 10 == 0) {
            digits /= 10;
            decimals--;
        }
        return point(digits, decimals, into, at);
    }

    /** The exponent of the first digit, or one beside it. */
    private static int exponent(double size) {
        int exponent = 0;
        if (size >= 1) {
            while (size >= JsonNumbers.power(exponent + 1)) {
                exponent++;
            }
        } else {
            while (size * JsonNumbers.power(-exponent) < 1) {
                exponent--;
            }
        }
        return exponent;
    }

    /** The number times a power of ten, rounded to an integer, to the even one of two that are as near. */
    private static long rounded(double size, int power) {
        double factor = JsonNumbers.power(power);
        double product = size * factor;
        double lost = Math.fma(size, factor, -product);
        long below = (long) product;
        double rest = product - below;
        boolean up = rest > 0.5 || rest == 0.5 && (lost > 0 || lost == 0 && (below & 1) == 1);
        return up ? below + 1 : below;
    }

    private static int point(long digits, int decimals, byte[] into, int at) {
        if (decimals == 0) {
            return integer(digits, into, at);
        }
        long scale = (long) JsonNumbers.power(decimals);
        int end = integer(digits / scale, into, at);
        into[end] = '.';
        long rest = digits % scale;
        for (int i = end + decimals; i > end; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end + 1 + decimals;
    }

    private static int integer(long integer, byte[] into, int at) {
        int digits = 1;
        for (long rest = integer; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = integer;
        for (int i = at + digits - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }
}
