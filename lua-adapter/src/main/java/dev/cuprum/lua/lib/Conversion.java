package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

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

    private static final String LOWER = "0123456789abcdef";
    private static final String UPPER = "0123456789ABCDEF";
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    final int flags;
    final int width;
    final int precision;
    final char type;
    private final boolean bare;

    /**
     * @param precision -1 where there is none
     */
    Conversion(int flags, int width, int precision, char type) {
        this.flags = flags;
        this.width = width;
        this.precision = precision;
        this.type = type;
        this.bare = flags == 0 && width == 0 && precision < 0;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Adds an argument. */
    void add(LuaValue value, Varargs args, int i, ByteBuilder result) {
        switch (type) {
            case 's' -> string(value, result);
            case 'd', 'i' -> {
                double number = value instanceof Num num ? num.v : Args.number(args, i);
                integer(toLong(number), result);
            }
            case 'u', 'o', 'x', 'X' -> {
                double number = Args.number(args, i);
                integer(number >= TWO_TO_63 ? toLong(number - TWO_TO_64) : toLong(number), result);
            }
            case 'c' -> {
                int start = result.length();
                result.add(Args.integer(args, i)).justify(start, width, has(LEFT));
            }
            case 'q' -> quote(text(value), result);
            case 'p' -> result.add(pointer(value));
            default -> RealFormat.add(this, value instanceof Num num ? num.v : Args.number(args, i), result);
        }
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
        int start = result.length();
        int length = precision >= 0 && precision < text.m_length ? precision : text.m_length;
        result.add(text.m_bytes, text.m_offset, length);
        if (width > 0) {
            result.justify(start, width, has(LEFT));
        }
    }

    /** As the machine converts: what does not fit becomes the least integer there is. */
    private static long toLong(double number) {
        return number >= -TWO_TO_63 && number < TWO_TO_63 ? (long) number : Long.MIN_VALUE;
    }

    private void integer(long value, ByteBuilder result) {
        boolean signed = type == 'd' || type == 'i';
        long magnitude = signed ? Math.abs(value) : value;
        int bits = type == 'o' ? 3 : (type | 0x20) == 'x' ? 4 : 0;
        int digits = magnitude == 0 ? (precision == 0 ? 0 : 1) : length(magnitude, bits);
        boolean octal = type == 'o' && has(ALTERNATIVE);
        digits += octal && (magnitude != 0 || digits == 0) ? 1 : 0;
        int sign = signed ? sign(value < 0) : 0;
        int prefix = bits == 4 && has(ALTERNATIVE) && value != 0 ? 2 : sign == 0 ? 0 : 1;
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
        for (int i = 0; i < count; i++) {
            into[at + i] = (byte) c;
        }
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
        String alphabet = type == 'X' ? UPPER : LOWER;
        long rest = magnitude;
        for (int i = at + digits - 1; i >= at; i--) {
            if (bits > 0) {
                into[i] = (byte) alphabet.charAt((int) rest & ((1 << bits) - 1));
                rest >>>= bits;
            } else {
                long next = rest >= 0 ? rest / 10 : Long.divideUnsigned(rest, 10);
                into[i] = (byte) ('0' + (rest - next * 10));
                rest = next;
            }
        }
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
        result.add('"');
        for (int i = 0; i < string.m_length; i++) {
            int c = string.luaByte(i);
            if (c == '"' || c == '\\' || c == '\n') {
                result.add('\\').add(c);
            } else if (c < ' ' || c == 127) {
                int next = i + 1 < string.m_length ? string.luaByte(i + 1) : 0;
                String code = Integer.toString(c);
                boolean all = next >= '0' && next <= '9';
                result.add('\\').add(all ? "0".repeat(3 - code.length()) + code : code);
            } else {
                result.add(c);
            }
        }
        result.add('"');
    }
}
