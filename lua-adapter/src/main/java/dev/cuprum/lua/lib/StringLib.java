package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import java.util.Locale;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The string library. Strings are bytes; letters are those of ASCII. */
final class StringLib {

    private static final int BETWEEN_POLLS = 1024;

    private StringLib() {}

    static ReadOnlyTable create() {
        return new ReadOnlyTable("string")
                .with("byte", StringLib::bytes)
                .with("char", StringLib::character)
                .with("find", args -> StringSearch.find(args, true))
                .with("format", StringFormat.function())
                .with("gmatch", StringSearch::gmatch)
                .with("gsub", StringReplace::gsub)
                .with("len", args -> Num.of(Args.string(args, 1).m_length))
                .with("lower", args -> mapped(Args.string(args, 1), 'A', 'Z', 32))
                .with("match", args -> StringSearch.find(args, false))
                .with("rep", StringLib::rep)
                .with("reverse", StringLib::reverse)
                .with("sub", StringLib::sub)
                .with("upper", args -> mapped(Args.string(args, 1), 'a', 'z', -32))
                .without("dump")
                .seal();
    }

    /** A position counted from 1, or from the end where negative, as an index that may still be out of range. */
    static int position(int position, int length) {
        return position >= 0 ? position : Math.max(0, length + position + 1);
    }

    private static Varargs bytes(Varargs args) {
        LuaString string = Args.string(args, 1);
        int start = position(Args.integer(args, 2, 1), string.m_length);
        int end = Math.min(position(Args.integer(args, 3, start), string.m_length), string.m_length);
        start = Math.max(1, start);
        if (start > end) {
            return LuaValue.NONE;
        }
        int count = end - start + 1;
        if (count > TableLib.MAX_RESULTS) {
            throw new ScriptError("string slice too long");
        }
        LuaValue[] values = new LuaValue[count];
        for (int i = 0; i < count; i++) {
            values[i] = Num.of(string.luaByte(start - 1 + i));
        }
        return LuaValue.varargsOf(values);
    }

    private static Varargs character(Varargs args) {
        byte[] bytes = new byte[args.narg()];
        for (int i = 0; i < bytes.length; i++) {
            int value = Args.integer(args, i + 1);
            if (value < 0 || value > 255) {
                throw Args.wrong(i + 1, "invalid value");
            }
            bytes[i] = (byte) value;
        }
        return LuaString.valueUsing(bytes);
    }

    private static Varargs rep(Varargs args) {
        LuaString string = Args.string(args, 1);
        double times = Args.number(args, 2);
        LuaString separator = Args.string(args, 3, LuaValue.EMPTYSTRING);
        double length = times * string.m_length + Math.max(0, times - 1) * separator.m_length;
        if (!(times >= 1) || length == 0) {
            return LuaValue.EMPTYSTRING;
        }
        LuaRun.current().budget().reserve((long) length);
        if (length > Integer.MAX_VALUE - 16) {
            throw new ScriptError("resulting string too large");
        }
        int count = (int) times;
        int total = (int) ((long) count * string.m_length + (count - 1L) * separator.m_length);
        ByteBuilder result = new ByteBuilder(LuaRun.current().budget(), total).add(string);
        if (count > 1) {
            result.add(separator).repeatUpTo(total);
        }
        return result.string();
    }

    private static Varargs reverse(Varargs args) {
        LuaString string = Args.string(args, 1);
        Budget budget = LuaRun.current().budget();
        budget.reserve(string.m_length);
        byte[] bytes = new byte[string.m_length];
        for (int i = 0; i < bytes.length; i++) {
            if (i % BETWEEN_POLLS == 0) {
                budget.poll();
            }
            bytes[i] = (byte) string.luaByte(bytes.length - 1 - i);
        }
        return LuaString.valueUsing(bytes);
    }

    private static Varargs sub(Varargs args) {
        LuaString string = Args.string(args, 1);
        int start = Math.max(1, position(Args.integer(args, 2), string.m_length));
        int end = Math.min(position(Args.integer(args, 3, -1), string.m_length), string.m_length);
        return start > end ? LuaValue.EMPTYSTRING : slice(string, start - 1, end);
    }

    /** The bytes from one index, counted from 0, to before another. */
    static LuaString slice(LuaString string, int start, int end) {
        if (end - start >= string.m_length) {
            return string;
        }
        LuaRun.current().budget().reserve(end - start);
        return string.substring(start, end);
    }

    private static LuaString mapped(LuaString string, char first, char last, int by) {
        Budget budget = LuaRun.current().budget();
        budget.reserve(string.m_length);
        byte[] bytes = new byte[string.m_length];
        for (int i = 0; i < bytes.length; i++) {
            if (i % BETWEEN_POLLS == 0) {
                budget.poll();
            }
            byte b = string.m_bytes[string.m_offset + i];
            bytes[i] = (byte) (b >= first && b <= last ? b + by : b);
        }
        return LuaString.valueUsing(bytes);
    }

    /** A double as C's {@code %a} has it. */
    static String hexadecimal(double number) {
        return Double.toHexString(number)
                .toLowerCase(Locale.ROOT)
                .replace(".0p", "p")
                .replaceFirst("p(\\d)", "p+$1");
    }
}
