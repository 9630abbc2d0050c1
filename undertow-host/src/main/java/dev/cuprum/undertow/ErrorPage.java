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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.xnio.IoUtils;

/**
 * The small page a client gets with a status that nobody has given a body, as nginx has it for the statuses it knows;
 * of others the page is empty. Says the status and nothing of why.
 */
public final class ErrorPage {

    private static final Logger LOG = System.getLogger(ErrorPage.class.getName());

    private static final byte[] EMPTY = {};

    /** Fields that told of a body that is not sent after all. */
    private static final List<HttpString> OF_ANOTHER_BODY = List.of(
            Headers.CONTENT_TYPE,
            Headers.CONTENT_LENGTH,
            Headers.CONTENT_ENCODING,
            Headers.CONTENT_RANGE,
            Headers.TRANSFER_ENCODING,
            Headers.ETAG,
            Headers.LAST_MODIFIED,
            Headers.ACCEPT_RANGES);

    private static final String TITLES =
            """
            301 Moved Permanently
            302 Found
            303 See Other
            307 Temporary Redirect
            308 Permanent Redirect
            400 Bad Request
            401 Authorization Required
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

    /** nginx's own statuses for what is wrong with a connection: clients see them as 400, with a page that says more. */
    private static final String OF_CONNECTIONS =
            """
            494 Request Header Or Cookie Too Large
            495 The SSL certificate error
            496 No required SSL certificate was sent
            497 The plain HTTP request was sent to HTTPS port
            """;

    private static final Set<Integer> SENT_AS_400 = Set.of(494, 495, 496, 497);

    /** nginx has a status of this number that it never sends, with the page of 404. */
    private static final int CANCELED = 498;

    private static final Map<Integer, byte[]> PAGES = pages();

    private ErrorPage() {}

    private static Map<Integer, byte[]> pages() {
        Map<Integer, byte[]> pages = new TreeMap<>();
        TITLES.lines().forEach(title -> pages.put(status(title), page(title, title, "")));
        OF_CONNECTIONS.lines().forEach(line -> {
            String more = line.substring(4);
            pages.put(status(line), page("400 " + more, "400 Bad Request", "<center>" + more + "</center>\r\n"));
        });
        pages.put(CANCELED, page("404 Not Found", "404 Not Found", ""));
        return pages;
    }

    private static int status(String title) {
        return Integer.parseInt(title.substring(0, 3));
    }

    private static byte[] page(String title, String heading, String more) {
        String page = "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + heading
                + "</h1></center>\r\n" + more + "<hr><center>cuprum</center>\r\n</body>\r\n</html>\r\n";
        return page.getBytes(StandardCharsets.US_ASCII);
    }

    /** The status that a client gets to see with the page of a status. */
    static int sent(int status) {
        return SENT_AS_400.contains(status) ? StatusCodes.BAD_REQUEST : status;
    }

    /** Whether a response of that status without a body is given this page. */
    static boolean isFor(int status) {
        return status >= 300 && status != StatusCodes.NOT_MODIFIED;
    }

    static byte[] of(int status) {
        return PAGES.getOrDefault(status, EMPTY);
    }

    /** Makes the headers of a response those of its page. */
    static void describe(HttpServerExchange exchange, int length) {
        OF_ANOTHER_BODY.forEach(exchange.getResponseHeaders()::remove);
        if (length > 0) {
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html");
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, length);
    }

    /**
     * Answers with a status: with what the request's route has for it, else with its page. Where an answer is already
     * on its way, cuts it off.
     */
    public static void send(HttpServerExchange exchange, int status) {
        if (exchange.isResponseStarted()) {
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        exchange.setStatusCode(status);
        if (isTaken(exchange, status)) {
            return;
        }
        byte[] page = of(status);
        exchange.setStatusCode(sent(status));
        describe(exchange, page.length);
        exchange.getResponseSender().send(ByteBuffer.wrap(page));
    }

    private static boolean isTaken(HttpServerExchange exchange, int status) {
        ErrorPages pages = exchange.getAttachment(ErrorPages.KEY);
        if (pages == null) {
            return false;
        }
        try {
            return pages.take(exchange, status);
        } catch (Exception e) {
            LOG.log(Level.ERROR, "what is to be answered in place of " + status + " failed", e);
            exchange.setStatusCode(StatusCodes.INTERNAL_SERVER_ERROR);
            exchange.endExchange();
            return true;
        }
    }
}
