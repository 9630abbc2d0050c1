package dev.cuprum.undertow.standalone.http;

import dev.cuprum.undertow.standalone.config.Target;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers each request with the same response, on the thread that asks. */
public final class FixedResponse implements RouteHandler {

    private final int status;
    private final Map<HttpString, List<String>> headers = new LinkedHashMap<>();
    private final ByteBuffer body;

    /** A response as configured. */
    public FixedResponse(Target.Respond respond) {
        status = respond.status();
        respond.headers().forEach((name, values) -> headers.put(new HttpString(name), values));
        byte[] bytes = respond.bodyBytes();
        body = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
        if (bytes.length > 0) {
            headers.putIfAbsent(Headers.CONTENT_TYPE, List.of("text/plain; charset=utf-8"));
        }
    }

    @Override
    public void handle(HttpServerExchange exchange, String path) {
        exchange.setStatusCode(status);
        headers.forEach((name, values) -> exchange.getResponseHeaders().putAll(name, values));
        if (body.hasRemaining()) {
            exchange.getResponseSender().send(body.duplicate());
        } else {
            exchange.endExchange();
        }
    }
}
