package dev.cuprum.undertow;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;

/** Sends the response that units have made. */
final class ResponseSender {

    /** nginx's own status: close the connection and say nothing. */
    private static final int CLOSE = 444;

    private ResponseSender() {}

    static void send(HttpServerExchange exchange, UndertowResponse response) {
        int status = exchange.getStatusCode();
        if (status == CLOSE) {
            IoUtils.safeClose(exchange.getConnection());
            exchange.endExchange();
            return;
        }
        byte[] body = response.takeBody();
        if (body.length == 0 && ErrorPage.isFor(status)) {
            ErrorPage.send(exchange, status);
            return;
        }
        if (body.length == 0 || !Connectors.isEntityBodyAllowed(status)) {
            exchange.endExchange();
            return;
        }
        if (!exchange.getResponseHeaders().contains(Headers.CONTENT_TYPE)) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, body.length);
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }
}
