package dev.cuprum.lua.compiler;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads a number as it is written in a source: decimal, hexadecimal with or without a fraction, or binary. Every result
 * is the nearest double.
 */
final class NumberLiteral {

    /** A larger exponent is a mistake. */
    private static final int LARGEST_EXPONENT = (1 << 20) - 1;

    /** A mantissa from here on has all the bits that can count, but for whether anything follows. */
    private static final long ENOUGH = 1L << 58;

    /** How much longer than the mantissa a binary number may be, which is of 64 bits. */
    private static final int MAX_BINARY_SCALE = 64 - 59;

    /** Any number is 0 or infinite with it, however long its mantissa is. */
    private static final long EXTREME = 5000;

    private final byte[] bytes;
    private final int end;
    private int at;

    /** The first bits of a number that has a power of 2 as its base. */
    private long mantissa;

    /** How often the mantissa has to be doubled. */
    private long scale;

    /** Whether anything but zeros follows the mantissa. */
    private boolean more;

    private NumberLiteral(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** The number; NaN where the text is none. */
    static double parse(byte[] bytes, int start, int end) {
        NumberLiteral literal = new NumberLiteral(bytes, start, end);
        if (literal.prefix('x')) {
            return literal.bits(4);
        }
        return literal.prefix('b') ? literal.bits(1) : literal.decimal();
    }

    /** Whether the text is a 64-bit integer or an imaginary number, which LuaJIT's FFI has. */
    static boolean isForeign(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int suffix = lower.endsWith("ull") ? 3 : lower.endsWith("ll") ? 2 : lower.endsWith("i") ? 1 : 0;
        String digits = lower.substring(0, lower.length() - suffix);
        boolean integer = digits.startsWith("0x") || !digits.matches(".*[.e].*");
        byte[] bytes = digits.getBytes(StandardCharsets.ISO_8859_1);
        return suffix > 0
                && (suffix == 1 || (integer && !digits.matches(".*[.p].*")))
                && !Double.isNaN(parse(bytes, 0, bytes.length));
    }

    private int peek() {
        return at < end ? bytes[at] : 0;
    }

    private boolean skip(char lowerCase) {
        boolean found = (peek() | 0x20) == lowerCase;
        at += found ? 1 : 0;
        return found;
    }

    private boolean prefix(char letter) {
        boolean found = end - at >= 2 && bytes[at] == '0' && (bytes[at + 1] | 0x20) == letter;
        at += found ? 2 : 0;
        return found;
    }

    private double decimal() {
        int start = at;
        int digits = skipDigits();
        if (peek() == '.') {
            at++;
            digits += skipDigits();
        }
        if (digits == 0 || (skip('e') && !skipExponent()) || at < end) {
            return Double.NaN;
        }
        return Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
    }

    private int skipDigits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        return at - start;
    }

    private boolean skipExponent() {
        return exponent() <= LARGEST_EXPONENT;
    }

    /** The size of the exponent that begins here, without its sign; what is too large where there is none. */
    private long exponent() {
        if (peek() == '-' || peek() == '+') {
            at++;
        }
        long size = 0;
        int start = at;
        for (; peek() >= '0' && peek() <= '9' && size <= LARGEST_EXPONENT; at++) {
            size = size * 10 + (peek() - '0');
        }
        return at == start ? Long.MAX_VALUE : size;
    }

    /** A number whose digits have so many bits. */
    private double bits(int width) {
        if (!readBits(width) || (width == 4 && skip('p') && !readBinaryExponent()) || at < end) {
            return Double.NaN;
        }
        long clamped = Math.max(-EXTREME, Math.min(EXTREME, scale));
        return Double.parseDouble("0x" + Long.toHexString(more ? mantissa | 1 : mantissa) + "p" + clamped);
    }

    private boolean readBits(int width) {
        int digits = 0;
        boolean fraction = false;
        for (; at < end; at++) {
            int digit = Character.digit(bytes[at], 1 << width);
            if (digit >= 0) {
                digits++;
                addDigit(digit, width, fraction);
            } else if (bytes[at] == '.' && !fraction && width == 4) {
                fraction = true;
            } else {
                break;
            }
        }
        return digits > 0 && (width > 1 || scale <= MAX_BINARY_SCALE);
    }

    private void addDigit(int digit, int width, boolean fraction) {
        if (mantissa < ENOUGH) {
            mantissa = mantissa << width | digit;
            scale -= fraction ? width : 0;
        } else {
            more |= digit != 0;
            scale += fraction ? 0 : width;
        }
    }

    private boolean readBinaryExponent() {
        boolean negative = peek() == '-';
        long size = exponent();
        scale += negative ? -size : size;
        return size <= LARGEST_EXPONENT;
    }
}
