package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code string.format}: a format that has been read, to be filled in with any arguments. */
final class StringFormat {

    private static final Known<StringFormat> KNOWN = new Known<>();
    private static final String FLAGS = "-+ #0";
    private static final int BETWEEN_POLLS = 1024;

    /** A result up to here is begun without asking the budget. */
    private static final int SMALL = 4096;

    /** What begins a format: bytes as they are, then a conversion. */
    private static final class Part {
        final Literal literal;
        final Conversion conversion;

        Part(Literal literal, Conversion conversion) {
            this.literal = literal;
            this.conversion = conversion;
        }
    }

    /** Bytes as they are: up to eight in one number. */
    private static final class Literal {
        final byte[] bytes;
        final long few;
        final int length;

        Literal(byte[] bytes) {
            this.bytes = bytes;
            length = bytes.length;
            few = length <= Long.BYTES ? ByteBuilder.packed(bytes) : 0;
        }

        void addTo(ByteBuilder result) {
            if (length > Long.BYTES) {
                result.add(bytes, 0, length);
            } else if (length > 0) {
                result.addFew(few, length);
            }
        }
    }

    private final Part[] parts;
    private final Literal rest;
    /** What is wrong with the format where its good parts end; empty where nothing is. */
    private final String fault;

    private final boolean faulty;
    /** What it is always filled in to, where it has no conversion. */
    private final @Nullable LuaString constant;
    /** About how many bytes come out. */
    private final int expected;

    private StringFormat(Part[] parts, Literal rest, String fault) {
        this.parts = parts;
        this.rest = rest;
        this.fault = fault;
        faulty = !fault.isEmpty();
        constant = parts.length == 0 && fault.isEmpty() ? Text.string(rest.bytes) : null;
        expected = expected();
    }

    private int expected() {
        long sum = Long.BYTES + (long) rest.length;
        for (Part part : parts) {
            sum += part.literal.length + part.conversion.expected();
        }
        return (int) Math.min(Integer.MAX_VALUE / 2, Math.max(ByteBuilder.LEAST, sum));
    }

    /** {@code string.format}. */
    static final class Format extends Native {
        Format() {
            super("format", StringFormat::format);
        }

        @Override
        public Varargs invoke1(LuaValue format) {
            return format instanceof LuaString text ? filled(text, 0, NIL, NIL) : super.invoke1(format);
        }

        @Override
        public Varargs invoke2(LuaValue format, LuaValue first) {
            return format instanceof LuaString text ? filled(text, 1, first, NIL) : super.invoke2(format, first);
        }

        @Override
        public Varargs invoke3(LuaValue format, LuaValue first, LuaValue second) {
            return format instanceof LuaString text
                    ? filled(text, 2, first, second)
                    : super.invoke3(format, first, second);
        }

        private LuaString filled(LuaString format, int count, LuaValue a, LuaValue b) {
            try {
                return of(format).fill(count, a, b, NONE);
            } catch (LuaError e) {
                throw named(e);
            }
        }

        @Override
        public Varargs invokeAll(Varargs args) {
            if (!(args.arg1() instanceof LuaString format)) {
                return super.invokeAll(args);
            }
            try {
                return of(format).fill(args.narg() - 1, args.arg(2), args.arg(3), args);
            } catch (LuaError e) {
                throw named(e);
            }
        }
    }

    /** The text that a format and its arguments make. */
    static LuaString format(Varargs args) {
        return of(Args.string(args, 1)).fill(args.narg() - 1, args.arg(2), args.arg(3), args);
    }

    private static StringFormat of(LuaString text) {
        StringFormat known = KNOWN.get(text);
        return known != null ? known : KNOWN.add(text, new Reader(text).read());
    }

    /**
     * Fills it in.
     *
     * @param count how many arguments there are
     * @param all all of them, from the second on, where there are more than two
     */
    private LuaString fill(int count, LuaValue a, LuaValue b, Varargs all) {
        if (constant != null) {
            return constant;
        }
        ByteBuilder result = expected <= SMALL
                ? new ByteBuilder(expected)
                : new ByteBuilder(LuaRun.current().budget(), expected);
        for (int i = 0; i < parts.length; i++) {
            Part part = parts[i];
            part.literal.addTo(result);
            if (i >= count) {
                throw Args.wrong(i + 2, "value expected");
            }
            part.conversion.add(i == 0 ? a : i == 1 ? b : all.arg(i + 2), i + 2, result);
        }
        rest.addTo(result);
        if (faulty) {
            throw new ScriptError("invalid option '" + fault + "' to 'format'");
        }
        return result.string();
    }

    /** Reads a format once. */
    private static final class Reader {
        private final Budget budget = LuaRun.current().budget();
        private final LuaString text;
        private final List<Part> parts = new ArrayList<>();
        private byte[] literal;
        private int length;
        private int at;

        Reader(LuaString text) {
            this.text = text;
            budget.reserve(text.m_length);
            literal = new byte[text.m_length];
        }

        StringFormat read() {
            String fault = "";
            while (at < text.m_length && fault.isEmpty()) {
                if (at % BETWEEN_POLLS == 0) {
                    budget.poll();
                }
                int c = text.luaByte(at++);
                if (c != '%' || peek() == '%') {
                    literal[length++] = (byte) c;
                    at += c == '%' ? 1 : 0;
                } else {
                    fault = conversion(at - 1);
                }
            }
            return new StringFormat(parts.toArray(Part[]::new), taken(), fault);
        }

        private Literal taken() {
            Literal taken = new Literal(Arrays.copyOf(literal, length));
            length = 0;
            return taken;
        }

        private char peek() {
            return at < text.m_length ? (char) text.luaByte(at) : 0;
        }

        /** Reads a conversion; tells what of it is wrong, where something is. */
        private String conversion(int start) {
            int flags = 0;
            for (int flag = flag(); flag >= 0; flag = flag()) {
                flags |= 1 << flag;
                at++;
            }
            int width = twoDigits();
            int precision = -1;
            if (peek() == '.') {
                at++;
                precision = twoDigits();
            }
            char type = peek();
            if (type == 0 || Conversion.TYPES.indexOf(type) < 0) {
                int end = Math.min(at + (type >= ' ' ? 1 : 0), text.m_length);
                return Text.latin1(text.substring(start, end));
            }
            at++;
            parts.add(new Part(taken(), new Conversion(flags, width, precision, type)));
            return "";
        }

        private int flag() {
            return peek() == 0 ? -1 : FLAGS.indexOf(peek());
        }

        private int twoDigits() {
            int value = 0;
            for (int i = 0; i < 2 && peek() >= '0' && peek() <= '9'; i++) {
                value = value * 10 + (peek() - '0');
                at++;
            }
            return value;
        }
    }
}
