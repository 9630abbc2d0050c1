package dev.cuprum.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xnio.IoUtils;

/** The small page a client gets with a status that nobody has given a body. Says the status and nothing of why. */
public final class ErrorPage {

    private static final Logger LOG = System.getLogger(ErrorPage.class.getName());

    static final String CONTENT_TYPE = "text/html; charset=utf-8";

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

    /** Whether a response of that status without a body is given this page. */
    static boolean isFor(int status) {
        return status >= 300 && status != StatusCodes.NOT_MODIFIED;
    }

    static byte[] of(int status) {
        String title = status + " " + StatusCodes.getReason(status);
        String page = "<!doctype html>\n<html lang=\"en\"><head><title>" + title + "</title></head>\n<body><h1>" + title
                + "</h1></body></html>\n";
        return page.getBytes(StandardCharsets.US_ASCII);
    }

    /** Makes the headers of a response those of its page. */
    static void describe(HttpServerExchange exchange, int length) {
        OF_ANOTHER_BODY.forEach(exchange.getResponseHeaders()::remove);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, CONTENT_TYPE);
        exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, length);
    }

    private static boolean taken(ErrorPages pages, HttpServerExchange exchange, int status) {
        try {
            return pages.take(exchange, status);
        } catch (Exception e) {
            LOG.log(Level.ERROR, "the page for status " + status + " failed", e);
            return false;
        }
    }

    /** Answers with a status and its page; where an answer is already on its way, cuts it off. */
    public static void send(HttpServerExchange exchange, int status) {
        if (exchange.isResponseStarted()) {
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        ErrorPages pages = exchange.getAttachment(ErrorPages.KEY);
        if (pages != null && taken(pages, exchange, status)) {
            return;
        }
        byte[] page = of(status);
        exchange.setStatusCode(status);
        describe(exchange, page.length);
        exchange.getResponseSender().send(ByteBuffer.wrap(page));
    }
}
