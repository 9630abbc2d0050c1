package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Args;
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

/** The table library. */
final class TableLib {

    /** How many values a function may return at once. */
    static final int MAX_RESULTS = 65_000;

    private static final LuaString COUNT = LuaValue.valueOf("n");

    private TableLib() {}

    static ReadOnlyTable create() {
        return new ReadOnlyTable("table")
                .with("concat", TableLib::concat)
                .with("foreach", TableLib::foreach)
                .with("foreachi", TableLib::foreachi)
                .with("getn", args -> Num.of(Args.table(args, 1).rawlen()))
                .with("insert", TableLib::insert)
                .with("maxn", TableLib::maxn)
                .with("pack", TableLib::pack)
                .with("remove", TableLib::remove)
                .with("sort", Sorting::sort)
                .with("unpack", TableLib::unpack)
                .seal();
    }

    private static Varargs concat(Varargs args) {
        Table table = Args.table(args, 1);
        LuaString separator = Args.string(args, 2, LuaValue.EMPTYSTRING);
        int start = Args.integer(args, 3, 1);
        int end = args.arg(4).isnil() ? table.rawlen() : Args.integer(args, 4);
        Budget budget = LuaRun.current().budget();
        ByteBuilder result = new ByteBuilder(budget);
        for (long i = start; i <= end; i++) {
            budget.poll();
            LuaValue value = table.rawget((int) i);
            if (!Text.isText(value)) {
                throw new ScriptError(
                        "invalid value (" + value.typename() + ") at index " + i + " in table for 'concat'");
            }
            result.add(Text.of(value));
            if (i < end) {
                result.add(separator);
            }
        }
        return result.string();
    }

    private static Varargs insert(Varargs args) {
        Table table = Args.table(args, 1);
        int end = table.rawlen() + 1;
        switch (args.narg()) {
            case 2 -> table.rawset(end, args.arg(2));
            case 3 -> {
                Budget budget = LuaRun.current().budget();
                int position = Args.integer(args, 2);
                for (int i = Math.max(end, position); i > position; i--) {
                    budget.poll();
                    table.rawset(i, table.rawget(i - 1));
                }
                table.rawset(position, args.arg(3));
            }
            default -> throw new ScriptError("wrong number of arguments to 'insert'");
        }
        return LuaValue.NONE;
    }

    private static Varargs remove(Varargs args) {
        Table table = Args.table(args, 1);
        int end = table.rawlen();
        int position = Args.integer(args, 2, end);
        if (position < 1 || position > end) {
            return LuaValue.NONE;
        }
        Budget budget = LuaRun.current().budget();
        LuaValue removed = table.rawget(position);
        for (int i = position; i < end; i++) {
            budget.poll();
            table.rawset(i, table.rawget(i + 1));
        }
        table.rawset(end, LuaValue.NIL);
        return removed;
    }

    private static Varargs maxn(Varargs args) {
        Table table = Args.table(args, 1);
        Budget budget = LuaRun.current().budget();
        double most = 0;
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            budget.poll();
            if (entry.arg1() instanceof Num key) {
                most = Math.max(most, key.todouble());
            }
        }
        return Num.of(most);
    }

    private static Varargs foreach(Varargs args) {
        Table table = Args.table(args, 1);
        LuaValue function = Args.function(args, 2);
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            LuaValue result = Calls.call(LuaRun.current(), function, entry).arg1();
            if (!result.isnil()) {
                return result;
            }
        }
        return LuaValue.NONE;
    }

    private static Varargs foreachi(Varargs args) {
        Table table = Args.table(args, 1);
        LuaValue function = Args.function(args, 2);
        int end = table.rawlen();
        for (int i = 1; i <= end; i++) {
            Varargs entry = LuaValue.varargsOf(Num.of(i), table.rawget(i));
            LuaValue result = Calls.call(LuaRun.current(), function, entry).arg1();
            if (!result.isnil()) {
                return result;
            }
        }
        return LuaValue.NONE;
    }

    private static Varargs pack(Varargs args) {
        Table table = new Table(args.narg(), 1);
        for (int i = 1; i <= args.narg(); i++) {
            table.rawset(i, args.arg(i));
        }
        table.rawset(COUNT, Num.of(args.narg()));
        return table;
    }

    static Varargs unpack(Varargs args) {
        Table table = Args.table(args, 1);
        int start = Args.integer(args, 2, 1);
        int end = args.arg(3).isnil() ? table.rawlen() : Args.integer(args, 3);
        long count = (long) end - start + 1;
        if (count <= 0) {
            return LuaValue.NONE;
        }
        if (count > MAX_RESULTS) {
            throw new ScriptError("too many results to unpack (" + count + ")");
        }
        LuaRun.current().budget().reserve(count * 8);
        LuaValue[] values = new LuaValue[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.rawget(start + i);
        }
        return LuaValue.varargsOf(values);
    }
}
