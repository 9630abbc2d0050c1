package dev.cuprum.lua.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * Works out the shape of the tables that a constructor makes, by what LuaJIT's parser does, on which the border of a
 * table with holes depends.
 *
 * <p>The parser counts the positional items, which together with position 0 make the size of the array part, and the
 * other items, which make that of the hash part. At the first item with a constant key whose value is constant too, or
 * whose key is a string, it makes a template with the sizes known by then, and from there on stores such items in it as
 * in any table, which may grow and shrink its parts; at the end the array part is given the size it should have. At run
 * time the template is copied, and the other items are stored one by one. Without a template the table begins empty,
 * with the sizes as they were counted, but with an array part of at least 3 and at most 2,049, if there is one.
 */
@SuppressWarnings("ReferenceEquality") // There is one nil, and a table is equal to itself alone.
public final class ShapeBuilder {

    private static final int MIN_SLOTS = 3;
    private static final int MAX_COUNTED = 0x7ff;
    private static final int MAX_SLOTS = 0x801;

    private final List<LuaString> names = new ArrayList<>();
    private @Nullable Table template;
    private int positions = 1;
    private int others;
    private boolean needsArray;
    private boolean sparse;

    /**
     * The next item is a value without a key; also a last one that yields several values.
     *
     * @param constant its value; null where only the execution tells
     */
    public void positional(@Nullable LuaValue constant) {
        int position = positions++;
        needsArray = true;
        if (constant != null) {
            sparse |= constant == LuaValue.NIL;
            template().rawset(position, constant);
        }
    }

    /**
     * The next item has a key.
     *
     * @param key null where only the execution tells
     * @param constant its value; null where only the execution tells
     */
    public void keyed(@Nullable LuaValue key, @Nullable LuaValue constant) {
        sparse |= !(key instanceof LuaString);
        if (key instanceof Num number && number.v == 0) {
            needsArray = true;
        } else {
            others++;
        }
        if (key instanceof LuaString name) {
            names.add(name);
            Table into = template();
            into.rawset(name, constant == null ? into : constant);
        } else if (key != null && key != LuaValue.NIL && constant != null) {
            template().rawset(key, constant);
        }
    }

    private Table template() {
        if (template == null) {
            template = Table.ofSizes(needsArray ? positions : 0, Nodes.bitsFor(others));
        }
        return template;
    }

    /** The shape, when all items have been told. */
    public Shape build() {
        LuaString[] strings = names.toArray(new LuaString[0]);
        if (template == null) {
            int counted = positions >= MAX_COUNTED ? MAX_SLOTS : Math.max(positions, MIN_SLOTS);
            Table empty = Table.ofSizes(needsArray ? counted : 0, Nodes.bitsFor(others));
            return new Shape(empty, 0, strings);
        }
        if (needsArray && template.array.length < positions) {
            template.growArray(positions);
        }
        for (int i = 0; i < template.values.length; i++) {
            if (template.values[i] == template) {
                template.values[i] = LuaValue.NIL;
            }
        }
        return new Shape(template, sparse ? Fields.SPARSE : filled(template.array), strings);
    }

    private static int filled(LuaValue[] slots) {
        int i = 1;
        while (i < slots.length && !Nodes.isNil(slots[i])) {
            i++;
        }
        return i - 1;
    }
}
