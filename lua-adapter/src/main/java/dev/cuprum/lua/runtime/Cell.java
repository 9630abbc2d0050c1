package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;

/** A local that inner functions share and that changes: made anew each time its declaration is executed. */
public final class Cell {

    /** What the local holds. */
    public LuaValue v;

    /** One that holds a value. */
    public Cell(LuaValue v) {
        this.v = v;
    }

    /** One that holds that. */
    public static Cell of(LuaValue v) {
        return new Cell(v);
    }
}
