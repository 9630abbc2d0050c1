package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.Closure;
import dev.cuprum.lua.runtime.FunctionInfo;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The string library. Strings are bytes; letters are those of ASCII. */
final class StringLib {

    private static final int BETWEEN_POLLS = 1024;

    /** LuaJIT's signature and version; then eights, the size of a number for those who look where Lua 5.1 has it. */
    private static final String DUMP = "\33LJ\2" + "\b".repeat(8);

    /** A result up to here is made without asking the budget: its turn comes with the next one. */
    private static final int SMALL = 4096;

    private StringLib() {}

    static ReadOnlyTable create() {
        return new ReadOnlyTable("string")
                .with("byte", new ByteAt())
                .with("char", new Char())
                .with("find", new StringSearch.Find())
                .with("format", new StringFormat.Format())
                .with("gmatch", StringSearch::gmatch)
                .with("gsub", StringReplace::gsub)
                .with("len", new Len())
                .with("lower", args -> mapped(Args.string(args, 1), 'A', 'Z', 32))
                .with("match", new StringSearch.Match())
                .with("rep", new Rep())
                .with("reverse", StringLib::reverse)
                .with("sub", new Sub())
                .with("upper", args -> mapped(Args.string(args, 1), 'a', 'z', -32))
                .with("dump", StringLib::dump)
                .seal();
    }

    /** {@code string.byte}. */
    private static final class ByteAt extends Native {
        ByteAt() {
            super("byte", StringLib::bytes);
        }

        @Override
        public Varargs invoke1(LuaValue string) {
            return string instanceof LuaString text && text.m_length > 0
                    ? Num.of(text.luaByte(0))
                    : super.invoke1(string);
        }

        @Override
        public Varargs invoke2(LuaValue string, LuaValue place) {
            if (string instanceof LuaString text && place instanceof Num number) {
                int i = Args.integer(number.v);
                i = i < 0 ? i + text.m_length : i - 1;
                return i >= 0 && i < text.m_length ? Num.of(text.luaByte(i)) : Calls.NOTHING;
            }
            return super.invoke2(string, place);
        }
    }

    /** {@code string.char}. */
    private static final class Char extends Native {
        Char() {
            super("char", StringLib::character);
        }

        @Override
        public Varargs invoke1(LuaValue code) {
            return code instanceof Num number && number.v >= 0 && number.v < 256
                    ? Slices.of((int) number.v)
                    : super.invoke1(code);
        }
    }

    /** {@code string.len}. */
    private static final class Len extends Native {
        Len() {
            super("len", args -> Num.of(Args.string(args, 1).m_length));
        }

        @Override
        public Varargs invoke1(LuaValue string) {
            return string instanceof LuaString text ? Num.of(text.m_length) : super.invoke1(string);
        }
    }

    /** {@code string.rep}. */
    private static final class Rep extends Native {
        Rep() {
            super(
                    "rep",
                    args -> repeated(
                            Args.string(args, 1), Args.integer(args, 2), Args.string(args, 3, LuaValue.EMPTYSTRING)));
        }

        @Override
        public Varargs invoke2(LuaValue string, LuaValue times) {
            return string instanceof LuaString text && times instanceof Num number
                    ? repeated(text, Args.integer(number.v), EMPTYSTRING)
                    : super.invoke2(string, times);
        }
    }

    /** {@code string.sub}. */
    private static final class Sub extends Native {
        Sub() {
            super("sub", args -> part(Args.string(args, 1), Args.integer(args, 2), Args.integer(args, 3, -1)));
        }

        @Override
        public Varargs invoke2(LuaValue string, LuaValue start) {
            return string instanceof LuaString text && start instanceof Num from
                    ? part(text, Args.integer(from.v), -1)
                    : super.invoke2(string, start);
        }

        @Override
        public Varargs invoke3(LuaValue string, LuaValue start, LuaValue end) {
            return string instanceof LuaString text && start instanceof Num from && end instanceof Num to
                    ? part(text, Args.integer(from.v), Args.integer(to.v))
                    : super.invoke3(string, start, end);
        }
    }

