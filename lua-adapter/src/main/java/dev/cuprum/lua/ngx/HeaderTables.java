package dev.cuprum.lua.ngx;

import dev.cuprum.http.HeaderFields;
import dev.cuprum.lua.lib.ByteBuilder;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Interned;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Headers as tables: by names in lower case that can be asked for in any, or as they were sent. */
final class HeaderTables {

    static final int DEFAULT_MAX = 100;

    private static final int MOST_NAMES = 1000;
    private static final int LONGEST_NAME = 64;

    private static final ReadOnlyTable ANY_CASE = new ReadOnlyTable("the metatable of headers")
            .with("__index", HeaderTables::inLowerCase)
            .seal();

    /** Names in lower case, converted once; bounded, for clients may make up names. */
    private static final Map<String, LuaString> LOWER = new ConcurrentHashMap<>();

    private static final Map<String, LuaString> AS_SENT = new ConcurrentHashMap<>();

    private HeaderTables() {}

    /** An empty table, in which names are found in any case unless they are kept as they were sent. */
    static Table empty(boolean raw) {
        Table table = new Table(0, 8);
        if (!raw) {
            table.setmetatable(ANY_CASE);
        }
        return table;
    }

    /**
     * Adds fields to a table.
     *
     * @param max how many; all where it is 0
     * @return whether there were more
     */
    static boolean fill(Table table, HeaderFields headers, int max, boolean raw) {
        Filling filling = new Filling(table, max, raw);
        headers.forEach(filling::add);
        return filling.more;
    }

    private static final class Filling {

        private final Table table;
        private final int max;
        private final boolean raw;
        private int count;
        private boolean more;

        Filling(Table table, int max, boolean raw) {
            this.table = table;
            this.max = max;
            this.raw = raw;
        }

        void add(String name, String value) {
            if (max > 0 && count == max) {
                more = true;
                return;
            }
            count++;
            ArgumentTables.add(table, key(name, raw), Text.lua(value));
        }
    }

    /** The name of a field as the key of a table. */
    static LuaString key(String name, boolean raw) {
        Map<String, LuaString> known = raw ? AS_SENT : LOWER;
        LuaString key = known.get(name);
        if (key == null) {
            key = Interned.of(Text.lua(raw ? name : name.toLowerCase(Locale.ROOT)));
            if (known.size() < MOST_NAMES && name.length() <= LONGEST_NAME) {
                known.put(name, key);
            }
        }
        return key;
    }

    /** The table, and {@code truncated} where it does not have all. */
    static Varargs result(Table table, boolean truncated) {
        return truncated ? LuaValue.varargsOf(table, LuaString.valueOf("truncated")) : table;
    }

    /** Finds {@code Content_Type} in a table whose keys are in lower case. */
    private static Varargs inLowerCase(Varargs args) {
        if (!Text.isText(args.arg(2))) {
            throw new ScriptError("bad argument #1 to 'lower' (string expected, got "
                    + args.arg(2).typename() + ")");
        }
        LuaString name = Text.of(args.arg(2));
        ByteBuilder lower = new ByteBuilder(LuaRun.current().budget(), name.m_length);
        for (int i = 0; i < name.m_length; i++) {
            int c = name.luaByte(i);
            boolean capital = c >= 'A' && c <= 'Z';
            lower.add(c == '_' ? '-' : capital ? c + 32 : c);
        }
        return Args.table(args, 1).rawget(lower.string());
    }
}
