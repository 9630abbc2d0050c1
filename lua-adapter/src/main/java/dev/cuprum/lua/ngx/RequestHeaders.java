package dev.cuprum.lua.ngx;

import dev.cuprum.http.HeaderFields;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The headers of the request: {@code ngx.req.get_headers}, {@code set_header}, {@code clear_header}, and a module. */
final class RequestHeaders {

    private static final String COUNT = "ngx_http_lua_ffi_req_get_headers_count";

    private record Name(String text, HeaderRule rule) {}

    private static final KnownNames<Name> NAMES = new KnownNames<>(RequestHeaders::name);

    private RequestHeaders() {}

    static void addTo(ReadOnlyTable req) {
        req.with("clear_header", args -> clear(args.arg1()))
                .with("get_headers", new Getter())
                .with("set_header", RequestHeaders::set);
    }

    /** The module {@code ngx.req}. */
    static ReadOnlyTable module() {
        return new ReadOnlyTable("ngx.req")
                .with("add_header", RequestHeaders::add)
                .with("version", Modules.VERSION)
                .seal();
    }

    private static Name name(LuaString written) {
        String text = HeaderText.name(written);
        return new Name(text, HeaderRule.ofRequest(text));
    }

    private static HeaderFields headers() {
        return Phases.REQUEST.current().exchange().request().headers();
    }

    private static Varargs set(Varargs args) {
        HeaderFields headers = headers();
        Name name = NAMES.of(HeaderText.text(named(args)));
        LuaValue value = args.arg(2);
        if (value.isnil()) {
            remove(headers, name);
        } else {
            put(headers, name, HeaderText.values(value));
        }
        return Calls.NOTHING;
    }

    private static LuaValue named(Varargs args) {
        if (args.arg1().isnil()) {
            throw new ScriptError("bad 'name' argument: string expected, got nil");
        }
        return args.arg1();
    }

    private static void put(HeaderFields headers, Name name, List<String> values) {
        for (String value : values) {
            if (!name.rule.accepts(value)) {
                throw new ScriptError("failed to set header");
            }
        }
        List<String> kept = name.rule.single() ? name.rule.kept(values) : withoutFirstIfEmpty(values);
        if (kept.isEmpty() || name.text.isEmpty()) {
            remove(headers, name);
        } else if (kept.size() == 1) {
            headers.set(name.text, kept.get(0));
        } else {
            headers.set(name.text, kept);
        }
    }

    /** To set an empty value is to remove the header, to add one is not. */
    private static List<String> withoutFirstIfEmpty(List<String> values) {
        boolean empty = !values.isEmpty() && values.get(0).isEmpty();
        return empty ? values.subList(1, values.size()) : values;
    }

    private static void remove(HeaderFields headers, Name name) {
        if (!name.text.isEmpty()) {
            headers.remove(name.text);
        }
    }

    private static Varargs clear(LuaValue key) {
        remove(headers(), NAMES.of(HeaderText.text(key)));
        return Calls.NOTHING;
    }

    private static Varargs add(Varargs args) {
        HeaderFields headers = headers();
        Name name = NAMES.of(HeaderText.text(named(args)));
        LuaValue value = args.arg(2);
        if (value.isnil()) {
            throw new ScriptError("bad 'value' argument: string or table expected, got nil");
        }
        if (value instanceof Table table && table.rawlen() == 0) {
            throw new ScriptError("bad 'value' argument: non-empty table expected");
        }
        List<String> all = new ArrayList<>(headers.all(name.text));
        all.addAll(HeaderText.values(value));
        put(headers, name, all);
        return Calls.NOTHING;
    }

    /** {@code ngx.req.get_headers}, which many units call first. */
    private static final class Getter extends Native {

        Getter() {
            super("get_headers", args -> headers(args.arg1(), args.arg(2)));
        }

        @Override
        public Varargs invoke0() {
            return headers(NIL, NIL);
        }
    }

    private static Varargs headers(LuaValue limit, LuaValue raw) {
        LuaRun run = Phases.REQUEST.current();
        int max = limit.toboolean() ? CInteger.of(limit, COUNT, 2) : -1;
        Table table = HeaderTables.empty(raw.toboolean());
        boolean more = HeaderTables.fill(
                table, run.exchange().request().headers(), max < 0 ? HeaderTables.DEFAULT_MAX : max, raw.toboolean());
        return HeaderTables.result(table, more);
    }
}
