package dev.cuprum.lua.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes doubles in decimal, as C's {@code %e}, {@code %f} and {@code %g} do, into arrays of bytes. Exact, and where the
 * exact value lies halfway between two texts, the larger one is written, as LuaJIT does.
 *
 * <p>What is written often has at most 15 digits. Such digits are the integer next to the number times a power of ten
 * that is itself a double; a fused multiplication tells the error of that product, so that its rounding is exact without
 * big integers. Everything else goes through {@link BigDecimal}.
 */
public final class Decimals {

    /** How many digits the largest double has before its point. */
    private static final int LARGEST = 309;

    /** What may come besides the digits that are asked for: others before the point, the point, zeros, an exponent. */
    private static final int FEW = 24;

    private static final int FAST_DIGITS = 15;
    private static final int FAST_POWER = 22;

    /** Below this bound a double still has a place behind the point, which tells on which side of a half it is. */
    private static final double FAST_LIMIT = 0x1p51;

    private static final double[] POWERS = new double[FAST_POWER + 1];
    private static final long[] INTEGER_POWERS = new long[FAST_DIGITS + 1];

    static {
        for (int i = 0; i <= FAST_POWER; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
        for (int i = 0; i <= FAST_DIGITS; i++) {
            INTEGER_POWERS[i] = (long) POWERS[i];
        }
    }

    private Decimals() {}

    /** How many bytes may be written at most, with so many digits behind the point, or in all. */
    public static int room(double magnitude, int precision) {
        return precision + (magnitude < 1e15 ? FEW : LARGEST + FEW);
    }

    /**
     * Writes as {@code %g} does.
     *
     * @param magnitude finite, not negative
     * @param precision how many digits count, from 1
     * @param keepZeros whether zeros at the end stay, and the point, as with {@code %#g}
     * @return where the text ends
     */
    public static int general(double magnitude, int precision, boolean keepZeros, byte[] into, int at) {
        long whole = (long) magnitude;
        if (whole == magnitude && !keepZeros && precision <= FAST_DIGITS && whole < INTEGER_POWERS[precision]) {
            return Numbers.write(whole, into, at);
        }
        int exponent = digits(magnitude, precision, into, at);
        int count = precision;
        if (!keepZeros) {
            while (count > 1 && into[at + count - 1] == '0') {
                count--;
            }
        }
        if (exponent < -4 || exponent >= precision) {
            return exponent(exponent, into, point(into, at, 1, count, keepZeros));
        }
        if (exponent >= 0) {
            return point(into, at, exponent + 1, Math.max(count, exponent + 1), keepZeros);
        }
        int zeros = 1 - exponent;
        System.arraycopy(into, at, into, at + zeros, count);
        Arrays.fill(into, at, at + zeros, (byte) '0');
        into[at + 1] = '.';
        return at + zeros + count;
    }

    /**
     * Writes as {@code %e} does.
     *
     * @param decimals how many digits come behind the point
     * @param keepPoint whether the point stays without digits behind it
     */
    public static int scientific(double magnitude, int decimals, boolean keepPoint, byte[] into, int at) {
        int exponent = digits(magnitude, decimals + 1, into, at);
        return exponent(exponent, into, point(into, at, 1, decimals + 1, keepPoint));
    }

    /**
     * Writes as {@code %f} does.
     *
     * @param decimals how many digits come behind the point
     * @param keepPoint whether the point stays without digits behind it
     */
    public static int fixed(double magnitude, int decimals, boolean keepPoint, byte[] into, int at) {
        long scaled = decimals <= FAST_POWER ? scaled(magnitude, decimals) : -1;
        if (scaled >= 0) {
            int count = Math.max(Numbers.length(scaled), decimals + 1);
            Numbers.write(scaled, count, into, at);
            return point(into, at, count - decimals, count, keepPoint);
        }
        String text = new BigDecimal(magnitude)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
        int end = ascii(text, into, at);
        if (keepPoint && decimals == 0) {
            into[end++] = '.';
        }
        return end;
    }

    /** Moves the last of {@code count} digits one place to the right, and puts a point before them. */
    private static int point(byte[] into, int at, int before, int count, boolean keep) {
        if (before == count && !keep) {
            return at + count;
        }
        for (int i = at + count; i > at + before; i--) {
            into[i] = into[i - 1];
        }
        into[at + before] = '.';
        return at + count + 1;
    }

    private static int exponent(int exponent, byte[] into, int at) {
        int size = Math.abs(exponent);
        int end = at;
        into[end++] = 'e';
        into[end++] = (byte) (exponent < 0 ? '-' : '+');
        if (size >= 100) {
            into[end++] = (byte) ('0' + size / 100);
        }
        into[end++] = (byte) ('0' + size / 10 % 10);
        into[end++] = (byte) ('0' + size % 10);
        return end;
    }

    /** Writes the first digits of a number, and tells the power of ten of the first one. */
    private static int digits(double magnitude, int count, byte[] into, int at) {
        if (magnitude == 0) {
            Arrays.fill(into, at, at + count, (byte) '0');
            return 0;
        }
        if (count <= FAST_DIGITS) {
            int exponent = Math.floorDiv(Math.getExponent(magnitude) * 1233, 4096);
            for (int i = 0; i < 2; i++, exponent++) {
                long scaled = scaled(magnitude, count - 1 - exponent);
                if (scaled < 0) {
                    // With the next exponent a number that is too small for it could be rounded up to its least one.
                    break;
                }
                if (scaled >= INTEGER_POWERS[count - 1] && scaled < INTEGER_POWERS[count]) {
                    Numbers.write(scaled, count, into, at);
                    return exponent;
                }
            }
        }
        BigDecimal rounded = new BigDecimal(magnitude).round(new MathContext(count, RoundingMode.HALF_UP));
        int end = ascii(rounded.unscaledValue().toString(), into, at);
        if (end < at + count) {
            Arrays.fill(into, end, at + count, (byte) '0');
        }
        return rounded.precision() - rounded.scale() - 1;
    }

    /** The integer next to {@code magnitude * 10^power}; -1 where that cannot be told exactly in this way. */
    private static long scaled(double magnitude, int power) {
        double product;
        double error;
        if (power >= 0 && power <= FAST_POWER) {
            product = magnitude * POWERS[power];
            error = Math.fma(magnitude, POWERS[power], -product);
        } else if (power < 0 && power >= -FAST_POWER) {
            product = magnitude / POWERS[-power];
            error = Math.fma(-product, POWERS[-power], magnitude);
        } else {
            return -1;
        }
        if (!(product < FAST_LIMIT)) {
            return -1;
        }
        long whole = (long) product;
        double beyondHalf = product - whole - 0.5;
        return beyondHalf > 0 || (beyondHalf == 0 && error >= 0) ? whole + 1 : whole;
    }

    private static int ascii(String text, byte[] into, int at) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, into, at, bytes.length);
        return at + bytes.length;
    }
}
