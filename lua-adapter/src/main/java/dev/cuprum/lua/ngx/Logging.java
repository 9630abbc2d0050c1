package dev.cuprum.lua.ngx;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.lua.lib.LogLine;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code ngx.log}. */
final class Logging {

    private static final LogLevel[] LEVELS = LogLevel.values();

    private Logging() {}

    static Varargs log(Varargs args) {
        LuaRun run = LuaRun.current();
        int level = Args.integer(args, 1);
        if (level < 0 || level >= LEVELS.length) {
            throw new ScriptError("bad log level: " + level);
        }
        LogLine line = new LogLine();
        for (int i = 2; i <= args.narg(); i++) {
            line.add(text(args.arg(i)));
        }
        run.execution().log(LEVELS[level], line.text());
        return Calls.NOTHING;
    }

    private static LuaString text(LuaValue value) {
        if (value.raweq(NgxApi.NULL)) {
            return LuaString.valueOf("null");
        }
        if (Text.tostring(value) instanceof LuaString string) {
            return string;
        }
        throw new ScriptError("'tostring' must return a string to 'log'");
    }
}
