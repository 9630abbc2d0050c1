package dev.cuprum.lua.runtime;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Numbers as Lua writes them ({@code %.14g}). */
public final class Numbers {

    /** How many bytes the text of a number has at most. */
    public static final int MAX_LENGTH = 48;

    /** How many digits an int has at most. */
    public static final int MAX_INT_LENGTH = 10;

    private static final int DIGITS = 14;
    private static final double EXACT = 1e14;

    /** Texts of small integers, made as they are asked for; two threads may make the same one. */
    private static final LuaString[] SMALL = new LuaString[1024];

    /** The powers of ten that a long can be. */
    private static final long[] BOUNDS = new long[19];

    static {
        long power = 1;
        for (int i = 0; i < BOUNDS.length; i++) {
            BOUNDS[i] = power;
            power *= 10;
        }
    }

    private Numbers() {}

    /** A number as text. */
    public static String format(double number) {
        byte[] bytes = new byte[MAX_LENGTH];
        return new String(bytes, 0, write(number, bytes, 0), StandardCharsets.ISO_8859_1);
    }

    /** A number as a string. */
    public static LuaString text(double number) {
        int i = (int) number;
        boolean small = i == number && i >= 0 && i < SMALL.length && (i != 0 || 1 / number > 0);
        if (small && SMALL[i] != null) {
            return SMALL[i];
        }
        byte[] bytes = new byte[MAX_LENGTH];
        LuaString text = Text.string(bytes, 0, write(number, bytes, 0));
        if (small) {
            SMALL[i] = text;
        }
        return text;
    }

    /**
     * Writes a number into an array that has room for {@link #MAX_LENGTH} bytes more.
     *
     * @return where the text ends
     */
    public static int write(double number, byte[] into, int at) {
        if (Double.isNaN(number)) {
            into[at] = 'n';
            into[at + 1] = 'a';
            into[at + 2] = 'n';
            return at + 3;
        }
        int end = at;
        if (number < 0 || (number == 0 && 1 / number < 0)) {
            into[end++] = '-';
        }
        double magnitude = Math.abs(number);
        long whole = (long) magnitude;
        if (whole == magnitude && magnitude < EXACT) {
            return write(whole, into, end);
        }
        if (Double.isInfinite(magnitude)) {
            into[end] = 'i';
            into[end + 1] = 'n';
            into[end + 2] = 'f';
            return end + 3;
        }
        return Decimals.general(magnitude, DIGITS, false, into, end);
    }

    /** Writes an integer that is not negative. */
    public static int write(long number, byte[] into, int at) {
        int length = length(number);
        write(number, length, into, at);
        return at + length;
    }

    /** Writes the last digits of an integer that is not negative, with zeros before it where it has fewer. */
    public static void write(long number, int digits, byte[] into, int at) {
        long rest = number;
        int i = at + digits;
        while (rest > Integer.MAX_VALUE && i > at) {
            long next = rest / 10;
            into[--i] = (byte) ('0' + (rest - next * 10));
            rest = next;
        }
        int small = (int) rest;
        while (i > at) {
            int next = small / 10;
            into[--i] = (byte) ('0' + (small - next * 10));
            small = next;
        }
    }

    /** How many digits an integer has that is not negative. */
    public static int length(long number) {
        // About the logarithm: bits times log10(2), at most one too small.
        int length = (Long.SIZE - Long.numberOfLeadingZeros(number | 1)) * 1233 >> 12;
        return number >= BOUNDS[length] ? length + 1 : Math.max(1, length);
    }

    /** The number a value is or stands for; nil where it is none. */
    public static LuaValue toNumber(LuaValue value) {
        if (value instanceof Num) {
            return value;
        }
        return value instanceof LuaString string ? NumberText.parse(string) : LuaValue.NIL;
    }

    /** The number that a text is; nil where it is none. */
    public static LuaValue parse(LuaString string) {
        return NumberText.parse(string);
    }
}
