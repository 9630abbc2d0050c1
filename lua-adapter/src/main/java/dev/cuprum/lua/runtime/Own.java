package dev.cuprum.lua.runtime;

import java.util.function.Function;
import org.luaj.vm2.LuaValue;

/** Stands in a shared table for a value that each execution makes for itself. Never seen by units. */
final class Own extends LuaValue {

    private final Function<View, LuaValue> maker;

    /**
     * @param maker makes what an execution has in its view
     */
    Own(Function<View, LuaValue> maker) {
        this.maker = maker;
    }

    LuaValue make(View view) {
        return maker.apply(view);
    }

    @Override
    public int type() {
        return TNIL;
    }

    @Override
    public String typename() {
        return "nil";
    }
}
