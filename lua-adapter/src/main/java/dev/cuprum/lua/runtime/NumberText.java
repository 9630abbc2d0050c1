package dev.cuprum.lua.runtime;

import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Reads numbers as LuaJIT does: decimal, hexadecimal, binary, {@code inf} and {@code nan}, spaces around them. */
final class NumberText {

    /** In longer texts the budget is asked now and then. */
    private static final int LONG = 4096;

    /** Digits beyond these only say whether there is more. */
    private static final int MOST_DIGITS = 1100;

    /** Digits beyond these are left to the JVM. */
    private static final int FAST_DIGITS = 15;

    private static final int FAST_POWER = 22;

    /** From here on an exponent is no number any more. */
    private static final int MAX_EXPONENT = 1 << 20;

    private static final double[] POWERS = new double[FAST_POWER + 1];

    static {
        for (int i = 0; i <= FAST_POWER; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private NumberText() {}

    /** The number that a text is; nil where it is none. */
    static LuaValue parse(LuaString string) {
        byte[] bytes = string.m_bytes;
        int start = string.m_offset;
        int end = start + string.m_length;
        while (start < end && isSpace(bytes[start])) {
            start++;
            poll(start);
        }
        while (end > start && isSpace(bytes[end - 1])) {
            end--;
            poll(end);
        }
        boolean negative = start < end && bytes[start] == '-';
        int first = start < end && (negative || bytes[start] == '+') ? start + 1 : start;
        if (first >= end) {
            return LuaValue.NIL;
        }
        int second = first + 1 < end ? bytes[first + 1] | 0x20 : 0;
        if (bytes[first] == '0' && second == 'x') {
            return HexNumbers.parse(bytes, first + 2, end, negative);
        }
        if (bytes[first] == '0' && second == 'b') {
            return HexNumbers.binary(bytes, first + 2, end, negative);
        }
        return bytes[first] > '9' ? word(bytes, first, end, negative) : decimal(bytes, first, end, negative);
    }

    private static LuaValue decimal(byte[] bytes, int start, int end, boolean negative) {
        long mantissa = 0;
        int digits = 0;
        int significant = 0;
        int behind = 0;
        boolean point = false;
        int i = start;
        for (; i < end; i++) {
            poll(i);
            byte b = bytes[i];
            if (b >= '0' && b <= '9') {
                digits++;
                significant += significant > 0 || b != '0' ? 1 : 0;
                behind += point ? 1 : 0;
                mantissa = significant <= FAST_DIGITS ? mantissa * 10 + (b - '0') : mantissa;
            } else if (b == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return LuaValue.NIL;
        }
        int exponent = 0;
        if (i < end) {
            exponent = (bytes[i] | 0x20) == 'e' ? exponent(bytes, i + 1, end) : MAX_EXPONENT;
            if (exponent == MAX_EXPONENT) {
                return LuaValue.NIL;
            }
        }
        int power = exponent - behind;
        double value;
        if (significant <= FAST_DIGITS && power >= -FAST_POWER && power <= FAST_POWER) {
            value = power < 0 ? mantissa / POWERS[-power] : mantissa * POWERS[power];
        } else if (significant > MOST_DIGITS) {
            value = Double.parseDouble(shortened(bytes, start, i) + "e" + (power + significant - MOST_DIGITS - 1));
        } else {
            value = Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
        }
        return Num.of(negative ? -value : value);
    }

    /** The first significant digits of a number, and one more that stands for those that follow. */
    private static String shortened(byte[] bytes, int start, int end) {
        StringBuilder kept = new StringBuilder(MOST_DIGITS + 1);
        boolean more = false;
        for (int i = start; i < end && !more; i++) {
            poll(i);
            if (bytes[i] == '.' || (kept.isEmpty() && bytes[i] == '0')) {
                continue;
            }
            if (kept.length() < MOST_DIGITS) {
                kept.append((char) bytes[i]);
            } else {
                more = bytes[i] != '0';
            }
        }
        return kept.append(more ? '1' : '0').toString();
    }

    private static void poll(int i) {
        if (i % LONG == LONG - 1) {
            LuaRun.currentBudget().poll();
        }
    }

    /** The exponent that is the rest of a text; {@link #MAX_EXPONENT} where it is none, or too large. */
    static int exponent(byte[] bytes, int start, int end) {
        boolean negative = start < end && bytes[start] == '-';
        int i = start < end && (negative || bytes[start] == '+') ? start + 1 : start;
        if (i >= end) {
            return MAX_EXPONENT;
        }
        int exponent = 0;
        for (; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return MAX_EXPONENT;
            }
            exponent = exponent * 10 + (bytes[i] - '0');
            if (exponent >= MAX_EXPONENT) {
                return MAX_EXPONENT;
            }
        }
        return negative ? -exponent : exponent;
    }

    /** Whether an exponent is none. */
    static boolean isNone(int exponent) {
        return exponent == MAX_EXPONENT;
    }

    private static LuaValue word(byte[] bytes, int start, int end, boolean negative) {
        if (end - start != 3 && end - start != 8) {
            return LuaValue.NIL;
        }
        char[] word = new char[end - start];
        for (int i = 0; i < word.length; i++) {
            word[i] = (char) (bytes[start + i] | 0x20);
        }
        return switch (String.valueOf(word)) {
            case "inf", "infinity" -> Num.of(negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            case "nan" -> Num.of(Double.NaN);
            default -> LuaValue.NIL;
        };
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
