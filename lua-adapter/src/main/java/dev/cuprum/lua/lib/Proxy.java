package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Table;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What {@code newproxy} makes: a userdata that has nothing but, where it is asked for, a metatable. */
final class Proxy extends LuaUserdata {

    private Proxy(@Nullable LuaValue metatable) {
        super(new Object() {
            @Override
            public String toString() {
                return String.format("userdata: 0x%08x", System.identityHashCode(this));
            }
        });
        m_metatable = metatable;
    }

    static Varargs create(Varargs args) {
        LuaValue model = args.arg1();
        if (model instanceof Proxy proxy && proxy.m_metatable != null) {
            return new Proxy(proxy.m_metatable);
        }
        if (!model.isnil() && !model.isboolean()) {
            throw Args.wrong(1, "boolean or proxy expected");
        }
        return new Proxy(model.toboolean() ? new Table() : null);
    }
}
