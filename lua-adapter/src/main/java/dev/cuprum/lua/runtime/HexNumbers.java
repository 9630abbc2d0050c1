package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;

/** Reads hexadecimal numbers, also with a fraction and a binary exponent, {@code 0x1.8p3}, and binary ones. */
final class HexNumbers {

    /** As long as a number is below this bound, a long has room for one digit more. */
    private static final long FULL = 1L << 58;

    private static final int LONG = 64;
    private static final double TWO_TO_64 = 0x1p64;

    private HexNumbers() {}

    /** The number whose digits these are; nil where they are none. */
    static LuaValue parse(byte[] bytes, int start, int end, boolean negative) {
        long value = 0;
        long scale = 0;
        boolean any = false;
        boolean fraction = false;
        int i = start;
        for (; i < end; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (bytes[i] == '.' && !fraction) {
                fraction = true;
            } else if (digit < 0) {
                break;
            } else {
                any = true;
                if (value < FULL) {
                    value = value * 16 + digit;
                    scale -= fraction ? 4 : 0;
                } else {
                    // What is lost here can only tell on which side of a half the number is.
                    value |= digit == 0 ? 0 : 1;
                    scale += fraction ? 0 : 4;
                }
            }
        }
        if (!any) {
            return LuaValue.NIL;
        }
        if (i < end) {
            int exponent = (bytes[i] | 0x20) == 'p' ? NumberText.exponent(bytes, i + 1, end) : 0;
            if ((bytes[i] | 0x20) != 'p' || NumberText.isNone(exponent)) {
                return LuaValue.NIL;
            }
            scale += exponent;
        }
        double scaled = Math.scalb((double) value, (int) Math.max(-10_000, Math.min(scale, 10_000)));
        return Num.of(negative ? -scaled : scaled);
    }

    /** The number whose binary digits these are, 64 at most; nil where they are none. */
    static LuaValue binary(byte[] bytes, int start, int end, boolean negative) {
        if (start >= end || end - start > LONG) {
            return LuaValue.NIL;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            if (bytes[i] != '0' && bytes[i] != '1') {
                return LuaValue.NIL;
            }
            value = value << 1 | (bytes[i] - '0');
        }
        double number = value < 0 ? value + TWO_TO_64 : value;
        return Num.of(negative ? -number : number);
    }
}
