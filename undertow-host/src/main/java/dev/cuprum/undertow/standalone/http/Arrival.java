package dev.cuprum.undertow.standalone.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.util.Optional;

/**
 * How a request arrived, before any unit rewrote it.
 *
 * @param target the request target as sent, without scheme and host, with the query
 * @param path the decoded path
 * @param nanos when, by {@link System#nanoTime}
 */
public record Arrival(String target, String path, long nanos) {

    private static final AttachmentKey<Arrival> KEY = AttachmentKey.create(Arrival.class);

    /** Notes how each request arrives, then goes on. */
    public static HttpHandler note(HttpHandler next) {
        return exchange -> {
            String raw = rawPath(exchange);
            String query = exchange.getQueryString();
            String target = query.isEmpty() ? raw : raw + "?" + query;
            exchange.putAttachment(KEY, new Arrival(target, exchange.getRelativePath(), System.nanoTime()));
            next.handleRequest(exchange);
        };
    }

    /** How this request arrived, where it was noted. */
    public static Optional<Arrival> of(HttpServerExchange exchange) {
        return Optional.ofNullable(exchange.getAttachment(KEY));
    }

    /** The path as it stood in the request line, still encoded, without scheme and host. */
    public static String rawPath(HttpServerExchange exchange) {
        String uri = exchange.getRequestURI();
        if (!exchange.isHostIncludedInRequestURI()) {
            return uri;
        }
        int authority = uri.indexOf("//");
        int path = authority < 0 ? 0 : uri.indexOf('/', authority + 2);
        return path < 0 ? "/" : uri.substring(path);
    }
}
