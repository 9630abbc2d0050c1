package dev.cuprum.lua.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * A table that all executions share, so none may change it. What is filled in while it is made can be read by any
 * number of threads; a {@link Field} among its values is computed at each reading.
 */
@SuppressWarnings("ReferenceEquality") // There is one nil, and a table is equal to itself alone.
public class ReadOnlyTable extends Table {

    private final String name;

    /** The fields that are computed or made: kept apart, since the table's own are read without asking. */
    private final Table special = new Table();

    private final List<LuaString> ownKeys = new ArrayList<>();

    /** What makes the field of a node. */
    private @Nullable Own[] makers = {};

    private boolean sealed;

    /**
     * @param name what units call it
     */
    public ReadOnlyTable(String name) {
        super(false);
        this.name = name;
    }

    /** What units call it. */
    protected final String name() {
        return name;
    }

    /** Adds a value, before the table is sealed. */
    public final ReadOnlyTable with(String key, LuaValue value) {
        rawset(Interned.of(LuaString.valueOf(key)), value);
        return this;
    }

    /** Adds a function, before the table is sealed. */
    public final ReadOnlyTable with(String key, Native.Body body) {
        return with(key, new Native(key, body));
    }

    /**
     * Adds a field that each execution makes for itself in its view when it first asks for it. The shared table itself
     * has no such field.
     */
    public final ReadOnlyTable own(String key, Function<View, LuaValue> maker) {
        LuaString name = Interned.of(LuaString.valueOf(key));
        // It must have a node of its own, which one without a value has not until the table is sealed.
        store(name, TRUE);
        ownKeys.add(name);
        special.store(name, new Own(maker));
        return this;
    }

    /** Adds a field that each execution makes for itself as it would that of another table. */
    final void own(LuaString name, Own own) {
        own(Text.utf8(name), own::make);
    }

    /** Calls back with the fields that are computed. */
    final void computedFields(BiConsumer<LuaValue, LuaValue> each) {
        for (int at = special.following(0); at != 0; at = special.following(at)) {
            if (special.valueAt(at) instanceof Field field) {
                each.accept(special.keyAt(at), field);
            }
        }
    }

    /** Adds a library, of which each execution has a view of its own. */
    public final ReadOnlyTable library(String key, ReadOnlyTable library) {
        return own(key, view -> LuaRun.current().view(library));
    }

    /** Adds a field that is computed at each reading. */
    public final ReadOnlyTable computed(String key, Supplier<LuaValue> value) {
        return with(key, new Field() {
            @Override
            protected LuaValue read() {
                return value.get();
            }
        });
    }

    /** Refuses every change from here on, and leaves room for what environments add to copies of it. */
    public final ReadOnlyTable seal() {
        sealed = true;
        spread();
        special.spread();
        makers = new Own[values.length];
        for (LuaString key : ownKeys) {
            makers[nodeOf(key)] = (Own) special.find(key);
            values[nodeOf(key)] = null;
        }
        return this;
    }

    /** Whether there is such a field, be it one that is computed. */
    protected final boolean has(LuaValue key) {
        return find(key) != NIL || special.find(key) != NIL;
    }

    /** How a field is computed or made; nil where it is neither. */
    final LuaValue special(LuaValue key) {
        return special.find(key);
    }

    /**
     * What makes a field for an execution; null where nothing does.
     *
     * @param nodes the keys of the view that asks: it may have other nodes by now
     */
    final @Nullable Own maker(LuaValue[] nodes, int node, LuaString key) {
        if (nodes == keys) {
            return makers[node];
        }
        return special.find(key) instanceof Own own ? own : null;
    }

    /** The fields that executions make for themselves. */
    final List<LuaString> ownKeys() {
        return ownKeys;
    }

    /**
     * Sets a field that is not the unit's but the request's, such as {@code ngx.status}.
     *
     * @return whether it is one
     */
    protected boolean assign(LuaValue key, LuaValue value) {
        return false;
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaValue value = find(key);
        if (value != NIL) {
            return value;
        }
        LuaValue how = special.find(key);
        if (how instanceof Own) {
            // Seen by way of something frozen.
            return LuaRun.current().view(this).get(key);
        }
        return how instanceof Field field ? field.read() : NIL;
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        if (!assign(key, value)) {
            rawset(key, value);
        }
    }

    @Override
    public final void rawset(LuaValue key, LuaValue value) {
        if (sealed) {
            throw new ScriptError(name + " is read-only: '" + Text.describe(key) + "' cannot be set; "
                    + "keep values of your own in a local or a global");
        }
        if (value instanceof Field || special.find(key) != NIL) {
            special.store(key, value instanceof Field ? value : NIL);
        }
        if (!(value instanceof Field) || find(key) != NIL) {
            store(key, value instanceof Field ? NIL : value);
        }
    }

    @Override
    public final LuaValue setmetatable(LuaValue metatable) {
        throw new ScriptError(name + " is read-only: it cannot be given a metatable");
    }
}
