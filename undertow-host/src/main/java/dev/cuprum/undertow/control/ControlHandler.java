package dev.cuprum.undertow.control;

import dev.cuprum.Edge;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The control plane of an edge, as a handler for a listener of its own. Every call but the one that says what this is
 * has to show the bearer token, before anything else is looked at. Safe for use by several threads.
 */
public final class ControlHandler implements HttpHandler {

    private static final HttpString NOSNIFF = new HttpString("X-Content-Type-Options");
    private static final byte[] NO_BODY = {};

    private final Routes routes;
    private final BearerToken token;

    private ControlHandler(Edge edge, String bearerToken, Supplier<String> metrics) {
        routes = new Routes(edge, metrics);
        token = new BearerToken(bearerToken);
    }

    /**
     * The control plane of an edge.
     *
     * @param bearerToken what every call has to show
     * @throws IllegalArgumentException where the token is empty
     */
    public static HttpHandler create(Edge edge, String bearerToken) {
        return create(edge, bearerToken, () -> {
            throw Refusal.of(404, "this host of an edge gives no metrics");
        });
    }

    /**
     * The control plane of an edge whose host counts what happens.
     *
     * @param bearerToken what every call has to show
     * @param metrics what has been counted, in Prometheus' text format
     * @throws IllegalArgumentException where the token is empty
     */
    public static HttpHandler create(Edge edge, String bearerToken, Supplier<String> metrics) {
        return new HttpContinueReadHandler(new ControlHandler(edge, bearerToken, metrics));
    }

    /** Called on an I/O thread: what compiles, or may be long, is done by a worker. */
    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store").put(NOSNIFF, "nosniff");
        try {
            String path = rawPath(exchange);
            if (!Routes.isOpen(path)) {
                token.check(exchange.getRequestHeaders());
            }
            Routes.Found found = routes.find(exchange.getRequestMethod(), path);
            checkParameters(found.route(), exchange.getQueryParameters());
            if (found.route().maxBody() == 0) {
                dispatch(exchange, found, NO_BODY);
                return;
            }
            RequestBody.checkType(exchange.getRequestHeaders());
            RequestBody.read(
                    exchange,
                    found.route().maxBody(),
                    (read, body) -> dispatch(read, found, body),
                    refusal -> refusal.answer().sendTo(exchange));
        } catch (RuntimeException e) {
            ProblemDocument.answer(e).sendTo(exchange);
        }
    }

    private static void dispatch(HttpServerExchange exchange, Routes.Found found, byte[] body) {
        exchange.dispatch(() -> answer(exchange, found, body).sendTo(exchange));
    }

    private static Answer answer(HttpServerExchange exchange, Routes.Found found, byte[] body) {
        try {
            String variable = Call.decode(found.variable());
            return found.route()
                    .action()
                    .answer(new Call(variable, exchange.getQueryParameters(), exchange.getRequestHeaders(), body));
        } catch (RuntimeException | Error e) {
            return ProblemDocument.answer(e);
        }
    }

    /** The path as it is on the wire, below where this handler is mounted. */
    private static String rawPath(HttpServerExchange exchange) {
        String uri = exchange.getRequestURI();
        if (exchange.isHostIncludedInRequestURI()) {
            int authority = uri.indexOf("//") + 2;
            int slash = uri.indexOf('/', authority);
            uri = slash < 0 ? "/" : uri.substring(slash);
        }
        String mounted = exchange.getResolvedPath();
        return uri.startsWith(mounted) ? uri.substring(mounted.length()) : uri;
    }

    private static void checkParameters(Route route, Map<String, Deque<String>> given) {
        List<String> known = route.parameters();
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.of(
                            400,
                            "there is no query parameter '" + name + "' here"
                                    + (known.isEmpty() ? "" : "; there is " + String.join(", ", known)));
                });
    }
}
