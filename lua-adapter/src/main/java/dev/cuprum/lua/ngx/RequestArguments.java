package dev.cuprum.lua.ngx;

import dev.cuprum.http.RequestBody;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The arguments of a request, those in its query and those in its body: {@code ngx.req.get_uri_args} and the like. */
final class RequestArguments {

    private static final String COUNT = "ngx_http_lua_ffi_req_get_uri_args_count";

    private RequestArguments() {}

    static void addTo(ReadOnlyTable req) {
        req.with("get_uri_args", RequestArguments::ofQuery)
                .with("get_query_args", RequestArguments::ofQuery)
                .with("get_post_args", RequestArguments::ofBody);
    }

    private static Varargs ofQuery(Varargs args) {
        String query = Phases.REQUEST.current().exchange().request().query();
        Table table = given(args.arg(2));
        LuaValue limit = args.arg1();
        int max = limit.toboolean() ? CInteger.of(limit, COUNT, 2) : -1;
        return decode(query, max < 0 ? ArgumentTables.DEFAULT_MAX : max, table);
    }

    /** The table that a unit wants filled, which is emptied; a new one where it gives none. */
    private static Table given(LuaValue value) {
        if (!value.toboolean()) {
            return new Table();
        }
        if (!(value instanceof Table table)) {
            throw new ScriptError("bad argument #1 to 'clear_tab' (table expected, got " + value.typename() + ")");
        }
        for (int at = table.following(0); at > 0; at = table.following(at)) {
            LuaRun.current().budget().poll();
            table.rawset(table.keyAt(at), LuaValue.NIL);
        }
        return table;
    }

    /**
     * The table of a query. Arguments without a name count when it is found out whether there are more than the limit, and
     * do not count among those that are taken.
     */
    private static Varargs decode(String query, int max, Table table) {
        boolean more = max > 0 && separators(query, max) >= max;
        // Keys and values are parts of one array.
        byte[] bytes = query.getBytes(StandardCharsets.ISO_8859_1);
        int taken = 0;
        for (int start = 0; start < bytes.length && (max <= 0 || taken < max); ) {
            LuaRun.current().budget().poll();
            int separator = query.indexOf('&', start);
            int end = separator < 0 ? bytes.length : separator;
            taken += add(table, bytes, start, end) ? 1 : 0;
            start = end + 1;
        }
        return HeaderTables.result(table, more);
    }

    /** How many ampersands a query has, as far as it matters. */
    private static int separators(String query, int enough) {
        int count = 0;
        for (int at = query.indexOf('&'); at >= 0 && count < enough; at = query.indexOf('&', at + 1)) {
            LuaRun.current().budget().poll();
            count++;
        }
        return count;
    }

    private static boolean add(Table table, byte[] query, int start, int end) {
        int equals = start;
        while (equals < end && query[equals] != '=') {
            equals++;
        }
        if (equals == start) {
            return false;
        }
        LuaValue value = equals == end ? LuaValue.TRUE : unescaped(query, equals + 1, end);
        ArgumentTables.add(table, unescaped(query, start, equals), value);
        return true;
    }

    private static LuaString unescaped(byte[] query, int start, int end) {
        LuaString text = Text.string(query, start, end - start);
        for (int i = start; i < end; i++) {
            if (query[i] == '%' || query[i] == '+') {
                return UriText.unescape(Text.latin1(text));
            }
        }
        return text;
    }

    private static Varargs ofBody(Varargs args) {
        if (args.narg() > 1) {
            throw new ScriptError("expecting 0 or 1 arguments but seen " + args.narg());
        }
        int max = args.narg() == 1 ? Args.integer(args, 1) : ArgumentTables.DEFAULT_MAX;
        LuaRun run = Phases.REQUEST.current();
        if (!BodyFunctions.isRead(run.exchange())) {
            throw new ScriptError("no request body found; maybe you should turn on lua_need_request_body?");
        }
        RequestBody body = run.exchange().request().body();
        if (body.state() != RequestBody.State.MEMORY) {
            return new Table();
        }
        run.budget().reserve(body.length());
        return ArgumentTables.decode(Text.latin1(Text.string(body.bytes())), max);
    }
}
