package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** No values. LuaJ's own is a {@link LuaValue}, so it would pass for one value where one is expected. */
class Nothing extends Varargs {

    @Override
    public LuaValue arg(int i) {
        return LuaValue.NIL;
    }

    @Override
    public int narg() {
        return 0;
    }

    @Override
    public LuaValue arg1() {
        return LuaValue.NIL;
    }

    @Override
    public Varargs subargs(int start) {
        return this;
    }
}
