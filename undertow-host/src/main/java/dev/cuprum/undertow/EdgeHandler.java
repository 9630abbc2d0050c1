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
import java.util.Optional;
import java.util.OptionalLong;
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

    /** The route that a request has come to, for the application behind the edge; only where the edge knows its routes. */
    public static final AttachmentKey<RouteSettings> ROUTE = AttachmentKey.create(RouteSettings.class);

    static final AttachmentKey<RequestRun> RUN = AttachmentKey.create(RequestRun.class);

    private static final Set<Phase> READS_BODY = Set.of(
            Phase.SERVER_REWRITE, Phase.SET, Phase.REWRITE, Phase.ACCESS, Phase.PRECONTENT, Phase.CONTENT, Phase.LOG);

    private final Edge edge;
    private final EdgeOptions options;
    private final HttpHandler next;
    private final Flow flow;
    private final Rerouting rerouting;
    private final RequestBodyReader bodyReader;
    private final HeaderFilterWrapper headerFilter;
    private final LogListener log;

    /**
     * An edge before nothing, to {@link #wrap} an application with.
     *
     * @param edge runs the units
     */
    public EdgeHandler(Edge edge) {
        this(edge, EdgeOptions.DEFAULT);
    }

    /**
     * @param edge runs the units
     * @param options limits, and the routes behind the edge
     */
    public EdgeHandler(Edge edge, EdgeOptions options) {
        this(edge, options, ResponseCodeHandler.HANDLE_404);
    }

    private EdgeHandler(Edge edge, EdgeOptions options, HttpHandler next) {
        this.edge = edge;
        this.options = options;
        this.next = next;
        flow = new Flow();
        rerouting = new Rerouting(flow);
        ResponseSender sender = new ResponseSender(edge.runner());
        PhaseHandler.Steps steps = new PhaseHandler.Steps(edge.runner(), sender, rerouting);
        HttpHandler application = new ApplicationHandler(edge.runner(), next);
        flow.rewrite = new RewriteHandler(steps, new AccessHandler(steps, new ContentHandler(steps, application)));
        flow.serverRewrite = new ServerRewriteHandler(steps, flow.rewrite, flow);
        bodyReader = new RequestBodyReader(options, sender);
        headerFilter = new HeaderFilterWrapper(edge.runner());
        log = new LogListener(edge.runner());
    }

    /** The same edge before an application. */
    @Override
    public HttpHandler wrap(HttpHandler application) {
        return new EdgeHandler(edge, options, application);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (exchange.getAttachment(RUN) != null) {
            next.handleRequest(exchange);
            return;
        }
        ClientConnection.begin(exchange);
        HeaderTee.begin(exchange);
        UndertowRequest request = new UndertowRequest(exchange, options.routes().serverName());
        Catalog catalog = edge.catalog();
        boolean routed = catalog.looksAtRoutes() || !options.routes().plain();
        Optional<RouteSettings> route = routed ? options.routes().of(request.path(), false) : Optional.empty();
        Selection selection =
                select(catalog, request, route.map(RouteSettings::name).orElse(""));
        if (selection.isEmpty() && route.map(RouteSettings::plain).orElse(true)) {
            next.handleRequest(exchange);
            return;
        }
        UndertowExchange seen = new UndertowExchange(exchange, request, catalog, options.routes());
        RequestRun run = new RequestRun(catalog, selection, seen);
        exchange.putAttachment(RUN, run);
        RouteSettings at = routed ? route.orElse(RouteSettings.NONE) : flow.route(seen);
        begin(exchange, run, at, flow.serverRewrite());
    }

    private static Selection select(Catalog catalog, UndertowRequest request, String route) {
        return catalog.select(catalog.looksAtHosts() ? request.host() : "", request.path(), request.method(), route);
    }

    /** Has a request meet the units selected for it, from some phase on. */
    private void begin(HttpServerExchange exchange, RequestRun run, RouteSettings route, HttpHandler phase)
            throws Exception {
        UndertowExchange seen = UndertowExchange.of(run);
        Selection selection = run.selection();
        seen.arrive(route);
        if (!route.name().isEmpty()) {
            exchange.putAttachment(ROUTE, route);
        }
        if (!route.errorPages().isEmpty()) {
            exchange.putAttachment(ErrorPages.KEY, rerouting::takeError);
        }
        boolean filters = selection.has(Phase.HEADER_FILTER) || selection.has(Phase.BODY_FILTER);
        if ((filters || seen.errorStatus() > 0) && seen.attachFilters(headerFilter)) {
            exchange.addResponseWrapper(headerFilter);
        }
        if (selection.has(Phase.LOG) && seen.attachLog()) {
            exchange.addExchangeCompleteListener(log);
        }
        if (needsBody(run.catalog(), selection)) {
            bodyReader.receive(exchange, seen, phase);
        } else {
            phase.handleRequest(exchange);
        }
    }

    private static boolean needsBody(Catalog catalog, Selection selection) {
        for (int i = 0; i < selection.size(); i++) {
            CatalogUnit unit = selection.get(i);
            if (READS_BODY.contains(unit.unit().phase()) && catalog.needsBody(unit)) {
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

    /** Whether a request was sent on inside the server, so that internal routes may answer it. */
    public static boolean isInternal(HttpServerExchange exchange) {
        RequestRun run = exchange.getAttachment(RUN);
        return run != null && run.exchange().request().internal();
    }

    /**
     * How long the body of a request is that the edge has received for units, and has put back for the application; empty
     * where the body is still to come from the client.
     */
    public static OptionalLong heldBody(HttpServerExchange exchange) {
        RequestRun run = exchange.getAttachment(RUN);
        if (run == null || !UndertowExchange.of(run).request().hasBody()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(run.exchange().request().body().length());
    }

    /**
     * To be called on the I/O thread when status and headers of a response are there, and before its channel is taken: goes
     * on at once, or once header_filter units have run that are not to keep the I/O thread.
     *
     * @param then takes the channel and sends the response; called on the I/O thread
     */
    public static void beforeResponse(HttpServerExchange exchange, Runnable then) {
        RequestRun run = exchange.getAttachment(RUN);
        Optional<HeaderFilterWrapper> filters =
                run == null ? Optional.empty() : UndertowExchange.of(run).filters();
        if (run == null || filters.isEmpty()) {
            then.run();
        } else {
            filters.get().runAhead(exchange, run, then);
        }
    }

    /** What units see of an exchange that has passed {@link #handleRequest} and is for some unit. */
    static RequestRun runOf(HttpServerExchange exchange) {
        RequestRun run = exchange.getAttachment(RUN);
        if (run == null) {
            throw new IllegalStateException("a phase was entered without its edge handler");
        }
        return run;
    }

    private final class Flow implements Rerouting.RequestFlow {

        private HttpHandler serverRewrite = ResponseCodeHandler.HANDLE_500;
        private HttpHandler rewrite = ResponseCodeHandler.HANDLE_500;

        @Override
        public HttpHandler serverRewrite() {
            return serverRewrite;
        }

        @Override
        public HttpHandler rewrite() {
            return rewrite;
        }

        @Override
        public RouteSettings route(UndertowExchange seen) {
            UndertowRequest request = seen.request();
            return options.routes().of(request.path(), request.internal()).orElse(RouteSettings.NONE);
        }

        @Override
        public Optional<RouteSettings> named(String name) {
            return options.routes().named(name);
        }

        @Override
        public void enter(HttpServerExchange exchange, RouteSettings route, HttpHandler phase) throws Exception {
            RequestRun run = runOf(exchange);
            UndertowRequest request = UndertowExchange.of(run).request();
            run.select(select(run.catalog(), request, route.name()));
            exchange.removeAttachment(ROUTE);
            exchange.removeAttachment(ErrorPages.KEY);
            begin(exchange, run, route, phase);
        }
    }
}
