package dev.cuprum.lua.ngx;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.lua.lib.LogLine;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.CallSite;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What units write to the log: {@code ngx.log}, {@code print}, and the module {@code ngx.errlog}. */
final class Logging {

    private static final LogLevel[] LEVELS = LogLevel.values();

    private static final LuaString NULL = LuaString.valueOf("null");

    /** What OpenResty says where nginx was built without its patch. */
    private static final String NO_CAPTURE = "missing the capture error log patch for nginx";

    private Logging() {}

    static Varargs log(Varargs args) {
        int level = Args.integer(args, 1);
        if (level < 0 || level >= LEVELS.length) {
            throw Args.wrong(1, "bad log level: " + level);
        }
        return write(LEVELS[level], args.subargs(2));
    }

    static Varargs print(Varargs args) {
        return write(LogLevel.NOTICE, args);
    }

    private static Varargs write(LogLevel level, Varargs pieces) {
        LuaString[] texts = new LuaString[pieces.narg()];
        for (int i = 1; i <= texts.length; i++) {
            texts[i - 1] = text(pieces.arg(i), i);
        }
        LogLine line = new LogLine().add(Text.lua("[lua] ")).add(Text.lua(CallSite.prefix()));
        for (LuaString text : texts) {
            line.add(text);
        }
        LuaRun.current().execution().log(level, line.text());
        return Calls.NOTHING;
    }

    private static LuaString text(LuaValue value, int i) {
        if (Text.isText(value)) {
            return Text.of(value);
        }
        if (value.raweq(NgxApi.NULL)) {
            return NULL;
        }
        if (value.isnil() || value.isboolean()) {
            return LuaString.valueOf(Text.describe(value));
        }
        if (value instanceof Table table) {
            return text(table, i);
        }
        throw Args.wrong(i, "string, number, boolean, or nil expected, got " + value.typename());
    }

    private static LuaString text(Table table, int i) {
        LuaValue convert = table.metatag(LuaValue.TOSTRING);
        if (convert.isnil()) {
            throw Args.wrong(i, "expected table to have __tostring metamethod");
        }
        LuaValue text = Calls.call(LuaRun.current(), convert, table).arg1();
        return Text.isText(text) ? Text.of(text) : LuaValue.EMPTYSTRING;
    }

    /** The module {@code ngx.errlog}. */
    static ReadOnlyTable errlog() {
        return new ReadOnlyTable("ngx.errlog")
                .with("get_logs", args -> Modules.failure(NO_CAPTURE))
                .with("get_sys_filter_level", args -> Num.of(LogLevel.DEBUG.ordinal()))
                .with("raw_log", Logging::rawLog)
                .with(
                        "set_filter_level",
                        args -> Modules.failure(args.arg1().toboolean() ? NO_CAPTURE : "missing \"level\" argument"))
                .with("version", Modules.VERSION)
                .seal();
    }

    private static Varargs rawLog(Varargs args) {
        if (!(args.arg1() instanceof Num number)) {
            throw new ScriptError("bad argument #1 to 'raw_log' (must be a number)");
        }
        if (!(args.arg(2) instanceof LuaString message)) {
            throw new ScriptError("bad argument #2 to 'raw_log' (must be a string)");
        }
        int level = Args.integer(number.v);
        if (level < 0 || level >= LEVELS.length) {
            throw new ScriptError("bad log level");
        }
        LuaRun.current()
                .execution()
                .log(LEVELS[level], new LogLine().add(message).text());
        return Calls.NOTHING;
    }
}
