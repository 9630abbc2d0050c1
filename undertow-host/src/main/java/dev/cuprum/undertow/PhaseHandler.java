package dev.cuprum.undertow;

import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.exec.PhaseResult;
import dev.cuprum.exec.PhaseRunner;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.unit.Phase;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;

/**
 * A handler that runs the units of one or two phases and then goes on to the next handler, or answers. Leaves the I/O
 * thread only where a unit waits.
 */
abstract class PhaseHandler implements HttpHandler {

    private final Steps steps;
    private final HttpHandler next;
    private final Phase[] phases;

    /** What phases end in. */
    record Steps(PhaseRunner runner, ResponseSender sender, Rerouting rerouting) {}

    PhaseHandler(Steps steps, HttpHandler next, Phase... phases) {
        this.steps = steps;
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
        if (!begin(exchange, run, seen)) {
            return;
        }
        for (Phase phase : phases) {
            if (!run.selection().has(phase) || passes(run, phase)) {
                continue;
            }
            seen.response().enterPhase();
            PhaseResult result = steps.runner().run(run, phase);
            if (result == PhaseResult.REROUTED) {
                steps.rerouting().follow(exchange);
                return;
            }
            if (answers(result, seen)) {
                steps.sender().send(exchange);
                return;
            }
        }
        next(exchange, seen, next);
    }

    /** Does what comes before the units; false where that has answered the request. */
    boolean begin(HttpServerExchange exchange, RequestRun run, UndertowExchange seen) {
        return true;
    }

    /** Whether the units of a phase need not run. */
    boolean passes(RequestRun run, Phase phase) {
        return false;
    }

    /** Goes on to the next handler, as no unit has answered. */
    void next(HttpServerExchange exchange, UndertowExchange seen, HttpHandler next) throws Exception {
        next.handleRequest(exchange);
    }

    /** Answers with what units have made. */
    final void send(HttpServerExchange exchange) {
        steps.sender().send(exchange);
    }

    /**
     * Whether the response is now the units' own. As in nginx: output ends the request even without an exit, for
     * nobody else can answer any more.
     */
    boolean answers(PhaseResult result, UndertowExchange seen) {
        return result == PhaseResult.REQUEST_ENDED || seen.response().settled();
    }
}
