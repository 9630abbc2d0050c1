package dev.cuprum.undertow;

import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.exec.PhaseResult;
import dev.cuprum.exec.PhaseRunner;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.unit.Phase;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.Optional;

/**
 * A handler that runs the units of one or two phases and then goes on to the next handler, or answers. Leaves the I/O
 * thread only where a unit waits, or may be impossible to stop.
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
        boolean ownThread = false;
        for (Phase phase : phases) {
            if (!run.selection().has(phase)) {
                continue;
            }
            if (steps.runner().needsOwnThread(run, phase)) {
                ownThread = true;
            } else if (exchange.isInIoThread()
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
        if (ownThread) {
            Apart apart = new Apart(run, seen);
            new UnitTask(exchange, run, apart, apart).follow(steps.runner().threads());
        } else {
            goOn(exchange, seen, units(run, seen));
        }
    }

    /** The units of this handler's phases for one request, on a thread that may be given up. */
    private final class Apart implements Runnable, HttpHandler {
        private final RequestRun run;
        private final UndertowExchange seen;
        private Optional<PhaseResult> end = Optional.empty();

        Apart(RequestRun run, UndertowExchange seen) {
            this.run = run;
            this.seen = seen;
        }

        @Override
        public void run() {
            end = units(run, seen);
        }

        @Override
        public void handleRequest(HttpServerExchange exchange) throws Exception {
            goOn(exchange, seen, end);
        }
    }

    /** Runs the units; returns how they have ended the request's way through the phases, or nothing where it goes on. */
    private Optional<PhaseResult> units(RequestRun run, UndertowExchange seen) {
        for (Phase phase : phases) {
            if (!run.selection().has(phase) || passes(run, phase)) {
                continue;
            }
            seen.response().enterPhase();
            PhaseResult result = steps.runner().run(run, phase);
            if (result == PhaseResult.REROUTED || answers(result, seen)) {
                return Optional.of(result);
            }
        }
        return Optional.empty();
    }

    private void goOn(HttpServerExchange exchange, UndertowExchange seen, Optional<PhaseResult> end) throws Exception {
        if (end.isEmpty()) {
            next(exchange, seen, next);
        } else if (end.get() == PhaseResult.REROUTED) {
            steps.rerouting().follow(exchange);
        } else {
            answered(end.get(), seen);
            steps.sender().send(exchange);
        }
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

    /** The response is the units' own. */
    void answered(PhaseResult result, UndertowExchange seen) {}

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
