package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;

/** Stands for the globals in what all executions share: each meets its own there. */
final class FrozenGlobals extends Table {

    static final FrozenGlobals INSTANCE = new FrozenGlobals();

    private FrozenGlobals() {
        super(false);
    }

    private static View own() {
        return LuaRun.current().globals();
    }

    @Override
    public LuaValue get(LuaValue key) {
        return own().get(key);
    }

    @Override
    public LuaValue rawget(LuaValue key) {
        return own().rawget(key);
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        own().set(key, value);
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        own().rawset(key, value);
    }

    @Override
    public int following(int position) {
        return own().following(position);
    }

    @Override
    public LuaValue keyAt(int position) {
        return own().keyAt(position);
    }

    @Override
    public LuaValue valueAt(int position) {
        return own().valueAt(position);
    }

    @Override
    protected int positionOf(LuaValue key) {
        return own().positionOf(key);
    }
}
