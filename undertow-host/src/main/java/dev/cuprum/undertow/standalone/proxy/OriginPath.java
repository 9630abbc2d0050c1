package dev.cuprum.undertow.standalone.proxy;

import dev.cuprum.undertow.RequestPath;
import dev.cuprum.undertow.standalone.config.Location;
import dev.cuprum.undertow.standalone.config.Target;
import dev.cuprum.undertow.standalone.http.Arrival;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/**
 * The path an origin is asked for, as nginx's {@code proxy_pass} has it: where the origin's address has a path, that
 * takes the place of the matched prefix; else the path goes on as the client sent it, or as a unit rewrote it.
 */
final class OriginPath {

    private final boolean replaces;
    private final String replacement;
    private final int prefixLength;

    OriginPath(Target.Proxy target, Location location) {
        replaces = target.hasPath();
        replacement = target.origin().getRawPath();
        prefixLength = location.value().length();
    }

    /** The path and the query to ask for. */
    String of(HttpServerExchange exchange, String path) {
        String target = replaces ? replaced(path) : unchanged(exchange, path);
        String query = exchange.getQueryString();
        return query.isEmpty() ? target : target + "?" + query;
    }

    private String replaced(String path) {
        return replacement + RequestPath.encode(path.substring(Math.min(prefixLength, path.length())));
    }

    private static String unchanged(HttpServerExchange exchange, String path) {
        Optional<Arrival> arrival = Arrival.of(exchange);
        boolean rewritten = arrival.isEmpty() || !arrival.get().path().equals(exchange.getRelativePath());
        return rewritten ? RequestPath.encode(path) : Arrival.rawPath(exchange);
    }
}
