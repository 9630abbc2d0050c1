package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ShortCopy;
import dev.cuprum.lua.runtime.Text;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** One conversion of a format, such as {@code %-5.2f}, as LuaJIT carries it out. */
final class Conversion {

    /** What there are. */
    static final String TYPES = "AEFGXacdefgiopqsux";

    /** Flags, in the order of {@code "-+ #0"}. */
    static final int LEFT = 1;

    static final int PLUS = 2;
    static final int SPACE = 4;
    static final int ALTERNATIVE = 8;
    static final int ZERO = 16;

    /** The bytes that cannot stand between quotes as they are. */
    private static final boolean[] QUOTED = new boolean[256];

    /** How many digits a real number has where nobody says how many. */
    static final int USUAL_PRECISION = 6;

    /** So many bytes are looked at between two looks at the budget. */
    private static final int LONGEST_RUN = 4096;

    static {
        Arrays.fill(QUOTED, 0, ' ', true);
        QUOTED['"'] = true;
        QUOTED['\\'] = true;
        QUOTED[127] = true;
    }

    /** How many bits a hexadecimal digit has. */
    private static final int HEXADECIMAL = 4;

    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    final int flags;
    final int width;
    final int precision;
    final char type;
    private final boolean bare;
    private final boolean signed;
    /** How many bits a digit has; 0 for decimal ones. */
    private final int bits;

    private final boolean simple;

    /**
     * @param precision -1 where there is none
     */
    Conversion(int flags, int width, int precision, char type) {
        this.flags = flags;
        this.width = width;
        this.precision = precision;
        this.type = type;
        this.bare = flags == 0 && width == 0 && precision < 0;
        signed = type == 'd' || type == 'i';
        bits = type == 'o' ? 3 : (type | 0x20) == 'x' ? HEXADECIMAL : 0;
        simple = precision < 0 && (flags & (PLUS | SPACE | ALTERNATIVE)) == 0;
    }

