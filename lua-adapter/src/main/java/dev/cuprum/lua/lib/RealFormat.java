package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Decimals;

/** The conversions of real numbers: {@code %e}, {@code %f}, {@code %g} and {@code %a}. */
final class RealFormat {

    private static final int HEX_DIGITS = 13;
    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final String HEX = "0123456789abcdef";

    private RealFormat() {}

    /** Adds a number. */
    static void add(Conversion conversion, double number, ByteBuilder result) {
        int start = result.length();
        if (Double.isNaN(number)) {
            // A plus is for what has a sign.
            result.add(conversion.has(Conversion.SPACE) ? " nan" : "nan");
            pad(conversion, start, start, false, result);
            return;
        }
        conversion.sign(Double.doubleToRawLongBits(number) < 0, result);
        int digits = result.length();
        boolean zeros = conversion.has(Conversion.ZERO);
        if (Double.isInfinite(number)) {
            result.add("inf");
            zeros = false;
        } else if ((conversion.type | 0x20) == 'a') {
            result.add("0x");
            digits += 2;
            hexadecimal(conversion, number, result);
        } else {
            decimal(conversion, Math.abs(number), result);
        }
        pad(conversion, start, digits, zeros, result);
    }

    private static void pad(Conversion conversion, int start, int digits, boolean zeros, ByteBuilder result) {
        if ((conversion.type & 0x20) == 0) {
            byte[] bytes = result.room(0);
            for (int i = start; i < result.length(); i++) {
                bytes[i] = (byte) (bytes[i] >= 'a' ? bytes[i] - 32 : bytes[i]);
            }
        }
        conversion.pad(start, digits, zeros, result);
    }

    private static void decimal(Conversion conversion, double magnitude, ByteBuilder result) {
        int precision = conversion.precision < 0 ? Conversion.USUAL_PRECISION : conversion.precision;
        boolean all = conversion.has(Conversion.ALTERNATIVE);
        byte[] into = result.room(Decimals.room(magnitude, precision));
        int at = result.length();
        result.length(
                switch (conversion.type | 0x20) {
                    case 'e' -> Decimals.scientific(magnitude, precision, all, into, at);
                    case 'f' -> Decimals.fixed(magnitude, precision, all, into, at);
                    default -> Decimals.general(magnitude, Math.max(1, precision), all, into, at);
                });
    }

    private static void hexadecimal(Conversion conversion, double number, ByteBuilder result) {
        long bits = Double.doubleToRawLongBits(number);
        long mantissa = bits & MANTISSA;
        int exponent = (int) (bits >>> MANTISSA_BITS) & 0x7ff;
        if (exponent != 0) {
            mantissa |= 1L << MANTISSA_BITS;
            exponent -= 1023;
        } else if (mantissa != 0) {
            int shift = Long.numberOfLeadingZeros(mantissa) - (Long.SIZE - 1 - MANTISSA_BITS);
            mantissa <<= shift;
            exponent = -1022 - shift;
        }
        int precision = conversion.precision;
        if (precision < 0) {
            int zeros = Long.numberOfTrailingZeros((mantissa & MANTISSA) | (1L << MANTISSA_BITS));
            precision = (MANTISSA_BITS - zeros + 3) / 4;
        } else if (precision < HEX_DIGITS) {
            mantissa += 1L << (MANTISSA_BITS - 1 - precision * 4);
        }
        result.add('0' + (int) (mantissa >>> MANTISSA_BITS));
        if (precision > 0 || conversion.has(Conversion.ALTERNATIVE)) {
            result.add('.');
        }
        for (int i = 1; i <= precision; i++) {
            int digit = i > HEX_DIGITS ? 0 : (int) (mantissa >>> (MANTISSA_BITS - 4 * i)) & 15;
            result.add(HEX.charAt(digit));
        }
        result.add('p').add(exponent < 0 ? '-' : '+').add(Integer.toString(Math.abs(exponent)));
    }
}
