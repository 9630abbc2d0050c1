package dev.cuprum.lua.ngx;

import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The table {@code ngx} itself: to set {@code status} or {@code ctx} is to change the request. */
final class NgxTable extends Namespace {

    private static final LuaString STATUS = valueOf("status");
    private static final LuaString CTX = valueOf("ctx");

    NgxTable() {
        super("ngx");
    }

    @Override
    protected boolean assign(LuaValue key, LuaValue value) {
        if (key.raweq(STATUS)) {
            ResponseStatus.set(value);
        } else if (key.raweq(CTX)) {
            RequestContext.set(value);
        } else {
            return false;
        }
        return true;
    }
}
