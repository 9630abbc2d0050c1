package dev.cuprum.lua.ngx;

import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Query arguments as tables: a key that comes several times has a table of its values. */
final class ArgumentTables {

    static final int DEFAULT_MAX = 100;

    private ArgumentTables() {}

    /** Adds a value beside those that a key has already. */
    static void add(Table table, LuaString key, LuaValue value) {
        LuaValue before = table.rawget(key);
        if (before instanceof Table list) {
            list.rawset(list.rawlen() + 1, value);
        } else if (before.isnil()) {
            table.rawset(key, value);
        } else {
            Table list = new Table(2, 0);
            list.rawset(1, before);
            list.rawset(2, value);
            table.rawset(key, list);
        }
    }

    /**
     * The table of a query, and "truncated" where something follows the {@code max}th argument; 0 and less is for no
     * limit. What has no name counts too.
     */
    static Varargs decode(String query, int max) {
        Table table = new Table();
        int count = 0;
        for (int start = 0; start < query.length(); ) {
            LuaRun.current().budget().poll();
            int separator = query.indexOf('&', start);
            int end = separator < 0 ? query.length() : separator;
            addArgument(table, query.substring(start, end));
            if (separator >= 0 && max > 0 && ++count == max) {
                return LuaValue.varargsOf(table, LuaString.valueOf("truncated"));
            }
            start = end + 1;
        }
        return table;
    }

    private static void addArgument(Table table, String argument) {
        int equals = argument.indexOf('=');
        LuaString key = UriText.unescape(equals < 0 ? argument : argument.substring(0, equals));
        if (key.m_length > 0) {
            add(table, key, equals < 0 ? LuaValue.TRUE : UriText.unescape(argument.substring(equals + 1)));
        }
    }

    /** The query of a table. */
    static LuaString encode(Table table) {
        ByteBuilder query = new ByteBuilder(LuaRun.current().budget());
        for (Varargs entry = table.next(LuaValue.NIL); !entry.arg1().isnil(); entry = table.next(entry.arg1())) {
            LuaRun.current().budget().poll();
            if (!(entry.arg1() instanceof LuaString key)) {
                throw new ScriptError("attempt to use a non-string key in the \"args\" option table");
            }
            if (entry.arg(2) instanceof Table values) {
                addPairs(query, key, values);
            } else {
                addPair(query, key, entry.arg(2));
            }
        }
        return query.string();
    }

    /** Of the keys of a table of values nothing is asked. */
    private static void addPairs(ByteBuilder query, LuaString key, Table values) {
        for (Varargs entry = values.next(LuaValue.NIL); !entry.arg1().isnil(); entry = values.next(entry.arg1())) {
            LuaRun.current().budget().poll();
            addPair(query, key, entry.arg(2));
        }
    }

    private static void addPair(ByteBuilder query, LuaString key, LuaValue value) {
        if (value.isboolean() && !value.toboolean()) {
            return;
        }
        if (!value.isboolean() && !Text.isText(value)) {
            throw new ScriptError("attempt to use " + value.typename() + " as query arg value");
        }
        if (query.length() > 0) {
            query.add('&');
        }
        UriText.escape(query, key, UriText.COMPONENT);
        if (Text.isText(value)) {
            UriText.escape(query.add('='), Text.of(value), UriText.COMPONENT);
        }
    }
}
