package dev.cuprum.undertow.standalone;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Protocols;

/** Tells HTTP/1.0 clients that their connection is kept, where it is; those of HTTP/1.1 know. */
final class KeepAlive implements HttpHandler {

    private final HttpHandler next;

    KeepAlive(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (exchange.getProtocol().equals(Protocols.HTTP_1_0) && exchange.isPersistent()) {
            exchange.getResponseHeaders().put(Headers.CONNECTION, "keep-alive");
        }
        next.handleRequest(exchange);
    }
}
