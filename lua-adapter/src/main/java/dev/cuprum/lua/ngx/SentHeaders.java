package dev.cuprum.lua.ngx;

import dev.cuprum.http.Exchange;
import dev.cuprum.http.HeaderFields;
import dev.cuprum.http.Response;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.Optional;
import org.luaj.vm2.Varargs;

/**
 * {@code ngx.resp.get_headers}. As in nginx, Content-Type and what the server adds itself are under names in lower case, and
 * Connection is there before anything is sent.
 */
final class SentHeaders {

    private static final int SWITCHING_PROTOCOLS = 101;

    private final Exchange exchange;
    private final HeaderFields headers;
    private final boolean raw;
    private final Table table;
    private int own;
    private int others;

    private SentHeaders(Exchange exchange, boolean raw) {
        this.exchange = exchange;
        this.headers = exchange.response().headers();
        this.raw = raw;
        table = HeaderTables.empty(raw);
    }

    static Varargs get(Varargs args) {
        boolean limited = args.narg() >= 1 && !args.arg1().isnil();
        int max = limited ? Args.integer(args, 1) : HeaderTables.DEFAULT_MAX;
        Exchange exchange = Phases.REQUEST.current().exchange();
        return new SentHeaders(exchange, args.arg(2).toboolean()).get(max);
    }

    private Varargs get(int max) {
        addOwn("connection", Optional.of(connection()));
        addOwn("content-type", headers.first("Content-Type"));
        addOwn("transfer-encoding", exchange.variable("sent_http_transfer_encoding"));
        // However few are wanted, one of those that units set is among them.
        int room = max > 0 ? Math.max(1, max - own) : Integer.MAX_VALUE;
        headers.forEach((name, value) -> {
            if (!isOwn(name) && others++ < room) {
                ArgumentTables.add(table, HeaderTables.key(name, raw), Text.lua(value));
            }
        });
        return HeaderTables.result(table, max > 0 && own + others > max);
    }

    private static boolean isOwn(String name) {
        return name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("Connection");
    }

    private void addOwn(String name, Optional<String> value) {
        if (value.isPresent()) {
            table.rawset(HeaderTables.key(name, true), Text.lua(value.get()));
            own++;
        }
    }

    private String connection() {
        Response response = exchange.response();
        if (response.statusSet() && response.status() == SWITCHING_PROTOCOLS) {
            return "upgrade";
        }
        Optional<String> known = exchange.variable("sent_http_connection");
        return known.orElseGet(() -> {
            Optional<String> asked = exchange.request().headers().first("Connection");
            return asked.orElse("").equalsIgnoreCase("close") ? "close" : "keep-alive";
        });
    }
}
