package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Num;
import java.nio.charset.StandardCharsets;

/** Reads the numbers of a text that is decoded: those of JSON, and all others that C reads, where these are allowed. */
final class JsonNumberReader {

    private static final long EXACT_MANTISSA = 1L << 53;
    private static final int EXACT_POWER = 22;
    private static final int BETWEEN_POLLS = 8192;

    private final JsonText text;
    private final boolean takesInvalidNumbers;

    JsonNumberReader(JsonText text, boolean takesInvalidNumbers) {
        this.text = text;
        this.takesInvalidNumbers = takesInvalidNumbers;
    }

    /** Reads a number; its first character, a digit or a sign, is next. */
    Num read(String expected) {
        int from = text.at;
        int i = from;
        boolean negative = text.bytes[i] == '-';
        if (negative || text.bytes[i] == '+') {
            i++;
        }
        int digits = i;
        long value = 0;
        int c = text.byteAt(i);
        while (c >= '0' && c <= '9' && i - digits < 18) {
            value = value * 10 + (c - '0');
            c = text.byteAt(++i);
        }
        boolean plain = i > digits && (c < '0' || c > '9') && c != '.' && (c | 0x20) != 'e' && (c | 0x20) != 'x';
        if (plain && (text.byteAt(digits) != '0' || i == digits + 1)) {
            text.at = i;
            return negative ? Num.of(-(double) value) : Num.of(value);
        }
        return further(from, digits, expected);
    }

    /** Whether a number begins here that JSON does not have: one with a plus, infinity, or no number. */
    boolean beginsOddOne() {
        int c = text.byteAt(text.at);
        return c == '+'
                || ((c | 0x20) == 'i' || (c | 0x20) == 'n')
                        && JsonNumbers.wordLength(text.bytes, text.at, text.end) > 0;
    }

    private Num further(int from, int digits, String expected) {
        if (!takesInvalidNumbers && isInvalid(from, digits)) {
            throw text.unexpected(expected, "invalid number", from);
        }
        int first = text.byteAt(digits);
        if (first > '9' || first == '0' && (text.byteAt(digits + 1) | 0x20) == 'x') {
            return special(from, digits, expected);
        }
        return decimal(from, digits, expected);
    }

    /** Whether C would read it as a number, but JSON has no such numbers. */
    private boolean isInvalid(int from, int digits) {
        int first = text.byteAt(digits);
        int second = text.byteAt(digits + 1);
        boolean odd = first == '0' && ((second | 0x20) == 'x' || second >= '0' && second <= '9');
        return odd || text.byteAt(from) == '+' || JsonNumbers.wordLength(text.bytes, digits, text.end) > 0;
    }

    private Num special(int from, int digits, String expected) {
        int after = JsonNumbers.specialEnd(text.budget, text.bytes, digits, text.end);
        if (after == digits) {
            throw text.unexpected(expected, "invalid number", from);
        }
        text.at = after;
        double value = after - digits > LongNumber.LONG
                ? Double.parseDouble(LongNumber.shortened(text.budget, text.bytes, digits + 2, after, 16))
                : JsonNumbers.special(text.bytes, digits, after);
        return Num.of(text.byteAt(from) == '-' ? -value : value);
    }

    private Num decimal(int from, int digits, String expected) {
        int i = digits;
        long value = 0;
        int scale = 0;
        int significant = 0;
        int seen = 0;
        boolean fraction = false;
        while (true) {
            int c = text.byteAt(i);
            if (c >= '0' && c <= '9') {
                seen++;
                significant += value != 0 || c != '0' ? 1 : 0;
                value = significant <= 18 ? value * 10 + (c - '0') : value;
                scale += fraction ? 1 : 0;
            } else if (c == '.' && !fraction) {
                fraction = true;
            } else {
                break;
            }
            i++;
            if (i % BETWEEN_POLLS == 0) {
                text.budget.poll();
            }
        }
        if (seen == 0) {
            throw text.unexpected(expected, "invalid number", from);
        }
        int mantissaEnd = i;
        i = JsonNumbers.exponentEnd(text.budget, text.bytes, i, text.end);
        text.at = i;
        boolean negative = text.byteAt(from) == '-';
        if (significant <= 18 && value <= EXACT_MANTISSA && i == mantissaEnd && scale <= EXACT_POWER) {
            double exact = value / JsonNumbers.power(scale);
            return Num.of(negative ? -exact : exact);
        }
        double whole = Double.parseDouble(
                i - digits > LongNumber.LONG
                        ? LongNumber.shortened(text.budget, text.bytes, digits, i, 10)
                        : new String(text.bytes, digits, i - digits, StandardCharsets.ISO_8859_1));
        return Num.of(negative ? -whole : whole);
    }
}
