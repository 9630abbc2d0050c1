package dev.cuprum.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * What all tables made by one constructor have in common: the nodes of the constant keys, the size of the array part,
 * and the constant values. Immutable.
 */
public final class Shape {

    final LuaValue[] keys;
    final int[] links;
    final int free;

    /** Null where no key has a constant value. */
    final LuaValue @Nullable [] values;

    /** The array part, with the constant values in it. */
    final LuaValue[] array;

    private final int[] slots;

    private Shape(Table template, LuaValue @Nullable [] values, LuaString[] names) {
        this.keys = template.keys;
        this.links = template.links;
        this.free = template.free;
        this.array = template.array;
        this.values = values;
        this.slots = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            slots[i] = template.nodeOf(names[i]);
        }
    }

    /** The shape of a table with these keys, in any order, also repeated. */
    public static Shape of(LuaString... keys) {
        Table template = new Table(0, keys.length);
        for (LuaString key : keys) {
            template.rawset(key, LuaValue.TRUE);
        }
        return new Shape(template, null, keys);
    }

    /** Where the value of a key is, by the position of the key when the shape was made. */
    public int slotOf(int i) {
        return slots[i];
    }
}
