package dev.cuprum.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * A shared table as one execution has it: the shared fields, which it can hide but not change, and its own. Globals are
 * one, and so is each library.
 *
 * <p>It begins with the very arrays of the shared table, so that it costs next to nothing to make, and a shared field is
 * found where the unit's own would be. It copies the values before the first change. A field that each execution
 * {@linkplain ReadOnlyTable#own makes for itself} has a node without a value, null, until somebody asks for it or sets
 * it, be it to nil, which is not null; all are made before a traversal shows them.
 */
@SuppressWarnings("ReferenceEquality") // There is one nil, and a table is equal to itself alone.
public class View extends Table {

    private final ReadOnlyTable shared;

    /** Whether the values are its own. */
    private boolean copied;

    /** Whether it has made all that each execution makes for itself. */
    private boolean complete;

    /** The fields computed by the shared table that the unit has set; null while there are none. */
    private @Nullable Table replaced;

    View(ReadOnlyTable shared) {
        super(false);
        this.shared = shared;
        borrow(shared);
    }

    /** What it is a view of. */
    final ReadOnlyTable shared() {
        return shared;
    }

    private void copy() {
        if (!copied) {
            copied = true;
            values = values.clone();
            direct = isDirect();
        }
    }

    private void complete() {
        if (!complete) {
            copy();
            complete = true;
            for (LuaString key : shared.ownKeys()) {
                make(key);
            }
        }
    }

    /** Whether values may be stored under keys that it has without asking it. */
    boolean isDirect() {
        return copied && getmetatable() == null;
    }

    /** The value of a field that the execution makes for itself, made if it has not been; nil where it is none. */
    private LuaValue make(LuaString key) {
        int node = nodeOf(key);
        return node < 0 || values[node] != null ? NIL : unmade(key, node);
    }

    @Override
    LuaValue unmade(LuaString key, int node) {
        Own own = shared.maker(keys, node, key);
        if (own == null) {
            return NIL;
        }
        copy();
        LuaValue made = own.make(this);
        values[node] = made;
        return made;
    }

    /** Asked for what is not among the table's own fields. */
    @Override
    public LuaValue get(LuaValue key) {
        LuaValue value = find(key);
        if (value != NIL) {
            return value;
        }
        if (key instanceof LuaString name) {
            LuaValue made = make(name);
            if (made != NIL) {
                return made;
            }
            if (shared.special(key) instanceof Field field && !isReplaced(key)) {
                return field.read();
            }
        }
        return getmetatable() == null ? NIL : Access.inherit(this, key);
    }

    /**
     * Whether a field is one that executions make for themselves and that this one has left alone. A table in its place
     * is taken for what was made.
     */
    final boolean isOwn(LuaString key, @Nullable LuaValue value) {
        return (value == null || value instanceof Table) && shared.special(key) instanceof Own;
    }

    /** Whether it has other fields than the shared table. */
    final boolean differs() {
        if (keys != shared.keys || replaced != null) {
            return copied;
        }
        for (int i = 0; i < values.length; i++) {
            boolean own = keys[i] instanceof LuaString key && isOwn(key, values[i]);
            if (!own && orNil(values[i]) != orNil(shared.values[i])) {
                return true;
            }
        }
        return false;
    }

    /** Whether a computed field has been set. */
    final boolean isReplaced(LuaValue key) {
        return replaced != null && replaced.find(key) != NIL;
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        LuaValue value = find(key);
        return value == NIL && key instanceof LuaString name ? make(name) : value;
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        if (!shared.assign(key, value)) {
            super.set(key, value);
        }
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        copy();
        if (!complete) {
            prepare(key);
        }
        if (shared.special(key) instanceof Field) {
            if (replaced == null) {
                replaced = new Table();
            }
            replaced.store(key, TRUE);
        }
        store(key, value);
    }

    /** A new key must not be given the node of a field that is still to be made. */
    private void prepare(LuaValue key) {
        if (!(key instanceof LuaString name) || !hasSpare()) {
            complete();
        } else if (nodeOf(name) < 0 && keys[name.hashCode() & (keys.length - 1)] instanceof LuaString owner) {
            make(owner);
        }
    }

    @Override
    public int following(int position) {
        complete();
        return super.following(position);
    }

    @Override
    protected int positionOf(LuaValue key) {
        complete();
        return super.positionOf(key);
    }

    @Override
    public LuaValue setmetatable(LuaValue metatable) {
        super.setmetatable(metatable);
        direct = isDirect();
        return this;
    }
}
