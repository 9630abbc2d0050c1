package dev.cuprum.undertow.standalone.http;

import dev.cuprum.undertow.ErrorPage;
import dev.cuprum.undertow.RequestPath;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.net.InetSocketAddress;

/** Sends a client that asked for a folder without its slash to where the slash is. */
public final class SlashRedirect {

    private SlashRedirect() {}

    /**
     * Answers with a redirect to the host that was asked for and the port that the request came in on, as nginx does.
     *
     * @param path the normalised path, without the slash
     */
    public static void send(HttpServerExchange exchange, String path) {
        String query = exchange.getQueryString();
        exchange.getResponseHeaders()
                .put(
                        Headers.LOCATION,
                        origin(exchange) + RequestPath.encode(path) + "/" + (query.isEmpty() ? "" : "?" + query));
        ErrorPage.send(exchange, StatusCodes.MOVED_PERMANENTLY);
    }

    private static String origin(HttpServerExchange exchange) {
        InetSocketAddress here = exchange.getDestinationAddress();
        String scheme = exchange.getRequestScheme();
        boolean named = exchange.getRequestHeaders().contains(Headers.HOST);
        String host = named ? exchange.getHostName() : here.getAddress().getHostAddress();
        int usual = scheme.equals("https") ? 443 : 80;
        String port = here.getPort() == usual ? "" : ":" + here.getPort();
        return scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + port;
    }
}
