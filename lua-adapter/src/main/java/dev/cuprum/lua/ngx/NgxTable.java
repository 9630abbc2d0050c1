package dev.cuprum.lua.ngx;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The table {@code ngx} itself: {@code status} and {@code ctx} can be set, nothing else. */
final class NgxTable extends Namespace {

    private static final LuaString STATUS = valueOf("status");
    private static final LuaString CTX = valueOf("ctx");

    NgxTable() {
        super("ngx");
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        if (key.raweq(STATUS) && has(STATUS)) {
            ResponseStatus.set(value);
        } else if (key.raweq(CTX) && has(CTX)) {
            RequestContext.set(value);
        } else {
            super.set(key, value);
        }
    }
}
