package dev.cuprum.undertow.standalone.proxy;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which header fields pass between client and origin. */
final class ForwardedFields {

    /** Fields that are about one connection only (RFC 9110, section 7.6.1). */
    private static final Set<HttpString> OF_ONE_HOP = Set.of(
            Headers.CONNECTION,
            new HttpString("Keep-Alive"),
            new HttpString("Proxy-Connection"),
            Headers.PROXY_AUTHENTICATE,
            Headers.PROXY_AUTHORIZATION,
            Headers.TE,
            Headers.TRAILER,
            Headers.TRANSFER_ENCODING,
            Headers.UPGRADE,
            new HttpString("HTTP2-Settings"));

    /** Fields of which a response has one: the origin's takes the place of what a unit set before. */
    private static final Set<HttpString> SINGLE = Set.of(
            Headers.ACCEPT_RANGES,
            Headers.AGE,
            Headers.CONTENT_ENCODING,
            Headers.CONTENT_LENGTH,
            Headers.CONTENT_RANGE,
            Headers.CONTENT_TYPE,
            Headers.DATE,
            Headers.ETAG,
            Headers.EXPIRES,
            Headers.LAST_MODIFIED,
            Headers.LOCATION,
            Headers.RETRY_AFTER,
            Headers.SERVER);

    private ForwardedFields() {}

    /**
     * Copies what the origin should know of a request.
     *
     * @param host what the origin is called by
     */
    static void request(HttpServerExchange exchange, HeaderMap to, String host) {
        HeaderMap from = exchange.getRequestHeaders();
        Set<String> named = named(from);
        for (HeaderValues values : from) {
            if (!passes(values.getHeaderName(), named)) {
                continue;
            }
            to.putAll(values.getHeaderName(), values);
        }
        to.remove(Headers.EXPECT);
        if (from.contains(Headers.TRANSFER_ENCODING)) {
            to.remove(Headers.CONTENT_LENGTH);
        }
        if (!exchange.isRequestComplete() && !to.contains(Headers.CONTENT_LENGTH)) {
            to.put(Headers.TRANSFER_ENCODING, "chunked");
        }
        String before =
                from.contains(Headers.X_FORWARDED_FOR) ? String.join(", ", from.get(Headers.X_FORWARDED_FOR)) : "";
        to.put(Headers.X_FORWARDED_FOR, before.isEmpty() ? client(exchange) : before + ", " + client(exchange));
        to.put(Headers.X_FORWARDED_PROTO, exchange.getRequestScheme());
        String asked = from.getFirst(Headers.HOST);
        if (asked == null) {
            to.remove(Headers.X_FORWARDED_HOST);
        } else {
            to.put(Headers.X_FORWARDED_HOST, asked);
        }
        to.put(Headers.HOST, host);
    }

    /** Copies what the client should know of a response. */
    static void response(HeaderMap from, HeaderMap to) {
        Set<String> named = named(from);
        boolean chunked = from.contains(Headers.TRANSFER_ENCODING);
        for (HeaderValues values : from) {
            HttpString name = values.getHeaderName();
            if (!passes(name, named) || (chunked && name.equals(Headers.CONTENT_LENGTH))) {
                continue;
            }
            if (SINGLE.contains(name)) {
                to.remove(name);
            }
            to.addAll(name, values);
        }
    }

    private static boolean passes(HttpString name, Set<String> named) {
        return !OF_ONE_HOP.contains(name)
                && (named.isEmpty() || !named.contains(name.toString().toLowerCase(Locale.ROOT)));
    }

    /** The fields that the field Connection names as being about this connection only. */
    private static Set<String> named(HeaderMap headers) {
        HeaderValues connection = headers.get(Headers.CONNECTION);
        if (connection == null) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String value : connection) {
            for (String name : value.split(",")) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static String client(HttpServerExchange exchange) {
        InetSocketAddress source = exchange.getSourceAddress();
        if (source == null || source.getAddress() == null) {
            return "unknown";
        }
        String address = source.getAddress().getHostAddress();
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
