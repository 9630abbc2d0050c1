package dev.cuprum.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * How tables with certain nodes come by one more key: the nodes before and after, which all tables that grow alike have
 * in common. A place in the code that adds a field remembers one, so that a table that is filled in field by field costs
 * no more than a copy of its values now and then. Immutable.
 *
 * @param from the keys of the nodes before; these very ones
 * @param keys the keys afterwards
 * @param chains the chains afterwards
 * @param moved for each node before, the one its value goes to; null where all stay
 * @param node the node of the new key
 * @param times how many others the place has remembered before
 */
@SuppressWarnings("ArrayRecordComponent") // Nodes are arrays, and nothing compares these records.
public record Growth(LuaValue[] from, LuaValue[] keys, int[] chains, int @Nullable [] moved, int node, int times) {

    /** A place where tables of many kinds come along remembers no more. */
    private static final int MOST = 8;

    /**
     * Adds a field to a table, as other tables have grown at the same place where that is possible.
     *
     * @param known what the place remembers; null for nothing yet
     * @return what the place is to remember; null where nothing has been added
     */
    public static @Nullable Growth add(@Nullable Growth known, LuaValue into, LuaString key, LuaValue value) {
        if (!(into instanceof Table table)) {
            return null;
        }
        if (known != null && known.from == table.keys) {
            return table.grow(known, value) ? known : null;
        }
        int times = known == null ? 0 : known.times + 1;
        return times < MOST ? table.growAlike(key, value, times) : null;
    }
}
