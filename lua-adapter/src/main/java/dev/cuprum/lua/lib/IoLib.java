package dev.cuprum.lua.lib;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The io library as far as code that was written for files can go without any: what is written to standard output and
 * standard error goes to the log, and no file can be opened.
 */
final class IoLib {

    /** EPERM. */
    private static final Num NOT_PERMITTED = Num.of(1);

    private static final LuaValue OUTPUT = stream("stdout", LogLevel.NOTICE);
    private static final LuaValue ERRORS = stream("stderr", LogLevel.ERR);
    private static final LuaValue INPUT = new ReadOnlyTable("stdin")
            .with("close", args -> LuaValue.TRUE)
            .with("lines", args -> new Native("?", none -> LuaValue.NIL))
            .with("read", args -> LuaValue.NIL)
            .seal();

    private IoLib() {}

    static ReadOnlyTable create() {
        return new ReadOnlyTable("io")
                .with("close", args -> LuaValue.TRUE)
                .with("input", args -> args.arg1().isnil() ? INPUT : raise(args))
                .with("lines", args -> args.arg1().isnil() ? new Native("?", none -> LuaValue.NIL) : raise(args))
                .with("open", args -> refusal(Text.describe(Args.string(args, 1))))
                .with("output", args -> args.arg1().isnil() ? OUTPUT : raise(args))
                .with("popen", args -> refusal(Text.describe(Args.string(args, 1))))
                .with("read", args -> LuaValue.NIL)
                .with("stderr", ERRORS)
                .with("stdin", INPUT)
                .with("stdout", OUTPUT)
                .with("tmpfile", args -> refusal("a temporary file"))
                .with("type", args -> isStream(Args.any(args, 1)) ? LuaString.valueOf("file") : LuaValue.NIL)
                .with("write", args -> write(OUTPUT, args, 1, LogLevel.NOTICE))
                .seal();
    }

    private static boolean isStream(LuaValue value) {
        return value.raweq(OUTPUT) || value.raweq(ERRORS) || value.raweq(INPUT);
    }

    private static LuaValue stream(String name, LogLevel level) {
        return new ReadOnlyTable(name)
                .with("close", args -> LuaValue.TRUE)
                .with("flush", args -> LuaValue.TRUE)
                .with("seek", args -> refusal(name))
                .with("setvbuf", args -> LuaValue.TRUE)
                .with("write", args -> write(args.arg1(), args, 2, level))
                .seal();
    }

    private static Varargs write(LuaValue stream, Varargs args, int first, LogLevel level) {
        LogLine line = new LogLine();
        for (int i = first; i <= args.narg(); i++) {
            line.add(Args.string(args, i));
        }
        String text = line.text();
        String trimmed = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (!trimmed.isEmpty()) {
            LuaRun.current().execution().log(level, trimmed);
        }
        return stream;
    }

    /** What C's library answers where something is not allowed. */
    static Varargs refusal(String what) {
        return LuaValue.varargsOf(LuaValue.NIL, LuaString.valueOf(what + ": Operation not permitted"), NOT_PERMITTED);
    }

    private static LuaValue raise(Varargs args) {
        throw new ScriptError(Text.describe(Args.string(args, 1)) + ": Operation not permitted");
    }
}
