package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ScriptError;
import org.luaj.vm2.LuaValue;

/** An integer as OpenResty's functions in Lua hand it to C: of a boolean too, but not of a text. */
final class CInteger {

    private CInteger() {}

    /**
     * The integer that a value is for C.
     *
     * @param function the function in C, which messages name
     * @param argument which of its arguments it is
     */
    static int of(LuaValue value, String function, int argument) {
        if (value instanceof Num number) {
            return Args.integer(number.v);
        }
        if (value.isboolean()) {
            return value.toboolean() ? 1 : 0;
        }
        throw new ScriptError("bad argument #" + argument + " to '" + function + "' (cannot convert '"
                + value.typename() + "' to 'int')");
    }
}
