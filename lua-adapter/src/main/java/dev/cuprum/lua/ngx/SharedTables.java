package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.state.SharedDictionaries;
import dev.cuprum.state.SharedDictionary;
import org.luaj.vm2.LuaValue;

/**
 * {@code ngx.shared}: the dictionaries of the node that the execution is on. The tables are made once and kept, for an
 * engine mostly serves one node.
 */
final class SharedTables {

    private record Made(SharedDictionaries of, ReadOnlyTable table) {}

    private volatile Made made = make(SharedDictionaries.NONE);

    LuaValue get() {
        SharedDictionaries dictionaries = LuaRun.current().execution().shared();
        Made known = made;
        if (known.of() != dictionaries) {
            known = make(dictionaries);
            made = known;
        }
        return known.table();
    }

    private static Made make(SharedDictionaries dictionaries) {
        ReadOnlyTable table = new ReadOnlyTable("ngx.shared");
        for (SharedDictionary dictionary : dictionaries.all()) {
            table.with(dictionary.name(), new DictionaryTable(dictionary));
        }
        return new Made(dictionaries, table.seal());
    }
}
