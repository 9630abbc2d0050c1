package dev.cuprum.lua.runtime;

import java.util.function.Supplier;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * A table that all executions share, so none may change it. What is filled in while it is made can be read by any
 * number of threads; a {@link Field} among its values is computed at each reading.
 */
@SuppressWarnings("ReferenceEquality") // There is one nil, and a table is equal to itself alone.
public class ReadOnlyTable extends Table {

    private final String name;

    /** The fields that are computed: kept apart, since the table's own are read without asking. */
    private final Table computed = new Table();

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

    /** Adds fields that units may expect and that are not there: to read one is an error that says so. */
    public final ReadOnlyTable without(String... keys) {
        for (String key : keys) {
            with(key, new Absent(qualified(key)));
        }
        return this;
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
        computed.spread();
        return this;
    }

    private String qualified(String key) {
        return name.equals("_G") ? key : name + "." + key;
    }

    /** Whether there is such a field, be it one that is computed or one that is told to be absent. */
    protected final boolean has(LuaValue key) {
        return find(key) != NIL || isComputed(key);
    }

    /** Whether there is such a field, and it is computed or told to be absent. */
    final boolean isComputed(LuaValue key) {
        return computed.find(key) != NIL;
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaValue value = find(key);
        return value == NIL && computed.find(key) instanceof Field field ? field.read() : value;
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        rawset(key, value);
    }

    @Override
    public final void rawset(LuaValue key, LuaValue value) {
        if (sealed) {
            throw new ScriptError(name + " is read-only: '" + Text.describe(key) + "' cannot be set; "
                    + "keep values of your own in a local or a global");
        }
        if (value instanceof Field || isComputed(key)) {
            computed.store(key, value instanceof Field ? value : NIL);
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
