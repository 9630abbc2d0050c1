package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.state.SharedDictionary;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;

/**
 * A dictionary as units have it, {@code ngx.shared.NAME}: a table whose first element is the dictionary, and whose
 * metatable has the functions.
 */
final class DictionaryTable extends ReadOnlyTable {

    /** Where the dictionary is. */
    static final int DICTIONARY = 1;

    /** The functions: their own index, as they are in nginx. */
    private static final ReadOnlyTable FUNCTIONS = functions();

    DictionaryTable(SharedDictionary dictionary) {
        super("ngx.shared." + dictionary.name());
        rawset(DICTIONARY, new LuaUserdata(dictionary));
        seal();
    }

    private static ReadOnlyTable functions() {
        ReadOnlyTable functions = new ReadOnlyTable("ngx.shared.DICT");
        DictionaryValues.addTo(functions);
        DictionaryLists.addTo(functions);
        DictionaryUpkeep.addTo(functions);
        functions.rawset(INDEX, functions);
        return functions.seal();
    }

    @Override
    public LuaValue get(LuaValue key) {
        // What is its own is mostly found without asking here, so who asks mostly wants a function.
        LuaValue function = FUNCTIONS.get(key);
        return function.isnil() ? super.get(key) : function;
    }

    @Override
    public Table getmetatable() {
        return FUNCTIONS;
    }
}
