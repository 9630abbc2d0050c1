package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.Coroutine;
import dev.cuprum.lua.runtime.Function;
import dev.cuprum.lua.runtime.FunctionInfo;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The debug library as far as it only looks: at functions and the stack, never at locals and upvalues. Metatables are
 * seen and set past their {@code __metatable}: those of tables, and that of all strings of the execution.
 */
final class DebugLib {

    /** More of a stack is cut out of the middle, as in LuaJIT. */
    private static final int SHOWN_FIRST = 12;

    private static final int SHOWN_LAST = 10;
    private static final int MOST_LEVELS = 10_000;

    private DebugLib() {}

    static ReadOnlyTable create() {
        return new ReadOnlyTable("debug")
                .with("getfenv", LoadLib::getfenv)
                .with("gethook", args -> LuaValue.NIL)
                .with("getinfo", DebugLib::getinfo)
                .with("getlocal", args -> LuaValue.NIL)
                .with("getmetatable", args -> BaseLib.metatableOf(Args.any(args, 1)))
                .with("getupvalue", args -> LuaValue.NIL)
                .with("setfenv", LoadLib::setfenv)
                .with("sethook", DebugLib::sethook)
                .with("setmetatable", DebugLib::setmetatable)
                .with("traceback", DebugLib::traceback)
                .seal();
    }

    /** There is never one, so only to remove it works. */
    private static Varargs sethook(Varargs args) {
        if (args.arg1().isnil()) {
            return Calls.NOTHING;
        }
        throw new ScriptError("debug.sethook is not available: the unit's limits stop it where it runs too long");
    }

    private static Varargs setmetatable(Varargs args) {
        LuaValue metatable = args.arg(2);
        if (!metatable.isnil() && !metatable.istable()) {
            throw Args.wrong(2, "nil or table expected");
        }
        if (args.arg1() instanceof Table table) {
            table.setmetatable(metatable);
            return LuaValue.TRUE;
        }
        if (args.arg1() instanceof LuaString) {
            LuaRun.current().stringMetatable(metatable);
            return LuaValue.TRUE;
        }
        throw new ScriptError("only tables and strings can be given a metatable here, and this is a "
                + args.arg1().typename());
    }

    private static Varargs getinfo(Varargs all) {
        // Of a coroutine that is not running there is nothing to be seen.
        Varargs args = all.arg1() instanceof Coroutine ? all.subargs(2) : all;
        LuaValue of = args.arg1();
        String options = Text.latin1(Args.string(args, 2, LuaString.valueOf("flnSu")));
        if (of instanceof Function function) {
            Table table = described(FunctionInfo.of(function), options);
            if (options.indexOf('f') >= 0) {
                put(table, "func", function);
            }
            return table;
        }
        if (!of.isnumber()) {
            throw Args.wrong(1, "function or level expected");
        }
        double level = Args.number(args, 1);
        if (level < 0 || level >= MOST_LEVELS) {
            return LuaValue.NIL;
        }
        List<FunctionInfo> stack = FunctionInfo.stack((int) level + 2);
        return (int) level < stack.size() ? described(stack.get((int) level), options) : LuaValue.NIL;
    }

    private static Table described(FunctionInfo info, String options) {
        Table table = new Table();
        if (options.indexOf('S') >= 0) {
            put(table, "what", LuaString.valueOf(info.what()));
            put(table, "source", LuaString.valueOf(info.source()));
            put(table, "short_src", LuaString.valueOf(info.shortSource()));
            put(table, "linedefined", Num.of(info.line()));
            put(table, "lastlinedefined", Num.of(info.what().equals("main") ? -1 : info.lastLine()));
        }
        if (options.indexOf('l') >= 0) {
            put(table, "currentline", Num.of(info.currentLine()));
        }
        if (options.indexOf('n') >= 0) {
            put(table, "namewhat", LuaString.valueOf(info.kind()));
            put(table, "name", info.name().isEmpty() ? LuaValue.NIL : LuaString.valueOf(info.name()));
        }
        if (options.indexOf('u') >= 0) {
            put(table, "nups", Num.ZERO);
            put(table, "nparams", Num.of(info.parameters()));
            put(table, "isvararg", LuaValue.valueOf(info.vararg()));
        }
        return table;
    }

    private static void put(Table table, String key, LuaValue value) {
        table.set(LuaString.valueOf(key), value);
    }

    private static Varargs traceback(Varargs all) {
        boolean other = all.arg1() instanceof Coroutine;
        Varargs args = other ? all.subargs(2) : all;
        LuaValue message = args.arg1();
        if (args.narg() > 0 && !Text.isText(message)) {
            return message;
        }
        StringBuilder text = new StringBuilder("stack traceback:");
        if (!other) {
            List<FunctionInfo> stack = FunctionInfo.stack(MOST_LEVELS);
            int first = Math.max(0, Args.integer(args, 2, 1));
            for (int i = first; i < stack.size(); i++) {
                if (i == first + SHOWN_FIRST && stack.size() - i > SHOWN_LAST) {
                    text.append("\n\t...");
                    i = stack.size() - SHOWN_LAST;
                }
                add(text, stack.get(i));
            }
        }
        return LuaString.valueOf(message.isnil() ? text.toString() : Text.describe(message) + "\n" + text);
    }

    private static void add(StringBuilder text, FunctionInfo info) {
        text.append("\n\t").append(info.shortSource()).append(':');
        if (info.currentLine() > 0) {
            text.append(info.currentLine()).append(':');
        }
        if (!info.name().isEmpty()) {
            text.append(" in function '").append(info.name()).append('\'');
        } else if (info.what().equals("main")) {
            text.append(" in main chunk");
        } else if (info.what().equals("C")) {
            text.append(" in function <builtin>");
        } else {
            text.append(" in function <")
                    .append(info.shortSource())
                    .append(':')
                    .append(info.line())
                    .append('>');
        }
    }
}
