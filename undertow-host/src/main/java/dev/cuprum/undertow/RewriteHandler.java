package dev.cuprum.undertow;

import dev.cuprum.exec.RequestRun;
import dev.cuprum.unit.Phase;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/** Sets the variables of the request's route, and runs the units that compute variables, then those that rewrite. */
final class RewriteHandler extends PhaseHandler {

    RewriteHandler(Steps steps, HttpHandler next) {
        super(steps, next, Phase.SET, Phase.REWRITE);
    }

    @Override
    boolean begin(HttpServerExchange exchange, RequestRun run, UndertowExchange seen) {
        seen.setRouteVariables();
        return true;
    }
}
