package dev.cuprum.lua.runtime;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Numbers as Lua writes them ({@code %.14g}). */
public final class Numbers {

    /** How many bytes the text of a number has at most. */
    public static final int MAX_LENGTH = 48;

    private static final int DIGITS = 14;
    private static final double EXACT = 1e14;

    /** Texts of small integers, made as they are asked for; two threads may make the same one. */
    private static final LuaString[] SMALL = new LuaString[1024];

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
        LuaString text = LuaString.valueUsing(bytes, 0, write(number, bytes, 0));
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
        long rest = number;
        int i = at + length;
        while (rest > Integer.MAX_VALUE) {
            long next = rest / 10;
            into[--i] = (byte) ('0' + (rest - next * 10));
            rest = next;
        }
        int small = (int) rest;
        do {
            int next = small / 10;
            into[--i] = (byte) ('0' + (small - next * 10));
            small = next;
        } while (small != 0);
        return at + length;
    }

    /** How many digits an integer has that is not negative. */
    public static int length(long number) {
        int length = 1;
        long bound = 10;
        while (number >= bound && length < 18) {
            length++;
            bound *= 10;
        }
        return number >= bound ? length + 1 : length;
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
