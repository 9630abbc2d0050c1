package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * What all tables made by one constructor have in common: the nodes of the constant keys, the size of the array part,
 * and the constant values. Immutable.
 */
public final class Shape {

    final LuaValue[] keys;
    final int[] chains;

    /** The constant values; nil for the others. */
    final LuaValue[] values;

    /** The array part with its constant values. */
    final LuaValue[] array;

    /** The table's {@link Fields#top} as long as only the constant values are there. */
    final int top;

    private final int[] slots;

    /**
     * @param template what the tables are copies of; not to be changed any more
     * @param top how many of the positions have values, one after the other
     * @param names the keys whose values are stored by their slots
     */
    Shape(Table template, int top, LuaString... names) {
        this.top = top;
        keys = template.keys;
        chains = template.chains;
        values = template.values;
        array = template.array;
        slots = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            slots[i] = template.nodeOf(names[i]);
        }
    }

    /** The shape of tables with these keys and no positions. */
    public static Shape of(LuaString... keys) {
        ShapeBuilder builder = new ShapeBuilder();
        for (LuaString key : keys) {
            builder.keyed(key, null);
        }
        return builder.build();
    }

    /** How many slots there are for values of keys that are strings. */
    public int size() {
        return values.length;
    }

    /**
     * Where the value of a key is: the key that was told as the i-th string, from 0. Good until a key is added to the
     * table that is not one of the shape's.
     */
    public int slotOf(int i) {
        return slots[i];
    }
}
