package dev.cuprum.undertow.standalone.http;

import dev.cuprum.undertow.ErrorPage;
import dev.cuprum.undertow.standalone.config.Target;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers each request with the same response, on the thread that asks. */
public final class FixedResponse implements RouteHandler {

    private final int status;
    private final Map<HttpString, List<String>> headers = new LinkedHashMap<>();
    private final ByteBuffer body;

    /**
     * A response as configured.
     *
     * @param defaultType the content type of a body that is given none
     */
    public FixedResponse(Target.Respond respond, String defaultType) {
        status = respond.status();
        respond.headers().forEach((name, values) -> headers.put(new HttpString(name), values));
        byte[] bytes = respond.bodyBytes();
        body = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
        if (bytes.length > 0) {
            headers.putIfAbsent(Headers.CONTENT_TYPE, List.of(defaultType));
        }
    }

    @Override
    public void handle(HttpServerExchange exchange, String path) {
        exchange.setStatusCode(status);
        headers.forEach((name, values) -> exchange.getResponseHeaders().putAll(name, values));
        if (body.hasRemaining()) {
            exchange.getResponseSender().send(body.duplicate());
        } else if (status >= StatusCodes.MULTIPLE_CHOICES && status != StatusCodes.NOT_MODIFIED) {
            ErrorPage.send(exchange, status);
        } else {
            exchange.endExchange();
        }
    }
}
