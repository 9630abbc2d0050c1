package dev.cuprum.undertow;

import dev.cuprum.unit.Phase;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Runs the units that see a request before its route is chosen: one for a new path has the route chosen by that. */
final class ServerRewriteHandler extends PhaseHandler {

    private final Rerouting.RequestFlow flow;

    ServerRewriteHandler(Steps steps, HttpHandler next, Rerouting.RequestFlow flow) {
        super(steps, next, Phase.SERVER_REWRITE);
        this.flow = flow;
    }

    @Override
    void next(HttpServerExchange exchange, UndertowExchange seen, HttpHandler next) throws Exception {
        if (seen.request().path().equals(seen.selectedPath())) {
            next.handleRequest(exchange);
        } else {
            flow.enter(exchange, flow.route(seen), next);
        }
    }
}
