package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions that are globals. */
final class BaseLib {

    private static final LuaString PAIRS = LuaValue.valueOf("__pairs");
    private static final LuaString IPAIRS = LuaValue.valueOf("__ipairs");
    private static final LuaString TAB = LuaValue.valueOf("\t");
    private static final int MIN_BASE = 2;
    private static final int MAX_BASE = 36;

    private static final Native NEXT =
            new Native("next", args -> Args.table(args, 1).next(args.arg(2)));
    private static final Native STEP = new Native("ipairs", BaseLib::step);

    private BaseLib() {}

    static void addTo(ReadOnlyTable globals, Table stringMetatable) {
        globals.with("_VERSION", LuaValue.valueOf("Lua 5.1"))
                .with("assert", BaseLib::check)
                .with("collectgarbage", BaseLib::collectgarbage)
                .with("error", BaseLib::error)
                .with("getmetatable", args -> getmetatable(Args.any(args, 1), stringMetatable))
                .with("ipairs", BaseLib::ipairs)
                .with("next", NEXT)
                .with("pairs", BaseLib::pairs)
                .with("pcall", args -> Calls.protect(LuaRun.current(), Args.any(args, 1), args.subargs(2)))
                .with("print", BaseLib::print)
                .with("rawequal", args -> LuaValue.valueOf(Args.any(args, 1).raweq(Args.any(args, 2))))
                .with("rawget", args -> Args.table(args, 1).rawget(Args.any(args, 2)))
                .with(
                        "rawlen",
                        args -> Num.of(
                                args.arg(1) instanceof LuaString string
                                        ? string.m_length
                                        : Args.table(args, 1).rawlen()))
                .with("rawset", BaseLib::rawset)
                .with("select", BaseLib::select)
                .with("setmetatable", BaseLib::setmetatable)
                .with("tonumber", BaseLib::tonumber)
                .with("tostring", args -> Text.tostring(Args.any(args, 1)))
                .with("type", args -> LuaString.valueOf(Args.any(args, 1).typename()))
                .with("unpack", TableLib::unpack)
                .with("xpcall", BaseLib::xpcall);
    }

    private static Varargs check(Varargs args) {
        if (Args.any(args, 1).toboolean()) {
            return args;
        }
        LuaValue message = args.arg(2);
        throw new ScriptError(args.narg() < 2 ? LuaString.valueOf("assertion failed!") : message, 0);
    }

    /**
     * Memory is the JVM's to collect and the budget's to limit, so the options do nothing, and answer as Lua does after
     * a whole cycle, with its default settings. "count" is 0 always: the heap is everybody's, and no unit's business.
     */
    private static Varargs collectgarbage(Varargs args) {
        String option = Text.latin1(Args.string(args, 1, LuaString.valueOf("collect")));
        return switch (option) {
            case "collect", "stop", "restart", "count" -> Num.ZERO;
            case "step" -> LuaValue.TRUE;
            case "setpause", "setstepmul" -> Num.of(200);
            default -> throw Args.wrong(1, "invalid option '" + option + "'");
        };
    }

    private static Varargs error(Varargs args) {
        LuaValue raised = args.arg(1);
        // It is copied as it is given its position.
        LuaRun.current().budget().reserve(raised instanceof LuaString message ? message.m_length : 0);
        throw new ScriptError(raised, Args.integer(args, 2, 1));
    }

    private static LuaValue getmetatable(LuaValue value, Table stringMetatable) {
        LuaValue metatable = value instanceof LuaString ? stringMetatable : value.getmetatable();
        if (metatable == null) {
            return LuaValue.NIL;
        }
        LuaValue shown = metatable.rawget(LuaValue.METATABLE);
        return shown.isnil() ? metatable : shown;
    }

    private static Varargs setmetatable(Varargs args) {
        Table table = Args.table(args, 1);
        LuaValue metatable = args.arg(2);
        if (!metatable.isnil() && !metatable.istable()) {
            throw Args.wrong(2, "nil or table expected");
        }
        if (!table.metatag(LuaValue.METATABLE).isnil()) {
            throw new ScriptError("cannot change a protected metatable");
        }
        return table.setmetatable(metatable);
    }