    private static LuaString part(LuaString string, int start, int end) {
        int length = string.m_length;
        int from = Math.max(1, start < 0 ? start + length + 1 : start);
        int to = Math.min(end < 0 ? end + length + 1 : end, length);
        return Slices.of(string, from - 1, to);
    }

    private static Varargs bytes(Varargs args) {
        LuaString string = Args.string(args, 1);
        int length = string.m_length;
        int first = Args.integer(args, 2, 1);
        int last = Args.integer(args, 3, first);
        int start = Math.max(1, first < 0 ? first + length + 1 : first);
        int end = Math.min(last < 0 ? last + length + 1 : last, length);
        if (start > end) {
            return Calls.NOTHING;
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
        return Text.string(bytes);
    }

    private static LuaString repeated(LuaString string, int times, LuaString separator) {
        long length = (long) times * string.m_length + Math.max(0, times - 1L) * separator.m_length;
        if (times < 1 || length == 0) {
            return LuaValue.EMPTYSTRING;
        }
        if (times == 1) {
            return string;
        }
        if (length <= SMALL && separator.m_length == 0) {
            byte[] bytes = new byte[(int) length];
            System.arraycopy(string.m_bytes, string.m_offset, bytes, 0, string.m_length);
            for (int done = string.m_length; done < bytes.length; done *= 2) {
                System.arraycopy(bytes, 0, bytes, done, Math.min(done, bytes.length - done));
            }
            return Text.string(bytes);
        }
        Budget budget = LuaRun.current().budget();
        budget.reserve(length);
        if (length > Integer.MAX_VALUE - 16) {
            throw new ScriptError("not enough memory");
        }
        return new ByteBuilder(budget, length)
                .add(string)
                .add(separator)
                .repeatUpTo((int) length)
                .string();
    }

    private static Varargs reverse(Varargs args) {
        LuaString string = Args.string(args, 1);
        int length = string.m_length;
        byte[] bytes = bytesFor(string);
        for (int i = 0; i < length; ) {
            int pause = Math.min(length, i + BETWEEN_POLLS);
            int last = string.m_offset + length - 1;
            for (; i < pause; i++) {
                bytes[i] = string.m_bytes[last - i];
            }
            pollBefore(pause, length);
        }
        return Text.string(bytes);
    }

    private static byte[] bytesFor(LuaString string) {
        if (string.m_length > SMALL) {
            LuaRun.current().budget().reserve(string.m_length);
        }
        return new byte[string.m_length];
    }

    private static void pollBefore(int next, int end) {
        if (next < end) {
            LuaRun.current().budget().poll();
        }
    }

    private static LuaString mapped(LuaString string, char first, char last, int by) {
        int length = string.m_length;
        byte[] source = string.m_bytes;
        int offset = string.m_offset;
        int i = 0;
        while (i < length && (source[offset + i] < first || source[offset + i] > last)) {
            i++;
            if (i % BETWEEN_POLLS == 0) {
                pollBefore(i, length);
            }
        }
        if (i == length) {
            return string;
        }
        byte[] bytes = bytesFor(string);
        System.arraycopy(source, offset, bytes, 0, i);
        while (i < length) {
            int pause = Math.min(length, i + BETWEEN_POLLS);
            for (; i < pause; i++) {
                byte b = source[offset + i];
                bytes[i] = (byte) (b >= first && b <= last ? b + by : b);
            }
            pollBefore(pause, length);
        }
        return Text.string(bytes);
    }

    /**
     * Compiled code is the JVM's, and no string. Libraries ask for a dump to find out by its first bytes what they run
     * on. They get what begins as LuaJIT's bytecode, says where the function is, and is refused by all that loads code.
     */
    private static Varargs dump(Varargs args) {
        if (!(Args.function(args, 1) instanceof Closure closure)) {
            throw new ScriptError("unable to dump given function");
        }
        FunctionInfo info = FunctionInfo.of(closure);
        return LuaString.valueOf(DUMP + info.shortSource() + ':' + info.line() + '-' + info.lastLine());
    }
}
