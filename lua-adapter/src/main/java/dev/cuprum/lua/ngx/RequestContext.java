package dev.cuprum.lua.ngx;

import dev.cuprum.http.AttachmentKey;
import dev.cuprum.http.Exchange;
import dev.cuprum.lua.runtime.Attachment;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import org.luaj.vm2.LuaValue;

/** {@code ngx.ctx}: one table for all units and phases of a request. */
final class RequestContext {

    private static final AttachmentKey<RequestContext> KEY = new AttachmentKey<>("ngx.ctx");

    /** Found once in each execution. */
    private static final Attachment<RequestContext> FOUND = new Attachment<>(run -> of(run.exchange()));

    private Table table = new Table();

    private RequestContext() {}

    private static RequestContext of(Exchange exchange) {
        return exchange.attachment(KEY, RequestContext::new);
    }

    static LuaValue get() {
        return Phases.CONTEXT.current().attachment(FOUND).table;
    }

    static void set(LuaValue value) {
        RequestContext context = Phases.CONTEXT.current().attachment(FOUND);
        if (!(value instanceof Table table)) {
            throw new ScriptError("ctx should be a table while getting a " + value.typename());
        }
        context.table = table;
    }

    /** Begins with an empty one, as a request does that is sent elsewhere inside the server. */
    static void reset(Exchange exchange) {
        of(exchange).table = new Table();
    }
}
