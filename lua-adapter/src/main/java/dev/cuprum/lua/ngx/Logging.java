package dev.cuprum.lua.ngx;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code ngx.log}. */
final class Logging {

    /** As in nginx, where a line of the error log is cut. */
    private static final int MAX_LENGTH = 2048;

    private static final LogLevel[] LEVELS = LogLevel.values();

    private Logging() {}

    static Varargs log(Varargs args) {
        LuaRun run = LuaRun.current();
        int level = Args.integer(args, 1);
        if (level < 0 || level >= LEVELS.length) {
            throw new ScriptError("bad log level: " + level);
        }
        ByteBuilder line = new ByteBuilder(run.budget());
        for (int i = 2; i <= args.narg(); i++) {
            line.add(text(args.arg(i)));
        }
        LuaString message = line.string();
        LuaString cut = message.m_length > MAX_LENGTH ? message.substring(0, MAX_LENGTH) : message;
        run.execution().log(LEVELS[level], Text.utf8(cut));
        return LuaValue.NONE;
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
