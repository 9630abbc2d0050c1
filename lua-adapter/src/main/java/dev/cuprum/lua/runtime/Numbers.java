package dev.cuprum.lua.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Numbers as Lua writes them ({@code %.14g}) and reads them. */
public final class Numbers {

    private static final int DIGITS = 14;
    private static final double EXACT = 1e14;

    /** No text of a number that makes sense is longer; without a limit a hostile one costs time. */
    private static final int MAX_TEXT = 1200;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("(?i)([+-]?)(inf(?:inity)?|nan)");

    private Numbers() {}

    /** A number as text. */
    public static String format(Num number) {
        return format(number.v);
    }

    /** A number as text. */
    public static String format(double number) {
        if (number == Math.rint(number) && Math.abs(number) < EXACT) {
            return number == 0 && 1 / number < 0 ? "-0" : Long.toString((long) number);
        }
        return general(number, DIGITS, false);
    }

    /**
     * A number in C's {@code %g}.
     *
     * @param precision how many digits count, from 1
     * @param keepZeros whether zeros at the end stay, as with {@code %#g}
     */
    public static String general(double number, int precision, boolean keepZeros) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return special(number);
        }
        if (number == 0) {
            String zeros = keepZeros && precision > 1 ? "." + "0".repeat(precision - 1) : "";
            return (1 / number < 0 ? "-0" : "0") + zeros;
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(precision, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < -4 || exponent >= precision) {
            String text = scientific(number, precision - 1);
            int mark = text.indexOf('e');
            return keepZeros ? text : withoutZeros(text.substring(0, mark)) + text.substring(mark);
        }
        String text = rounded.setScale(Math.max(0, precision - 1 - exponent), RoundingMode.HALF_EVEN)
                .toPlainString();
        return keepZeros ? text : withoutZeros(text);
    }

    /** A number in C's {@code %e}. */
    public static String scientific(double number, int decimals) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return special(number);
        }
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
        int exponent = number == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        BigDecimal mantissa = rounded.movePointLeft(exponent).setScale(decimals, RoundingMode.HALF_EVEN);
        String sign = number == 0 && 1 / number < 0 ? "-" : "";
        int size = Math.abs(exponent);
        return sign + mantissa.toPlainString() + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }

    /** A number in C's {@code %f}. */
    public static String fixed(double number, int decimals) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return special(number);
        }
        String text = new BigDecimal(number)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
        boolean lostSign = (number < 0 || 1 / number < 0) && !text.startsWith("-");
        return lostSign ? "-" + text : text;
    }

    private static String special(double number) {
        return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
    }

    private static String withoutZeros(String text) {
        if (text.indexOf('.') < 0) {
            return text;
        }
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /** The number a value is or stands for; nil where it is none. */
    public static LuaValue toNumber(LuaValue value) {
        if (value instanceof Num) {
            return value;
        }
        return value instanceof LuaString string ? parse(string) : LuaValue.NIL;
    }

    /** The number that a text is; nil where it is none. */
    public static LuaValue parse(LuaString string) {
        String text = trimmed(string);
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            return LuaValue.NIL;
        }
        int digits = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        if (text.regionMatches(true, digits, "0x", 0, 2)) {
            return HexNumbers.parse(text, digits + 2, text.charAt(0) == '-');
        }
        if (DECIMAL.matcher(text).matches()) {
            return Num.of(Double.parseDouble(text));
        }
        var word = WORD.matcher(text);
        if (word.matches()) {
            double value = word.group(2).startsWith("n") || word.group(2).startsWith("N")
                    ? Double.NaN
                    : Double.POSITIVE_INFINITY;
            return Num.of(word.group(1).equals("-") ? -value : value);
        }
        return LuaValue.NIL;
    }

    private static String trimmed(LuaString string) {
        int start = string.m_offset;
        int end = start + string.m_length;
        byte[] bytes = string.m_bytes;
        while (start < end && isSpace(bytes[start])) {
            start++;
        }
        while (end > start && isSpace(bytes[end - 1])) {
            end--;
        }
        return new String(bytes, start, Math.min(end - start, MAX_TEXT + 1), StandardCharsets.ISO_8859_1);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }
}
