package dev.cuprum.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ResponseCommitListener;
import io.undertow.util.StatusCodes;
import java.util.Arrays;

/**
 * Gives each response the reason phrase that nginx gives its status, and none to statuses that nginx does not know. A
 * phrase that somebody has chosen stays, such as that of an origin.
 */
public final class ReasonPhrases implements HttpHandler, ResponseCommitListener {

    private static final String PHRASES =
            """
            101 Switching Protocols
            200 OK
            201 Created
            202 Accepted
            204 No Content
            206 Partial Content
            301 Moved Permanently
            302 Moved Temporarily
            303 See Other
            304 Not Modified
            307 Temporary Redirect
            308 Permanent Redirect
            400 Bad Request
            401 Unauthorized
            402 Payment Required
            403 Forbidden
            404 Not Found
            405 Not Allowed
            406 Not Acceptable
            408 Request Time-out
            409 Conflict
            410 Gone
            411 Length Required
            412 Precondition Failed
            413 Request Entity Too Large
            414 Request-URI Too Large
            415 Unsupported Media Type
            416 Requested Range Not Satisfiable
            421 Misdirected Request
            429 Too Many Requests
            500 Internal Server Error
            501 Not Implemented
            502 Bad Gateway
            503 Service Temporarily Unavailable
            504 Gateway Time-out
            505 HTTP Version Not Supported
            507 Insufficient Storage
            """;

    private static final String[] BY_STATUS = byStatus();

    private final HttpHandler next;

    /** @param next answers the requests */
    public ReasonPhrases(HttpHandler next) {
        this.next = next;
    }

    private static String[] byStatus() {
        String[] phrases = new String[1000];
        Arrays.fill(phrases, "");
        PHRASES.lines().forEach(line -> phrases[Integer.parseInt(line.substring(0, 3))] = line.substring(4));
        return phrases;
    }

    /** The phrase of a status; empty where it has none. */
    static String of(int status) {
        return status >= 0 && status < BY_STATUS.length ? BY_STATUS[status] : "";
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        exchange.addResponseCommitListener(this);
        next.handleRequest(exchange);
    }

    @Override
    public void beforeCommit(HttpServerExchange exchange) {
        int status = exchange.getStatusCode();
        if (exchange.getReasonPhrase() == null && !of(status).equals(StatusCodes.getReason(status))) {
            exchange.setReasonPhrase(of(status));
        }
    }
}