    /** About how many bytes it makes; for real numbers, so many as they ask for. */
    int expected() {
        int usual =
                switch (type) {
                    case 'c' -> 1;
                    case 'd', 'i', 'u', 'o', 'x', 'X' -> 8;
                    case 's', 'q' -> 12;
                    default -> (precision < 0 ? USUAL_PRECISION : precision) + 24;
                };
        return Math.max(usual, width);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /**
     * Adds an argument.
     *
     * @param i which argument it is
     */
    void add(LuaValue value, int i, ByteBuilder result) {
        switch (type) {
            case 's' -> string(value, result);
            case 'd', 'i' -> {
                double number = number(value, i);
                if (bare && number >= 0 && number <= Integer.MAX_VALUE) {
                    result.addInteger((int) number);
                } else {
                    integer(toLong(number), result);
                }
            }
            case 'u', 'o', 'x', 'X' -> {
                double number = number(value, i);
                integer(number >= TWO_TO_63 ? toLong(number - TWO_TO_64) : toLong(number), result);
            }
            case 'c' -> {
                int start = result.length();
                result.add(Args.integer(number(value, i))).justify(start, width, has(LEFT));
            }
            case 'q' -> quote(text(value), result);
            case 'p' -> result.add(pointer(value));
            default -> RealFormat.add(this, number(value, i), result);
        }
    }

    private static double number(LuaValue value, int i) {
        return value instanceof Num number ? number.v : Args.number(value, i);
    }

    private static LuaString text(LuaValue value) {
        LuaValue text = Text.tostring(value);
        // What __tostring returns may be anything.
        return Text.isText(text) ? Text.of(text) : LuaString.valueOf(Text.describe(text));
    }

    private void string(LuaValue value, ByteBuilder result) {
        if (bare && value instanceof Num number) {
            result.add(number.v);
            return;
        }
        LuaString text = value instanceof LuaString string ? string : text(value);
        int length = precision >= 0 && precision < text.m_length ? precision : text.m_length;
        int missing = width - length;
        if (missing > 0 && !has(LEFT)) {
            result.fill(' ', missing);
        }
        result.add(text.m_bytes, text.m_offset, length);
        if (missing > 0 && has(LEFT)) {
            result.fill(' ', missing);
        }
    }

    /** As the machine converts: what does not fit becomes the least integer there is. */
    private static long toLong(double number) {
        return number >= -TWO_TO_63 && number < TWO_TO_63 ? (long) number : Long.MIN_VALUE;
    }

    /** An integer in full, without precision, sign of a positive number, or prefix. */
    private void simple(long value, ByteBuilder result) {
        boolean negative = signed && value < 0;
        long magnitude = negative ? -value : value;
        int digits = magnitude == 0 ? 1 : length(magnitude, bits);
        int used = negative ? digits + 1 : digits;
        int missing = Math.max(0, width - used);
        byte[] into = result.room(used + missing);
        int at = result.length();
        if (missing > 0 && (flags & (LEFT | ZERO)) == 0) {
            at = fill(into, at, missing, ' ');
        }
        if (negative) {
            into[at++] = '-';
        }
        if (missing > 0 && (flags & (LEFT | ZERO)) == ZERO) {
            at = fill(into, at, missing, '0');
        }
        write(magnitude, bits, into, at, digits);
        at += digits;
        if (missing > 0 && has(LEFT)) {
            at = fill(into, at, missing, ' ');
        }
        result.length(at);
    }

    private void integer(long value, ByteBuilder result) {
        if (simple) {
            simple(value, result);
        } else {
            full(value, result);
        }
    }

    private void full(long value, ByteBuilder result) {
        long magnitude = signed ? Math.abs(value) : value;
        int digits = magnitude == 0 ? (precision == 0 ? 0 : 1) : length(magnitude, bits);
        boolean octal = type == 'o' && has(ALTERNATIVE);
        digits += octal && (magnitude != 0 || digits == 0) ? 1 : 0;
        int sign = signed ? sign(value < 0) : 0;
        int prefix = bits == HEXADECIMAL && has(ALTERNATIVE) && value != 0 ? 2 : sign == 0 ? 0 : 1;
        int all = Math.max(digits, precision);
        int missing = Math.max(0, width - all - prefix);
        boolean zeros = has(ZERO) && !has(LEFT) && precision < 0;
        byte[] into = result.room(missing + prefix + all);
        int at = result.length();
        if (!zeros && !has(LEFT)) {
            at = fill(into, at, missing, ' ');
        }
        if (prefix > 0) {
            into[at++] = (byte) (prefix == 2 ? '0' : sign);
        }
        if (prefix == 2) {
            into[at++] = (byte) type;
        }
        at = fill(into, at, (zeros ? missing : 0) + all - digits, '0');
        write(magnitude, bits, into, at, digits);
        at += digits;
        if (has(LEFT)) {
            at = fill(into, at, missing, ' ');
        }
        result.length(at);
    }

    private static int fill(byte[] into, int at, int count, char c) {
        ShortCopy.fill(into, at, count, c);
        return at + count;
    }

    /** How many digits a number has, in decimal where {@code bits} is 0. */
    private static int length(long magnitude, int bits) {
        if (bits > 0) {
            return (Long.SIZE - Long.numberOfLeadingZeros(magnitude) + bits - 1) / bits;
        }
        return magnitude < 0 ? Long.toUnsignedString(magnitude).length() : Numbers.length(magnitude);
    }

    private void write(long magnitude, int bits, byte[] into, int at, int digits) {
        if (bits == 0 && magnitude >= 0) {
            Numbers.write(magnitude, digits, into, at);
            return;
        }
        if (bits == HEXADECIMAL && digits <= Integer.BYTES * 2 && at + Long.BYTES <= into.length) {
            long text = hexadecimal((int) magnitude, type == 'X' ? 'A' : 'a');
            BIG_ENDIAN.set(into, at, text << Byte.SIZE * (Long.BYTES - digits));
            return;
        }
        int mask = (1 << bits) - 1;
        int letters = type == 'X' ? 'A' - 10 : 'a' - 10;
        long rest = magnitude;
        for (int i = at + digits - 1; i >= at; i--) {
            int digit;
            if (bits > 0) {
                digit = (int) rest & mask;
                rest >>>= bits;
            } else {
                digit = (int) Long.remainderUnsigned(rest, 10);
                rest = Long.divideUnsigned(rest, 10);
            }
            into[i] = (byte) (digit + (digit < 10 ? '0' : letters));
        }
    }

    /** The eight digits of a number, one in each byte, all at once. */
    private static long hexadecimal(int number, char letter) {
        long digits = number & 0xffff_ffffL;
        digits = (digits | digits << 16) & 0x0000_ffff_0000_ffffL;
        digits = (digits | digits << 8) & 0x00ff_00ff_00ff_00ffL;
        digits = (digits | digits << 4) & 0x0f0f_0f0f_0f0f_0f0fL;
        // A digit from 10 up carries into the next half byte.
        long letters = (digits + 0x0606_0606_0606_0606L) >>> 4 & 0x0101_0101_0101_0101L;
        return digits + 0x3030_3030_3030_3030L + letters * (letter - '0' - 10);
    }

    private int sign(boolean negative) {
        return negative ? '-' : has(PLUS) ? '+' : has(SPACE) ? ' ' : 0;
    }

    /** Adds the sign of a number. */
    void sign(boolean negative, ByteBuilder result) {
        int sign = sign(negative);
        if (sign != 0) {
            result.add(sign);
        }
    }

    /** Brings what stands from {@code start} on to the width; zeros go in where the digits begin. */
    void pad(int start, int digits, boolean zeros, ByteBuilder result) {
        int missing = width - (result.length() - start);
        if (missing > 0) {
            if (zeros && !has(LEFT)) {
                result.insert(digits, missing, '0');
            } else {
                result.justify(start, width, has(LEFT));
            }
        }
    }

    private static String pointer(LuaValue value) {
        boolean plain = value.isnil() || value.isboolean() || value instanceof Num;
        return plain ? "NULL" : String.format("0x%08x", System.identityHashCode(value));
    }

    /** A string as Lua source can have it. */
    private static void quote(LuaString string, ByteBuilder result) {
        byte[] bytes = string.m_bytes;
        int end = string.m_offset + string.m_length;
        result.add('"');
        int i = string.m_offset;
        while (i < end) {
            int run = i;
            int most = Math.min(end, i + LONGEST_RUN);
            while (run < most && !QUOTED[bytes[run] & 0xff]) {
                run++;
            }
            result.add(bytes, i, run - i);
            i = run;
            if (i < most) {
                escape(bytes[i], i + 1 < end && bytes[i + 1] >= '0' && bytes[i + 1] <= '9', result);
                i++;
            }
        }
        result.add('"');
    }

    private static void escape(byte c, boolean beforeDigit, ByteBuilder result) {
        result.add('\\');
        if (c >= ' ' && c != 127 || c == '\n') {
            result.add(c);
        } else {
            String code = Integer.toString(c);
            result.add(beforeDigit ? "0".repeat(3 - code.length()) + code : code);
        }
    }
}
