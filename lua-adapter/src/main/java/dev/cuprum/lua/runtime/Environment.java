package dev.cuprum.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The globals of one execution: the shared ones, which it can hide but not change, and its own.
 *
 * <p>A table that begins with the very arrays of the shared globals, so that it costs nothing to make and a shared
 * global is found where the unit's own would be. It copies them before the first change, and before the first traversal,
 * which shows {@code _G} too, the one field that every environment has to itself.
 */
@SuppressWarnings("ReferenceEquality") // There is one nil, and a table is equal to itself alone.
public final class Environment extends Table {

    private static final LuaString SELF = valueOf("_G");

    private final Libraries libraries;
    private boolean copied;

    /** The fields computed by the shared globals that the unit has set; null while there are none. */
    private @Nullable Table replaced;

    Environment(Libraries libraries) {
        super(false);
        this.libraries = libraries;
        borrow(libraries.globals());
    }

    Libraries libraries() {
        return libraries;
    }

    private void copy() {
        if (!copied) {
            copied = true;
            values = values.clone();
            store(SELF, this);
            direct = getmetatable() == null;
        }
    }

    /** Asked for what is not among the table's own fields. */
    @Override
    public LuaValue get(LuaValue key) {
        LuaValue value = rawget(key);
        if (value == NIL && isComputed(key)) {
            return libraries.globals().get(key);
        }
        return value == NIL && getmetatable() != null ? Access.inherit(this, key) : value;
    }

    private boolean isComputed(LuaValue key) {
        return libraries.globals().isComputed(key) && (replaced == null || replaced.find(key) == NIL);
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        LuaValue value = find(key);
        return value == NIL && !copied && key.raweq(SELF) ? this : value;
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        copy();
        if (isComputed(key)) {
            if (replaced == null) {
                replaced = new Table();
            }
            replaced.store(key, TRUE);
        }
        store(key, value);
    }

    @Override
    public int following(int position) {
        copy();
        return super.following(position);
    }

    @Override
    protected int positionOf(LuaValue key) {
        copy();
        return super.positionOf(key);
    }

    @Override
    public LuaValue setmetatable(LuaValue metatable) {
        super.setmetatable(metatable);
        direct = copied && getmetatable() == null;
        return this;
    }
}
