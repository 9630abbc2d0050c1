package dev.cuprum.undertow;

import dev.cuprum.Edge;
import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.catalog.Selection;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import io.undertow.server.HandlerWrapper;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.ResponseCodeHandler;
import io.undertow.util.AttachmentKey;
import java.util.List;
import java.util.Set;

/**
 * Puts an edge in front of an Undertow application: units run before it, may answer in its place, and see its response
 * on the way out.
 *
 * <pre>{@code
 * HttpHandler root = new EdgeHandler(edge).wrap(application);
 * }</pre>
 *
 * <p>Used as a handler itself, it stands before nothing: what no unit answers is 404. Safe for use by any number of
 * threads. A request that no unit is for passes at the cost of one look-up.
 */
public final class EdgeHandler implements HttpHandler, HandlerWrapper {

    /** The longest request body that is read into memory for a unit, by default: 1 MiB, as in nginx. */
    public static final long DEFAULT_MAX_BODY = 1L << 20;

    static final AttachmentKey<RequestRun> RUN = AttachmentKey.create(RequestRun.class);

    /** The route that is to answer, as it is written, whatever the path. */
    public static final AttachmentKey<String> NAMED_ROUTE = AttachmentKey.create(String.class);

    /** Whether the request comes from inside, so that internal routes may answer. */
    public static final AttachmentKey<Boolean> INTERNAL = AttachmentKey.create(Boolean.class);

    private static final Set<Phase> READS_BODY =
            Set.of(Phase.SERVER_REWRITE, Phase.REWRITE, Phase.ACCESS, Phase.PRECONTENT, Phase.CONTENT);

    private final Edge edge;
    private final HttpHandler next;
    private final HttpHandler firstPhase;
    private final RequestBodyReader bodyReader;
    private final HeaderFilterWrapper headerFilter;
    private final LogListener log;
    private final long maxBody;
    private RouteMap routes = RouteMap.NONE;

    /**
     * @param edge runs the units
     * @param options what else there is to know
     */
    public EdgeHandler(Edge edge, EdgeOptions options) {
        this(edge, options.maxBody());
        routes = options.routes();
    }

    /**
     * An edge before nothing, to {@link #wrap} an application with.
     *
     * @param edge runs the units
     */
    public EdgeHandler(Edge edge) {
        this(edge, DEFAULT_MAX_BODY);
    }

    /**
     * @param edge runs the units
     * @param maxBody the longest request body, in bytes, that is read into memory for a unit; a longer one is
     *     answered with 413
     */
    public EdgeHandler(Edge edge, long maxBody) {
        this(edge, maxBody, ResponseCodeHandler.HANDLE_404);
    }

    private EdgeHandler(Edge edge, long maxBody, HttpHandler next) {
        this.edge = edge;
        this.maxBody = maxBody;
        this.next = next;
        firstPhase = new RewriteHandler(edge, new AccessHandler(edge, new ContentHandler(edge, next)));
        bodyReader = new RequestBodyReader(firstPhase, maxBody);
        headerFilter = new HeaderFilterWrapper(edge.runner());
        log = new LogListener(edge.runner());
    }

    /** The same edge before an application. */
    @Override
    public HttpHandler wrap(HttpHandler application) {
        EdgeHandler wrapped = new EdgeHandler(edge, maxBody, application);
        wrapped.routes = routes;
        return wrapped;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        UndertowRequest request = new UndertowRequest(exchange);
        Catalog catalog = edge.catalog();
        Selection selection = catalog.select(
                catalog.looksAtHosts() ? request.host() : "",
                request.path(),
                request.method(),
                routes.of(request.path(), false).map(RouteSettings::name).orElse(""));
        if (selection.isEmpty() || exchange.getAttachment(RUN) != null) {
            next.handleRequest(exchange);
            return;
        }
        exchange.putAttachment(
                RUN, new RequestRun(catalog, selection, new UndertowExchange(exchange, request, catalog)));
        if (selection.has(Phase.HEADER_FILTER) || selection.has(Phase.BODY_FILTER)) {
            exchange.addResponseWrapper(headerFilter);
        }
        if (selection.has(Phase.LOG)) {
            exchange.addExchangeCompleteListener(log);
        }
        (needsBody(catalog, selection) ? bodyReader : firstPhase).handleRequest(exchange);
    }

    private static boolean needsBody(Catalog catalog, Selection selection) {
        for (int i = 0; i < selection.size(); i++) {
            CatalogUnit unit = selection.get(i);
            if (READS_BODY.contains(unit.unit().phase()) && catalog.reaches(unit, CatalogUnit::needsBody)) {
                return true;
            }
        }
        return false;
    }

    /** The units that ran for a request so far, in that order; for access logs. */
    public static List<UnitId> unitsOf(HttpServerExchange exchange) {
        RequestRun run = exchange.getAttachment(RUN);
        return run == null ? List.of() : run.ran();
    }

    /** What units see of an exchange that has passed {@link #handleRequest} and is for some unit. */
    static RequestRun runOf(HttpServerExchange exchange) {
        RequestRun run = exchange.getAttachment(RUN);
        if (run == null) {
            throw new IllegalStateException("a phase was entered without its edge handler");
        }
        return run;
    }
}
