package dev.cuprum.lua.ngx;

import dev.cuprum.http.HeaderFields;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.Locale;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The headers of the request: {@code ngx.req.get_headers}, {@code set_header} and {@code clear_header}. */
final class RequestHeaders {

    private static final int DEFAULT_MAX = 100;

    private static final ReadOnlyTable ANY_CASE = new ReadOnlyTable("the metatable of headers")
            .with("__index", RequestHeaders::inLowerCase)
            .seal();

    private RequestHeaders() {}

    static void addTo(ReadOnlyTable req) {
        req.with("clear_header", args -> set(Args.string(args, 1), LuaValue.NIL))
                .with("get_headers", RequestHeaders::get)
                .with("set_header", args -> set(Args.string(args, 1), Args.any(args, 2)));
    }

    private static Varargs set(LuaString key, LuaValue value) {
        HeaderFields headers =
                Phases.REQUEST_CHANGE.current().exchange().request().headers();
        String name = HeaderText.notEmpty(HeaderText.name(key).replace('_', '-'));
        if (value.isnil()) {
            headers.remove(name);
        } else {
            headers.set(name, HeaderText.values(value));
        }
        return Calls.NOTHING;
    }

    private static Varargs get(Varargs args) {
        LuaRun run = Phases.REQUEST.current();
        int max = Args.integer(args, 1, DEFAULT_MAX);
        boolean raw = args.arg(2).toboolean();
        Table table = new Table();
        if (!raw) {
            table.setmetatable(ANY_CASE);
        }
        int[] count = {0};
        run.exchange().request().headers().forEach((name, value) -> {
            if (max <= 0 || count[0]++ < max) {
                String key = raw ? name : name.toLowerCase(Locale.ROOT);
                ArgumentTables.add(table, Text.lua(key), Text.lua(value));
            }
        });
        boolean truncated = max > 0 && count[0] > max;
        return truncated ? LuaValue.varargsOf(table, LuaString.valueOf("truncated")) : table;
    }

    /** Finds {@code Content_Type} in a table whose keys are in lower case. */
    private static LuaValue inLowerCase(Varargs args) {
        LuaString name = Args.string(args, 2);
        LuaRun.current().budget().reserve(2L * name.m_length);
        String lower = Text.latin1(name).toLowerCase(Locale.ROOT).replace('_', '-');
        return Args.table(args, 1).rawget(Text.lua(lower));
    }
}
