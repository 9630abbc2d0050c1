package dev.cuprum.undertow;

import dev.cuprum.Edge;
import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.exec.PhaseResult;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.unit.Phase;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/**
 * A handler that runs the units of one or two phases and then goes on to the next handler, or answers. Leaves the I/O
 * thread only where a unit waits.
 */
abstract class PhaseHandler implements HttpHandler {

    private final Edge edge;
    private final HttpHandler next;
    private final Phase[] phases;

    PhaseHandler(Edge edge, HttpHandler next, Phase... phases) {
        this.edge = edge;
        this.next = next;
        this.phases = phases.clone();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        RequestRun run = EdgeHandler.runOf(exchange);
        for (Phase phase : phases) {
            if (!run.selection().has(phase)) {
                continue;
            }
            if (exchange.isInIoThread()
                    && run.selection().any(phase, unit -> run.catalog().reaches(unit, CatalogUnit::waits))) {
                // Units of an earlier phase of this handler must not run again, so the whole handler moves.
                exchange.dispatch(this);
                return;
            }
        }
        UndertowExchange seen = UndertowExchange.of(run);
        for (Phase phase : phases) {
            if (!run.selection().has(phase)) {
                continue;
            }
            seen.response().enterPhase();
            PhaseResult result = edge.runner().run(run, phase);
            if (answers(result, seen.response())) {
                ResponseSender.send(exchange, seen.response());
                return;
            }
        }
        next.handleRequest(exchange);
    }

    /**
     * Whether the response is now the units' own. As in nginx: output ends the request even without an exit, for
     * nobody else can answer any more.
     */
    boolean answers(PhaseResult result, UndertowResponse response) {
        return result == PhaseResult.REQUEST_ENDED || response.written() > 0;
    }
}
