package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.util.Locale;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code string.format}: C's printf, as far as Lua has it. */
final class StringFormat {

    /** One conversion such as {@code %-5.2f}. */
    private record Conversion(String flags, int width, int precision, char type) {

        boolean has(char flag) {
            return flags.indexOf(flag) >= 0;
        }
    }

    private static final double TWO_TO_63 = 0x1p63;
    private static final String FLAGS = "-+ #0";

    private final LuaString template;
    private final ByteBuilder result;
    private int at;

    private StringFormat(LuaString template, ByteBuilder result) {
        this.template = template;
        this.result = result;
    }

    static Varargs format(Varargs args) {
        LuaString template = Args.string(args, 1);
        return new StringFormat(template, new ByteBuilder(LuaRun.current().budget())).run(args);
    }

    private LuaString run(Varargs args) {
        int arg = 1;
        while (at < template.m_length) {
            int c = template.luaByte(at++);
            if (c != '%') {
                result.add(c);
            } else if (peek() == '%') {
                at++;
                result.add('%');
            } else {
                convert(conversion(), args, ++arg);
            }
        }
        return result.string();
    }

    private char peek() {
        return at < template.m_length ? (char) template.luaByte(at) : 0;
    }

    private Conversion conversion() {
        StringBuilder flags = new StringBuilder();
        while (peek() != 0 && FLAGS.indexOf(peek()) >= 0) {
            flags.append(peek());
            at++;
            if (flags.length() > FLAGS.length()) {
                throw new ScriptError("invalid format (repeated flags)");
            }
        }
        int width = twoDigits(0);
        int precision = -1;
        if (peek() == '.') {
            at++;
            precision = twoDigits(0);
        }
        char type = peek();
        at++;
        return new Conversion(flags.toString(), width, precision, type);
    }

    private int twoDigits(int otherwise) {
        int value = otherwise;
        for (int i = 0; i < 2 && Character.isDigit(peek()); i++) {
            value = value * 10 + (peek() - '0');
            at++;
        }
        if (Character.isDigit(peek())) {
            throw new ScriptError("invalid format (width or precision too long)");
        }
        return value;
    }

    private void convert(Conversion conversion, Varargs args, int arg) {
        switch (conversion.type()) {
            case 'c' -> pad(conversion, LuaString.valueOf(new byte[] {(byte) Args.integer(args, arg)}));
            case 'd', 'i' -> number(conversion, signed(conversion, integer(args, arg)));
            case 'u' -> number(conversion, least(conversion, Long.toUnsignedString(integer(args, arg))));
            case 'o', 'x', 'X' -> number(conversion, unsigned(conversion, integer(args, arg)));
            case 'a', 'A', 'e', 'E', 'f', 'F', 'g', 'G' -> number(conversion, real(conversion, Args.number(args, arg)));
            case 'q' -> quote(Args.string(args, arg));
            case 's' -> text(conversion, Args.any(args, arg));
            default ->
                throw new ScriptError("invalid option '%"
                        + (conversion.type() == 0 ? "" : String.valueOf(conversion.type())) + "' to 'format'");
        }
    }

    private void text(Conversion conversion, LuaValue value) {
        if (!(Text.tostring(value) instanceof LuaString string)) {
            throw new ScriptError("'tostring' must return a string to 'format'");
        }
        boolean cut = conversion.precision() >= 0 && conversion.precision() < string.m_length;
        pad(conversion, cut ? string.substring(0, conversion.precision()) : string);
    }

    /** As C converts: what does not fit becomes the least integer there is. */
    private static long integer(Varargs args, int arg) {
        double number = Args.number(args, arg);
        return number >= -TWO_TO_63 && number < TWO_TO_63 ? (long) number : Long.MIN_VALUE;
    }

    private static String signed(Conversion conversion, long value) {
        String digits = least(conversion, Long.toString(value).replace("-", ""));
        return sign(conversion, value < 0) + digits;
    }

    private static String unsigned(Conversion conversion, long value) {
        String digits = conversion.type() == 'o' ? Long.toOctalString(value) : Long.toHexString(value);
        String prefix = conversion.has('#') && value != 0 ? (conversion.type() == 'o' ? "0" : "0x") : "";
        String text = prefix + least(conversion, digits);
        return conversion.type() == 'X' ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static String least(Conversion conversion, String digits) {
        int missing = conversion.precision() - digits.length();
        return missing > 0 ? "0".repeat(missing) + digits : digits;
    }

    private static String real(Conversion conversion, double value) {
        int precision = conversion.precision() < 0 ? 6 : conversion.precision();
        String text =
                switch (Character.toLowerCase(conversion.type())) {
                    case 'e' -> Numbers.scientific(value, precision);
                    case 'f' -> Numbers.fixed(value, precision);
                    case 'g' -> Numbers.general(value, Math.max(1, precision), conversion.has('#'));
                    default -> StringLib.hexadecimal(value);
                };
        boolean negative = text.startsWith("-");
        String all = sign(conversion, negative) + (negative ? text.substring(1) : text);
        return Character.isUpperCase(conversion.type()) ? all.toUpperCase(Locale.ROOT) : all;
    }

    private static String sign(Conversion conversion, boolean negative) {
        if (negative) {
            return "-";
        }
        return conversion.has('+') ? "+" : conversion.has(' ') ? " " : "";
    }

    /** Zeros go between sign and digits; a precision of an integer turns them off, as in C. */
    private void number(Conversion conversion, String text) {
        boolean integer = "diuoxX".indexOf(conversion.type()) >= 0;
        boolean finite = text.chars().anyMatch(Character::isDigit);
        boolean zeros =
                conversion.has('0') && !conversion.has('-') && finite && !(integer && conversion.precision() >= 0);
        int missing = conversion.width() - text.length();
        if (!zeros || missing <= 0) {
            pad(conversion, Text.lua(text));
            return;
        }
        int digits = 0;
        while ("+- ".indexOf(text.charAt(digits)) >= 0) {
            digits++;
        }
        if (text.regionMatches(true, digits, "0x", 0, 2)) {
            digits += 2;
        }
        result.add(text.substring(0, digits)).fill('0', missing).add(text.substring(digits));
    }

    private void pad(Conversion conversion, LuaString text) {
        int missing = Math.max(0, conversion.width() - text.m_length);
        if (!conversion.has('-')) {
            result.fill(' ', missing);
        }
        result.add(text);
        if (conversion.has('-')) {
            result.fill(' ', missing);
        }
    }

    /** A string as Lua source can have it. */
    private void quote(LuaString string) {
        result.add('"');
        for (int i = 0; i < string.m_length; i++) {
            int c = string.luaByte(i);
            switch (c) {
                case '"', '\\', '\n' -> result.add('\\').add(c);
                case '\r' -> result.add("\\r");
                case 0 -> result.add("\\000");
                default -> result.add(c);
            }
        }
        result.add('"');
    }
}
