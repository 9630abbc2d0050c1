package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code string.format}: a format that has been read, to be filled in with any arguments. */
final class StringFormat {

    private static final Known<StringFormat> KNOWN = new Known<>();
    private static final String FLAGS = "-+ #0";
    private static final int BETWEEN_POLLS = 1024;

    /** What begins a format: bytes as they are, then a conversion. */
    private static final class Part {
        final byte[] literal;
        final Conversion conversion;

        Part(byte[] literal, Conversion conversion) {
            this.literal = literal;
            this.conversion = conversion;
        }
    }

    private final Part[] parts;
    private final byte[] rest;
    /** What is wrong with the format where its good parts end; empty where nothing is. */
    private final String fault;

    private StringFormat(Part[] parts, byte[] rest, String fault) {
        this.parts = parts;
        this.rest = rest;
        this.fault = fault;
    }

    static LuaString format(Varargs args) {
        LuaValue text = args.arg1();
        return of(text instanceof LuaString string ? string : Args.string(args, 1))
                .fill(args);
    }

    private static StringFormat of(LuaString text) {
        StringFormat known = KNOWN.get(text);
        return known != null ? known : KNOWN.add(text, new Reader(text).read());
    }

    private LuaString fill(Varargs args) {
        ByteBuilder result = new ByteBuilder(
                LuaRun.current().budget(), rest.length + 16L * parts.length + (parts.length > 0 ? 32 : 0));
        int count = args.narg();
        for (int i = 0; i < parts.length; i++) {
            Part part = parts[i];
            if (part.literal.length > 0) {
                result.add(part.literal, 0, part.literal.length);
            }
            if (i + 2 > count) {
                throw Args.wrong(i + 2, "value expected");
            }
            part.conversion.add(args.arg(i + 2), args, i + 2, result);
        }
        result.add(rest, 0, rest.length);
        if (!fault.isEmpty()) {
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

        private byte[] taken() {
            byte[] taken = Arrays.copyOf(literal, length);
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
