package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.Handling;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Next;
import dev.cuprum.lua.runtime.NextElement;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.Set;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions that are globals. */
final class BaseLib {

    private static final Set<String> OPTIONS =
            Set.of("collect", "stop", "restart", "count", "step", "setpause", "setstepmul");

    private BaseLib() {}

    static void addTo(ReadOnlyTable globals) {
        globals.with("_VERSION", LuaString.valueOf("Lua 5.1"))
                .with("assert", new Assert())
                .with("collectgarbage", BaseLib::collectgarbage)
                .with("error", BaseLib::error)
                .with("gcinfo", args -> Num.of(LuaRun.current().budget().allocated() / 1024))
                .with("getmetatable", args -> getmetatable(Args.any(args, 1)))
                .with("ipairs", new Ipairs())
                .with("newproxy", Proxy::create)
                .with("next", Next.INSTANCE)
                .with("pairs", new Pairs())
                .with("pcall", args -> Calls.protect(LuaRun.current(), Args.any(args, 1), args.subargs(2)))
                .with("rawequal", args -> LuaValue.valueOf(Args.any(args, 1).raweq(Args.any(args, 2))))
                .with("rawget", new RawGet())
                .with("rawlen", BaseLib::rawlen)
                .with("rawset", BaseLib::rawset)
                .with("select", new Select())
                .with("setmetatable", new SetMetatable())
                .with("tonumber", new ToNumber())
                .with("tostring", new ToString())
                .with("type", new Type())
                .with("unpack", new TableLib.Unpack())
                .with("xpcall", BaseLib::xpcall);
    }

    /** {@code assert}. */
    private static final class Assert extends Native {
        Assert() {
            super("assert", BaseLib::check);
        }

        @Override
        public Varargs invoke1(LuaValue condition) {
            return condition.toboolean() ? condition : super.invoke1(condition);
        }
    }

    private static Varargs check(Varargs args) {
        if (Args.any(args, 1).toboolean()) {
            return args;
        }
        if (args.narg() >= 2 && !Text.isText(args.arg(2))) {
            // LuaJIT raises what came last then.
            throw new ScriptError(args.arg(args.narg()), 0);
        }
        LuaValue message = args.narg() < 2 ? LuaString.valueOf("assertion failed!") : args.arg(2);
        throw new ScriptError(Text.beforeZero(message), 1);
    }

    /**
     * Memory is the JVM's to collect and the budget's to limit, so the options do nothing, and answer as Lua does after
     * a whole cycle, with its default settings. "count" is what the execution has allocated, in KiB: it only grows.
     */
    private static Varargs collectgarbage(Varargs args) {
        String option = Text.latin1(Args.string(args, 1, LuaString.valueOf("collect")));
        if (!OPTIONS.contains(option)) {
            throw Args.wrong(1, "invalid option '" + option + "'");
        }
        int amount = Args.integer(args, 2, 0);
        return switch (option) {
            case "count" -> Num.of(LuaRun.current().budget().allocated() / 1024.0);
            case "step" -> LuaValue.valueOf(amount > 0);
            case "setpause", "setstepmul" -> Num.of(200);
            default -> Num.ZERO;
        };
    }

    private static Varargs error(Varargs args) {
        LuaValue raised = args.arg(1);
        // It is copied as it is given its position.
        LuaRun.current().budget().reserve(raised instanceof LuaString message ? message.m_length : 0);
        throw new ScriptError(raised, Args.integer(args, 2, 1));
    }

    private static LuaValue getmetatable(LuaValue value) {
        LuaValue metatable = metatableOf(value);
        LuaValue shown = metatable.istable() ? metatable.rawget(LuaValue.METATABLE) : LuaValue.NIL;
        return shown.isnil() ? metatable : shown;
    }

    /** A value's metatable, whatever it says of itself; nil where it has none. */
    static LuaValue metatableOf(LuaValue value) {
        if (value instanceof LuaString) {
            return LuaRun.current().stringMetatable();
        }
        LuaValue metatable = value.getmetatable();
        return metatable == null ? LuaValue.NIL : metatable;
    }

    /** {@code setmetatable}. */
    private static final class SetMetatable extends Native {
        SetMetatable() {
            super("setmetatable", BaseLib::setmetatable);
        }

        @Override
        public Varargs invoke2(LuaValue table, LuaValue metatable) {
            return table instanceof Table fields && fields.getmetatable() == null && metatable instanceof Table
                    ? fields.setmetatable(metatable)
                    : super.invoke2(table, metatable);
        }
    }

