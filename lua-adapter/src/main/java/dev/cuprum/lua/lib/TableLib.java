package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
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

    private static final LuaString COUNT = LuaString.valueOf("n");

    /** Shorter loops do without looks at the budget. */
    private static final int SHORT = 16;

    private TableLib() {}

    static ReadOnlyTable create() {
        ReadOnlyTable table = new ReadOnlyTable("table")
                .with("concat", new Concat())
                .with("foreach", TableLib::foreach)
                .with("foreachi", TableLib::foreachi)
                .with("getn", args -> Num.of(table(args, 1).rawlen()))
                .with("insert", new Insert())
                .with("maxn", TableLib::maxn)
                .with("move", TableLib::move)
                .with("pack", TableLib::pack)
                .with("remove", new Remove())
                .with("sort", Sorting::sort)
                .with("unpack", new Unpack());
        TableExtensions.all().forEach(table::with);
        return table.seal();
    }

    /** {@code table.concat}. */
    private static final class Concat extends Native {
        Concat() {
            super("concat", TableLib::concat);
        }

        @Override
        public Varargs invoke1(LuaValue list) {
            return list instanceof Table table ? joined(table, EMPTYSTRING, 1, table.rawlen()) : super.invoke1(list);
        }

        @Override
        public Varargs invoke2(LuaValue list, LuaValue separator) {
            return list instanceof Table table && separator instanceof LuaString between
                    ? joined(table, between, 1, table.rawlen())
                    : super.invoke2(list, separator);
        }
    }

    /** {@code table.insert}. */
    private static final class Insert extends Native {
        Insert() {
            super("insert", TableLib::insert);
        }

        @Override
        public Varargs invoke2(LuaValue list, LuaValue value) {
            if (list instanceof Table table) {
                table.push(value);
                return Calls.NOTHING;
            }
            return super.invoke2(list, value);
        }

        @Override
        public Varargs invoke3(LuaValue list, LuaValue place, LuaValue value) {
            if (list instanceof Table table && place instanceof Num number) {
                insert(table, Args.integer(number.v), value);
                return Calls.NOTHING;
            }
            return super.invoke3(list, place, value);
        }
    }

    /** {@code table.remove}. */
    private static final class Remove extends Native {
        Remove() {
            super("remove", TableLib::remove);
        }

        @Override
        public Varargs invoke1(LuaValue list) {
            return list instanceof Table table ? removeLast(table) : super.invoke1(list);
        }

        @Override
        public Varargs invoke2(LuaValue list, LuaValue place) {
            return list instanceof Table table && place instanceof Num number
                    ? remove(table, Args.integer(number.v))
                    : super.invoke2(list, place);
        }
    }

    /** {@code unpack}. */
    static final class Unpack extends Native {
        Unpack() {
            super("unpack", TableLib::unpack);
        }

        @Override
        public Varargs invoke1(LuaValue list) {
            return list instanceof Table table ? unpack(table, 1, table.rawlen()) : super.invoke1(list);
        }
    }

    /** A table where none is called nil, as by the functions that LuaJIT has written in Lua. */
    private static Table table(Varargs args, int i) {
        if (args.arg(i) instanceof Table table) {
            return table;
        }
        throw Args.wrong(i, "table expected, got " + args.arg(i).typename());
    }

    private static Varargs concat(Varargs args) {
        Table table = Args.table(args, 1);
        LuaString separator = Args.string(args, 2, LuaValue.EMPTYSTRING);
        int start = Args.integer(args, 3, 1);
        return joined(table, separator, start, args.arg(4).isnil() ? table.rawlen() : Args.integer(args, 4));
    }

    private static LuaString joined(Table table, LuaString separator, int start, int end) {
        if (start > end) {
            return LuaValue.EMPTYSTRING;
        }
        Budget budget = LuaRun.current().budget();
        ByteBuilder result = new ByteBuilder(budget, Math.min(16L + 12L * ((long) end - start), 4096));
        for (long i = start; i <= end; i++) {
            if (i % SHORT == 0) {
                budget.poll();
            }
            LuaValue value = table.rawget((int) i);
            if (value instanceof LuaString string) {
                result.add(string);
            } else if (value instanceof Num number) {
                result.add(number.v);
            } else {
                throw new ScriptError(
                        "invalid value (" + value.typename() + ") at index " + i + " in table for 'concat'");
            }
            if (i < end && separator.m_length > 0) {
                result.add(separator);
            }
        }
        return result.string();
    }

    private static Varargs insert(Varargs args) {
        Table table = Args.table(args, 1);
        switch (args.narg()) {
            case 2 -> table.rawset(table.rawlen() + 1, args.arg(2));
            case 3 -> insert(table, Args.integer(args, 2), args.arg(3));
            default -> throw new ScriptError("wrong number of arguments to 'insert'");
        }
        return Calls.NOTHING;
    }

    private static void insert(Table table, int position, LuaValue value) {
        int end = table.rawlen() + 1;
        if (end - (long) position > SHORT) {
            Budget budget = LuaRun.current().budget();
            for (int i = end; i > position; i--) {
                budget.poll();
                table.rawset(i, table.rawget(i - 1));
            }
        } else {
            for (int i = end; i > position; i--) {
                table.rawset(i, table.rawget(i - 1));
            }
        }
        table.rawset(position, value);
    }

    private static Varargs remove(Varargs args) {
        Table table = table(args, 1);
        if (args.arg(2).isnil()) {
            return removeLast(table);
        }
        if (!Text.isText(args.arg(2))) {
            throw Args.wrongType(args, 2, "number");
        }
        return remove(table, Args.integer(args, 2));
    }

    private static Varargs removeLast(Table table) {
        int end = table.rawlen();
        if (end == 0) {
            return Calls.NOTHING;
        }
        LuaValue removed = table.get(end);
        table.set(end, LuaValue.NIL);
        return removed;
    }

    private static Varargs remove(Table table, int position) {
        int end = table.rawlen();
        if (position < 1 || position > end) {
            return Calls.NOTHING;
        }
        LuaValue removed = table.get(position);
        if (end - position > SHORT) {
            Budget budget = LuaRun.current().budget();
            for (int i = position; i < end; i++) {
                budget.poll();
                table.set(i, table.get(i + 1));
            }
        } else {
            for (int i = position; i < end; i++) {
                table.set(i, table.get(i + 1));
            }
        }
        table.set(end, LuaValue.NIL);
        return removed;
    }

    private static Varargs maxn(Varargs args) {
        Table table = Args.table(args, 1);
        Budget budget = LuaRun.current().budget();
        double most = 0;
        for (int at = table.following(0); at > 0; at = table.following(at)) {
            budget.poll();
            if (table.keyAt(at) instanceof Num key) {
                most = Math.max(most, key.v);
            }
        }
        return Num.of(most);
    }

    private static Varargs foreach(Varargs args) {
        Table table = table(args, 1);
        LuaValue function = function(args, 2);
        LuaRun run = LuaRun.current();
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            LuaValue result = Calls.call(run, function, entry).arg1();
            if (!result.isnil()) {
                return result;
            }
        }
        return Calls.NOTHING;
    }

    private static Varargs foreachi(Varargs args) {
        Table table = table(args, 1);
        LuaValue function = function(args, 2);
        LuaRun run = LuaRun.current();
        int end = table.rawlen();
        for (int i = 1; i <= end; i++) {
            Varargs entry = LuaValue.varargsOf(Num.of(i), table.get(i));
            LuaValue result = Calls.call(run, function, entry).arg1();
            if (!result.isnil()) {
                return result;
            }
        }
        return Calls.NOTHING;
    }

    private static LuaValue function(Varargs args, int i) {
        if (args.arg(i).isfunction()) {
            return args.arg(i);
        }
        throw Args.wrong(i, "function expected, got " + args.arg(i).typename());
    }

    private static Varargs move(Varargs args) {
        Table from = table(args, 1);
        int[] places = new int[3];
        for (int i = 0; i < places.length; i++) {
            if (args.arg(i + 2).isnil()) {
                throw Args.wrong(i + 2, "number expected, got nil");
            }
            places[i] = Args.integer(args, i + 2);
        }
        Table to = args.arg(5).isnil() ? from : table(args, 5);
        move(from, places[0], places[1], places[2], to);
        return to;
    }

    @SuppressWarnings("ReferenceEquality") // Only places of one and the same table can overlap.
    private static void move(Table from, int first, int last, int target, Table to) {
        Budget budget = LuaRun.current().budget();
        double distance = (double) target - first;
        if (target > last || target <= first || to != from) {
            for (long i = first; i <= last; i++) {
                budget.poll();
                to.set(i + distance, from.get((int) i));
            }
        } else {
            for (long i = last; i >= first; i--) {
                budget.poll();
                to.set(i + distance, from.get((int) i));
            }
        }
    }

    private static Varargs pack(Varargs args) {
        Table table = new Table(args.narg(), 1);
        for (int i = 1; i <= args.narg(); i++) {
            table.rawset(i, args.arg(i));
        }
        table.rawset(COUNT, Num.of(args.narg()));
        return table;
    }

    private static Varargs unpack(Varargs args) {
        Table table = Args.table(args, 1);
        int start = Args.integer(args, 2, 1);
        return unpack(table, start, args.arg(3).isnil() ? table.rawlen() : Args.integer(args, 3));
    }

    private static Varargs unpack(Table table, int start, int end) {
        long count = (long) end - start + 1;
        if (count <= 0) {
            return Calls.NOTHING;
        }
        if (count == 1) {
            return table.rawget(start);
        }
        if (count == 2) {
            return LuaValue.varargsOf(table.rawget(start), table.rawget(end));
        }
        if (count > MAX_RESULTS) {
            throw new ScriptError("too many results to unpack");
        }
        LuaValue[] values = new LuaValue[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.rawget(start + i);
        }
        return LuaValue.varargsOf(values);
    }
}
