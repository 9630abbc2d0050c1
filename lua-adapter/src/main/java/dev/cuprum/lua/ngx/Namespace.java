package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import org.luaj.vm2.LuaValue;

/** A namespace of functions, such as {@code ngx.req}: to use what it does not have is an error that says so. */
class Namespace extends ReadOnlyTable {

    Namespace(String name) {
        super(name);
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaValue value = super.get(key);
        if (value.isnil()) {
            throw new ScriptError(name() + "." + Text.describe(key) + " is not available here");
        }
        return value;
    }
}
