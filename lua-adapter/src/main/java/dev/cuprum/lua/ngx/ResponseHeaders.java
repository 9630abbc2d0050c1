package dev.cuprum.lua.ngx;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.http.HeaderFields;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.List;
import org.luaj.vm2.LuaValue;

/** {@code ngx.header}: the headers of the response. Underscores stand for hyphens. */
final class ResponseHeaders extends ReadOnlyTable {

    private static final KnownNames NAMES =
            new KnownNames(key -> HeaderText.name(key).replace('_', '-'));

    ResponseHeaders() {
        super("ngx.header");
        seal();
    }

    @Override
    public LuaValue get(LuaValue key) {
        LuaRun run = Phases.REQUEST.current();
        List<String> values = run.exchange().response().headers().all(NAMES.of(key));
        if (values.isEmpty()) {
            return LuaValue.NIL;
        }
        if (values.size() == 1) {
            return Text.lua(values.get(0));
        }
        Table table = new Table(values.size(), 0);
        for (int i = 0; i < values.size(); i++) {
            table.rawset(i + 1, Text.lua(values.get(i)));
        }
        return table;
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        LuaRun run = Phases.REQUEST.current();
        String name = HeaderText.notEmpty(NAMES.of(key));
        if (run.exchange().response().started() || !Phases.RESPONSE_CHANGE.has(run)) {
            run.execution()
                    .log(LogLevel.ERR, "attempt to set ngx.header." + name + " after sending out response headers");
            return;
        }
        HeaderFields headers = run.exchange().response().headers();
        if (value.isnil()) {
            headers.remove(name);
        } else {
            headers.set(name, HeaderText.values(value));
        }
    }
}
