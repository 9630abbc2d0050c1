package dev.cuprum.lua.ngx;

import dev.cuprum.http.AttachmentKey;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import org.luaj.vm2.LuaValue;

/** {@code ngx.ctx}: one table for all units and phases of a request. */
final class RequestContext {

    private static final AttachmentKey<RequestContext> KEY = new AttachmentKey<>("ngx.ctx");

    private Table table = new Table();

    private RequestContext() {}

    private static RequestContext current() {
        return Phases.REQUEST.current().exchange().attachment(KEY, RequestContext::new);
    }

    static LuaValue get() {
        return current().table;
    }

    static void set(LuaValue value) {
        if (!(value instanceof Table table)) {
            throw new ScriptError("ngx.ctx is a table, and this is a " + value.typename());
        }
        current().table = table;
    }
}
