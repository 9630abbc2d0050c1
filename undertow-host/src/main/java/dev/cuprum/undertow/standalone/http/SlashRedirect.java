package dev.cuprum.undertow.standalone.http;

import dev.cuprum.undertow.RequestPath;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;

/** Sends a client that asked for a folder without its slash to where the slash is. */
public final class SlashRedirect {

    private SlashRedirect() {}

    /**
     * Answers with a redirect that names no host, so that it holds behind any proxy.
     *
     * @param path the normalised path, without the slash; as it starts with exactly one slash, it leads to no other host
     */
    public static void send(HttpServerExchange exchange, String path) {
        String query = exchange.getQueryString();
        exchange.setStatusCode(StatusCodes.MOVED_PERMANENTLY);
        exchange.getResponseHeaders()
                .put(Headers.LOCATION, RequestPath.encode(path) + "/" + (query.isEmpty() ? "" : "?" + query));
        exchange.endExchange();
    }
}
