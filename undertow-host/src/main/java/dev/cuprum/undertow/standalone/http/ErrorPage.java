package dev.cuprum.undertow.standalone.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.util.List;
import org.xnio.IoUtils;

/** The small page that tells a client what went wrong, and nothing of why. */
public final class ErrorPage {

    /** Fields that told of a body that is not sent after all. */
    private static final List<HttpString> OF_ANOTHER_BODY = List.of(
            Headers.CONTENT_LENGTH,
            Headers.CONTENT_ENCODING,
            Headers.CONTENT_RANGE,
            Headers.TRANSFER_ENCODING,
            Headers.ETAG,
            Headers.LAST_MODIFIED,
            Headers.ACCEPT_RANGES);

    private ErrorPage() {}

    /** Answers with a status and its page; where an answer is already on its way, cuts it off. */
    public static void send(HttpServerExchange exchange, int status) {
        if (exchange.isResponseStarted()) {
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        OF_ANOTHER_BODY.forEach(exchange.getResponseHeaders()::remove);
        String title = status + " " + StatusCodes.getReason(status);
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
        exchange.getResponseSender()
                .send("<!doctype html>\n<html lang=\"en\"><head><title>" + title + "</title></head>\n<body><h1>" + title
                        + "</h1></body></html>\n");
    }
}
