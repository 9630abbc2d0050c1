package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Expression.Item;
import dev.cuprum.lua.compiler.Expression.TableConstructor;
import dev.cuprum.lua.runtime.Interned;
import dev.cuprum.lua.runtime.Shape;
import dev.cuprum.lua.runtime.ShapeBuilder;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The constructors of tables with nothing but named fields that are in a chunk, and in which slots the fields of their
 * tables are: where all have a field in the same slot, it is most likely there when it is read.
 */
final class Records {

    /** A table of more named fields is not made in one go. */
    private static final int MOST_NAMED = 16;

    private static final int AMBIGUOUS = -1;

    private final IdentityHashMap<TableConstructor, Shape> shapes = new IdentityHashMap<>();
    private final Map<LuaString, Integer> slots = new HashMap<>();

    /** Notes a constructor. */
    void note(TableConstructor constructor) {
        if (!isRecord(constructor)) {
            return;
        }
        Shape shape = shape(constructor);
        shapes.put(constructor, shape);
        List<Item> items = constructor.items();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).key() instanceof Constant key && key.value() instanceof LuaString name) {
                int slot = shape.slotOf(i);
                slots.merge(name, slot, (one, other) -> one.equals(other) ? one : AMBIGUOUS);
            }
        }
    }

    /** Whether a constructor makes a table with nothing but named fields, not too many. */
    static boolean isRecord(TableConstructor constructor) {
        List<Item> items = constructor.items();
        return !items.isEmpty()
                && items.size() <= MOST_NAMED
                && items.stream()
                        .allMatch(item -> item.key() instanceof Constant key && key.value() instanceof LuaString);
    }

    /** The slot in which the tables of all constructors have a field; less than 0 where there is none. */
    int slotOf(LuaString name) {
        return slots.getOrDefault(name, AMBIGUOUS);
    }

    /** The shape of the tables that a constructor makes. */
    Shape shape(TableConstructor constructor) {
        Shape known = shapes.get(constructor);
        if (known != null) {
            return known;
        }
        ShapeBuilder shape = new ShapeBuilder();
        for (Item item : constructor.items()) {
            LuaValue value = item.value() instanceof Constant constant ? Interned.of(constant.value()) : null;
            if (item.key() == null) {
                shape.positional(value);
            } else {
                shape.keyed(item.key() instanceof Constant key ? Interned.of(key.value()) : null, value);
            }
        }
        return shape.build();
    }
}
