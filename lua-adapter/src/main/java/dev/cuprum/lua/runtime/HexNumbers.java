package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;

/** Reads hexadecimal numbers, also with a fraction and a binary exponent: {@code 0x1.8p3}. */
final class HexNumbers {

    private HexNumbers() {}

    static LuaValue parse(String text, int start, boolean negative) {
        double value = 0;
        int scale = 0;
        int digits = 0;
        boolean fraction = false;
        int i = start;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = Character.digit(c, 16);
            if (c == '.' && !fraction) {
                fraction = true;
            } else if (digit >= 0 && c < 128) {
                value = value * 16 + digit;
                scale -= fraction ? 4 : 0;
                digits++;
            } else {
                break;
            }
        }
        if (digits == 0) {
            return LuaValue.NIL;
        }
        if (i < text.length()) {
            String exponent = text.substring(i + 1);
            if (Character.toLowerCase(text.charAt(i)) != 'p' || !exponent.matches("[+-]?\\d{1,6}")) {
                return LuaValue.NIL;
            }
            scale += Integer.parseInt(exponent);
        }
        double scaled = scale == 0 ? value : value * Math.pow(2, scale);
        return Num.of(negative ? -scaled : scaled);
    }
}
