package dev.cuprum.undertow.standalone;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.undertow.RequestLog;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.util.ArrayList;
import java.util.List;

/**
 * Drops the header fields of requests whose names have anything but letters, digits and hyphens, as nginx does: to many
 * an application {@code X_User} is the same as {@code X-User}, which units or an origin may trust. One object serves all
 * requests.
 */
final class FieldNames implements HttpHandler {

    private static final int MOST_OCTETS = 256;

    private final boolean[] allowed = new boolean[MOST_OCTETS];
    private final HttpHandler next;

    /**
     * @param underscores whether names may have underscores too
     * @param next answers the requests
     */
    FieldNames(boolean underscores, HttpHandler next) {
        this.next = next;
        for (int c = 0; c < MOST_OCTETS; c++) {
            allowed[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        }
        allowed['_'] = underscores;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        HeaderMap headers = exchange.getRequestHeaders();
        List<HeaderValues> dropped = List.of();
        for (long at = headers.fastIterate(); at != -1L; at = headers.fiNext(at)) {
            HeaderValues values = headers.fiCurrent(at);
            if (!isAllowed(values.getHeaderName())) {
                dropped = dropped.isEmpty() ? new ArrayList<>() : dropped;
                dropped.add(values);
            }
        }
        for (HeaderValues values : dropped) {
            drop(exchange, values.getHeaderName(), List.copyOf(values));
        }
        next.handleRequest(exchange);
    }

    private boolean isAllowed(HttpString name) {
        for (int i = 0; i < name.length(); i++) {
            if (!allowed[name.byteAt(i) & 0xff]) {
                return false;
            }
        }
        return true;
    }

    private static void drop(HttpServerExchange exchange, HttpString name, List<String> values) {
        exchange.getRequestHeaders().remove(name);
        for (String value : values) {
            RequestLog.write(
                    exchange,
                    LogLevel.INFO,
                    "client sent invalid header line: \"" + name + ": " + value
                            + "\" while reading client request headers");
        }
    }
}
