package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.Concatenation;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** LuaJIT's module {@code string.buffer}, without what it has for its {@code ffi} and its own serialized form. */
final class StringBufferLib {

    private static final ReadOnlyTable METHODS = new ReadOnlyTable("the methods of buffers")
            .with("free", StringBufferLib::free)
            .with("get", StringBufferLib::get)
            .with("put", StringBufferLib::put)
            .with("putf", StringBufferLib::putFormatted)
            .with("reset", StringBufferLib::reset)
            .with("set", StringBufferLib::set)
            .with("skip", StringBufferLib::skip)
            .with("tostring", args -> buffer(args).text())
            .seal();

    private static final ReadOnlyTable METATABLE = new ReadOnlyTable("the metatable of buffers")
            .with("__concat", args -> Concatenation.join(joinable(args.arg1()), joinable(args.arg(2))))
            .with("__index", METHODS)
            .with("__len", args -> Num.of(buffer(args).size()))
            .with("__metatable", Text.lua("buffer"))
            .with("__tostring", args -> buffer(args).text())
            .seal();

    private StringBufferLib() {}

    static ReadOnlyTable create() {
        return new ReadOnlyTable("string.buffer")
                .with("new", StringBufferLib::make)
                .seal();
    }

    private static StringBuffer buffer(Varargs args) {
        if (args.arg1() instanceof StringBuffer buffer) {
            return buffer;
        }
        throw Args.wrongType(args, 1, "buffer");
    }

    /** A size and options that are only about speed, or about serializing. */
    private static Varargs make(Varargs args) {
        if (!args.arg1().isnil() && !args.arg1().istable()) {
            count(args, 1);
        }
        return new StringBuffer(METATABLE);
    }

    private static int count(Varargs args, int i) {
        double count = Args.number(args, i);
        if (!(count >= 0 && count <= StringBuffer.LARGEST)) {
            throw Args.wrong(i, "number out of range");
        }
        return (int) count;
    }

    private static Varargs put(Varargs args) {
        StringBuffer buffer = buffer(args);
        for (int i = 2; i <= args.narg(); i++) {
            buffer.add(piece(buffer, args, i));
        }
        return buffer;
    }

    private static LuaString piece(StringBuffer buffer, Varargs args, int i) {
        LuaValue value = args.arg(i);
        if (Text.isText(value)) {
            return Text.of(value);
        }
        if (value.raweq(buffer)) {
            throw Args.wrong(i, "cannot put buffer into itself");
        }
        LuaValue convert = value.istable() || value.isuserdata() ? value.metatag(LuaValue.TOSTRING) : LuaValue.NIL;
        LuaValue text = convert.isnil()
                ? convert
                : Calls.call(LuaRun.current(), convert, value).arg1();
        if (!Text.isText(text)) {
            throw Args.wrongType(args, i, "string/number/__tostring");
        }
        return Text.of(text);
    }

    private static Varargs putFormatted(Varargs args) {
        StringBuffer buffer = buffer(args);
        Args.string(args, 2);
        buffer.add(StringFormat.format(args.subargs(2)));
        return buffer;
    }

    private static Varargs get(Varargs args) {
        StringBuffer buffer = buffer(args);
        if (args.narg() == 1) {
            return buffer.take(buffer.size());
        }
        LuaValue[] pieces = new LuaValue[args.narg() - 1];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = buffer.take(args.arg(i + 2).isnil() ? buffer.size() : count(args, i + 2));
        }
        return LuaValue.varargsOf(pieces);
    }

    private static Varargs skip(Varargs args) {
        StringBuffer buffer = buffer(args);
        buffer.skip(count(args, 2));
        return buffer;
    }

    private static Varargs set(Varargs args) {
        StringBuffer buffer = buffer(args);
        if (!(args.arg(2) instanceof LuaString text)) {
            throw Args.wrongType(args, 2, "string");
        }
        buffer.free();
        buffer.add(text);
        return buffer;
    }

    private static Varargs reset(Varargs args) {
        StringBuffer buffer = buffer(args);
        buffer.skip(buffer.size());
        return buffer;
    }

    private static Varargs free(Varargs args) {
        StringBuffer buffer = buffer(args);
        buffer.free();
        return buffer;
    }

    private static LuaValue joinable(LuaValue value) {
        return value instanceof StringBuffer buffer ? buffer.text() : value;
    }
}