    private static Varargs setmetatable(Varargs args) {
        Table table = Args.table(args, 1);
        LuaValue metatable = args.arg(2);
        if (args.narg() < 2 || (!metatable.isnil() && !metatable.istable())) {
            throw Args.wrong(2, "nil or table expected");
        }
        if (!table.metatag(LuaValue.METATABLE).isnil()) {
            throw new ScriptError("cannot change a protected metatable");
        }
        return table.setmetatable(metatable);
    }

    /** {@code rawget}. */
    private static final class RawGet extends Native {
        RawGet() {
            super("rawget", args -> Args.table(args, 1).rawget(Args.any(args, 2)));
        }

        @Override
        public Varargs invoke2(LuaValue table, LuaValue key) {
            return table instanceof Table fields ? fields.rawget(key) : super.invoke2(table, key);
        }
    }

    private static Varargs rawlen(Varargs args) {
        return Num.of(
                args.arg(1) instanceof LuaString string
                        ? string.m_length
                        : Args.table(args, 1).rawlen());
    }

    private static Varargs rawset(Varargs args) {
        Table table = Args.table(args, 1);
        LuaValue key = Args.any(args, 2);
        LuaValue value = Args.any(args, 3);
        if (!key.isvalidkey()) {
            // Without a position, as in LuaJIT.
            throw new ScriptError(LuaString.valueOf(key.isnil() ? "table index is nil" : "table index is NaN"), 0);
        }
        table.rawset(key, value);
        return table;
    }

    /** {@code pairs}. */
    private static final class Pairs extends Native {
        Pairs() {
            super("pairs", args -> varargsOf(Next.INSTANCE, table(args), NIL));
        }

        @Override
        public Varargs invoke1(LuaValue table) {
            return table instanceof Table ? varargsOf(Next.INSTANCE, table, NIL) : super.invoke1(table);
        }
    }

    /** {@code ipairs}. */
    private static final class Ipairs extends Native {
        Ipairs() {
            super("ipairs", args -> varargsOf(NextElement.INSTANCE, table(args), Num.ZERO));
        }

        @Override
        public Varargs invoke1(LuaValue table) {
            return table instanceof Table ? varargsOf(NextElement.INSTANCE, table, Num.ZERO) : super.invoke1(table);
        }
    }

    private static Table table(Varargs args) {
        Args.any(args, 1);
        return Args.table(args, 1);
    }

    /** {@code select}. */
    private static final class Select extends Native {
        Select() {
            super("select", BaseLib::select);
        }
    }

    private static Varargs select(Varargs args) {
        LuaValue which = args.arg1();
        if (which instanceof LuaString string && string.m_length > 0 && string.luaByte(0) == '#') {
            return Num.of(args.narg() - 1);
        }
        int i = Args.integer(args, 1);
        if (i < 0) {
            i = args.narg() + i;
        }
        if (i < 1) {
            throw Args.wrong(1, "index out of range");
        }
        return i >= args.narg() ? Calls.NOTHING : args.subargs(i + 1);
    }

    /** {@code tostring}. */
    private static final class ToString extends Native {
        ToString() {
            super("tostring", args -> Text.tostring(Args.any(args, 1)));
        }

        @Override
        public Varargs invoke1(LuaValue value) {
            return Text.tostring(value);
        }
    }

    /** {@code type}. */
    private static final class Type extends Native {
        private static final LuaString NIL_TYPE = LuaString.valueOf("nil");
        private static final LuaString BOOLEAN_TYPE = LuaString.valueOf("boolean");
        private static final LuaString NUMBER_TYPE = LuaString.valueOf("number");
        private static final LuaString STRING_TYPE = LuaString.valueOf("string");
        private static final LuaString TABLE_TYPE = LuaString.valueOf("table");
        private static final LuaString FUNCTION_TYPE = LuaString.valueOf("function");

        Type() {
            super("type", args -> name(Args.any(args, 1)));
        }

        @Override
        public Varargs invoke1(LuaValue value) {
            return name(value);
        }

        private static LuaString name(LuaValue value) {
            if (value instanceof LuaString) {
                return STRING_TYPE;
            }
            if (value instanceof Num) {
                return NUMBER_TYPE;
            }
            return switch (value.type()) {
                case TNIL -> NIL_TYPE;
                case TBOOLEAN -> BOOLEAN_TYPE;
                case TTABLE -> TABLE_TYPE;
                case TFUNCTION -> FUNCTION_TYPE;
                default -> LuaString.valueOf(value.typename());
            };
        }
    }

    private static Varargs xpcall(Varargs args) {
        Args.any(args, 1);
        LuaValue handler = Args.function(args, 2);
        return Handling.call(LuaRun.current(), args.arg1(), args.subargs(3), handler);
    }
}
