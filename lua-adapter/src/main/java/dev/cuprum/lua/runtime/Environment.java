package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The globals of one execution: its own, over the shared ones, which it can hide but not change. */
public final class Environment extends LuaTable {

    private static final LuaString SELF = valueOf("_G");

    /** Stands where a unit has set a shared global to nil. */
    private static final class Hidden extends Field {
        @Override
        protected LuaValue read() {
            return NIL;
        }
    }

    private static final LuaValue HIDDEN = new Hidden();

    private final Libraries libraries;

    Environment(Libraries libraries) {
        this.libraries = libraries;
    }

    Libraries libraries() {
        return libraries;
    }

    @Override
    public LuaValue get(LuaValue key) {
        return m_metatable == null ? own(key) : Access.inherit(LuaRun.current(), this, key);
    }

    /** A global, its own or a shared one, without asking its metatable. */
    LuaValue own(LuaValue key) {
        LuaValue own = hashEntries == 0 && array.length == 0 ? NIL : super.rawget(key);
        if (!own.isnil()) {
            return own instanceof Hidden ? NIL : own;
        }
        LuaValue shared = libraries.globals().get(key);
        if (!shared.isnil()) {
            return shared;
        }
        return key.raweq(SELF) ? this : NIL;
    }

    @Override
    public LuaValue get(int key) {
        return get(valueOf(key));
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        LuaValue own = super.rawget(key);
        if (!own.isnil()) {
            return own instanceof Hidden ? NIL : own;
        }
        return libraries.globals().rawget(key);
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        boolean hides = value.isnil() && libraries.globals().has(key);
        super.rawset(key, hides ? HIDDEN : value);
    }

    /** Its own first, then the shared ones that it does not hide. */
    @Override
    public Varargs next(LuaValue key) {
        Varargs found = key.isnil() || !super.rawget(key).isnil()
                ? super.next(key)
                : libraries.globals().next(key);
        boolean shared = !key.isnil() && super.rawget(key).isnil();
        while (true) {
            if (found.arg1().isnil()) {
                if (shared) {
                    return found;
                }
                shared = true;
                found = libraries.globals().next(NIL);
            } else if (shared ? isShown(found) : !(found.arg(2) instanceof Hidden)) {
                return found;
            } else {
                found = shared ? libraries.globals().next(found.arg1()) : super.next(found.arg1());
            }
        }
    }

    private boolean isShown(Varargs entry) {
        return super.rawget(entry.arg1()).isnil();
    }
}
