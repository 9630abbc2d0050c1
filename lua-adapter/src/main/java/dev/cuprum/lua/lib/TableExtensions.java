package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * What LuaJIT, and OpenResty's branch of it, add to the table library. There each has to be required before it is a
 * field of {@code table}; here it always is.
 */
final class TableExtensions {

    /** The largest array part and the largest hash part that LuaJIT makes. */
    private static final int MAX_ARRAY = 1 << 27;

    private static final int MAX_HASH = 1 << 26;

    private static final Map<String, Native> ALL = Map.of(
            "clear", new Native("clear", TableExtensions::clear),
            "clone", new Native("clone", TableExtensions::copy),
            "isarray", new Native("isarray", TableExtensions::isArray),
            "isempty",
                    new Native(
                            "isempty",
                            args -> LuaValue.valueOf(Args.table(args, 1).following(0) == 0)),
            "new", new Native("new", TableExtensions::create),
            "nkeys", new Native("nkeys", TableExtensions::count));

    private TableExtensions() {}

    /** All of them, by their names in the table library. */
    static Map<String, Native> all() {
        return ALL;
    }

    private static Varargs create(Varargs args) {
        int arraySlots = Math.max(0, Args.integer(args, 1));
        int hashSlots = Args.integer(args, 2);
        if (arraySlots > MAX_ARRAY || hashSlots < 0 || hashSlots > MAX_HASH) {
            throw new ScriptError(LuaString.valueOf("table overflow"), 0);
        }
        LuaRun.current().budget().reserve(8L * arraySlots + 24L * hashSlots);
        return new Table(arraySlots, hashSlots);
    }

    private static Varargs clear(Varargs args) {
        Table table = Args.table(args, 1);
        Budget budget = LuaRun.current().budget();
        for (int at = table.following(0); at > 0; at = table.following(at)) {
            budget.poll();
            table.rawset(table.keyAt(at), LuaValue.NIL);
        }
        return Calls.NOTHING;
    }

    private static Varargs count(Varargs args) {
        Table table = Args.table(args, 1);
        Budget budget = LuaRun.current().budget();
        int count = 0;
        for (int at = table.following(0); at > 0; at = table.following(at)) {
            budget.poll();
            count++;
        }
        return Num.of(count);
    }

    /** Whether all keys are whole numbers, whichever. */
    private static Varargs isArray(Varargs args) {
        Table table = Args.table(args, 1);
        Budget budget = LuaRun.current().budget();
        for (int at = table.following(0); at > 0; at = table.following(at)) {
            budget.poll();
            if (!(table.keyAt(at) instanceof Num key) || key.v != Math.floor(key.v)) {
                return LuaValue.FALSE;
            }
        }
        return LuaValue.TRUE;
    }

    /** A copy of the fields, without the metatable. */
    private static Varargs copy(Varargs args) {
        Table table = Args.table(args, 1);
        Budget budget = LuaRun.current().budget();
        budget.reserve(8L * table.array.length);
        Table copy = new Table(Math.max(0, table.array.length - 1), 0);
        for (int at = table.following(0); at > 0; at = table.following(at)) {
            budget.poll();
            copy.rawset(table.keyAt(at), table.valueAt(at));
        }
        return copy;
    }
}
