package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;

/** Stands in a shared table for a value that each reading computes. Never seen by units. */
abstract class Field extends LuaValue {

    /** The value, for the execution on this thread. */
    protected abstract LuaValue read();

    @Override
    public int type() {
        return TNIL;
    }

    @Override
    public String typename() {
        return "nil";
    }
}