    private static Varargs rawset(Varargs args) {
        Table table = Args.table(args, 1);
        LuaValue key = Args.any(args, 2);
        if (!key.isvalidkey()) {
            throw new ScriptError(key.isnil() ? "table index is nil" : "table index is NaN");
        }
        table.rawset(key, Args.any(args, 3));
        return table;
    }

    private static Varargs pairs(Varargs args) {
        LuaValue own = Args.any(args, 1).metatag(PAIRS);
        if (!own.isnil()) {
            return firstThree(Calls.call(LuaRun.current(), own, args.arg1()));
        }
        return LuaValue.varargsOf(NEXT, Args.table(args, 1), LuaValue.NIL);
    }

    private static Varargs ipairs(Varargs args) {
        LuaValue own = Args.any(args, 1).metatag(IPAIRS);
        if (!own.isnil()) {
            return firstThree(Calls.call(LuaRun.current(), own, args.arg1()));
        }
        return LuaValue.varargsOf(STEP, Args.table(args, 1), Num.ZERO);
    }

    private static Varargs firstThree(Varargs results) {
        return LuaValue.varargsOf(results.arg1(), results.arg(2), results.arg(3));
    }

    private static Varargs step(Varargs args) {
        int i = Args.integer(args, 2) + 1;
        LuaValue value = Args.table(args, 1).rawget(i);
        return value.isnil() ? LuaValue.NIL : LuaValue.varargsOf(Num.of(i), value);
    }

    private static Varargs print(Varargs args) {
        LuaRun run = LuaRun.current();
        LogLine line = new LogLine();
        for (int i = 1; i <= args.narg(); i++) {
            if (i > 1) {
                line.add(TAB);
            }
            line.add(tostring(args.arg(i)));
        }
        run.execution().log(LogLevel.NOTICE, line.text());
        return LuaValue.NONE;
    }

    private static LuaString tostring(LuaValue value) {
        if (Text.tostring(value) instanceof LuaString string) {
            return string;
        }
        throw new ScriptError("'tostring' must return a string to 'print'");
    }

    private static Varargs select(Varargs args) {
        LuaValue which = args.arg1();
        if (which instanceof LuaString string && string.m_length == 1 && string.luaByte(0) == '#') {
            return Num.of(args.narg() - 1);
        }
        int i = Args.integer(args, 1);
        if (i < 0) {
            i = args.narg() + i;
        }
        if (i < 1) {
            throw Args.wrong(1, "index out of range");
        }
        return i >= args.narg() ? LuaValue.NONE : args.subargs(i + 1);
    }

    private static Varargs tonumber(Varargs args) {
        LuaValue value = Args.any(args, 1);
        int base = Args.integer(args, 2, 10);
        if (base == 10) {
            return Numbers.toNumber(value);
        }
        if (base < MIN_BASE || base > MAX_BASE) {
            throw Args.wrong(2, "base out of range");
        }
        return digits(Args.string(args, 1), base);
    }

    private static LuaValue digits(LuaString text, int base) {
        Budget budget = LuaRun.current().budget();
        int end = text.m_length;
        while (end > 0 && isSpace(text.luaByte(end - 1))) {
            budget.poll();
            end--;
        }
        int start = 0;
        while (start < end && isSpace(text.luaByte(start))) {
            budget.poll();
            start++;
        }
        boolean negative = start < end && text.luaByte(start) == '-';
        start += negative ? 1 : 0;
        if (base == 16 && start + 1 < end && text.luaByte(start) == '0' && (text.luaByte(start + 1) | 0x20) == 'x') {
            start += 2;
        }
        double number = 0;
        for (int i = start; i < end; i++) {
            budget.poll();
            int digit = text.luaByte(i) < 128 ? Character.digit(text.luaByte(i), base) : -1;
            if (digit < 0) {
                return LuaValue.NIL;
            }
            number = number * base + digit;
        }
        return start == end ? LuaValue.NIL : Num.of(negative ? -number : number);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static Varargs xpcall(Varargs args) {
        LuaRun run = LuaRun.current();
        LuaValue handler = Args.any(args, 2);
        Varargs results = Calls.protect(run, args.arg1(), args.subargs(3));
        if (results.arg1().toboolean()) {
            return results;
        }
        Varargs handled = Calls.protect(run, handler, results.arg(2));
        return LuaValue.varargsOf(
                LuaValue.FALSE,
                handled.arg1().toboolean() ? handled.subargs(2) : LuaString.valueOf("error in error handling"));
    }
}
