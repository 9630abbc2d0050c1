package dev.cuprum.exec;

import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.catalog.Guard;
import dev.cuprum.catalog.Selection;
import dev.cuprum.engine.Budget;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.Response;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Phase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs the units of a phase: those that are for the request, in order, each behind its guard and under its budget, and
 * makes of each end what the unit, or its failure mode, asks for. Safe for use by any number of threads.
 */
public final class PhaseRunner implements AutoCloseable {

    private static final Logger LOG = System.getLogger(PhaseRunner.class.getName());

    private static final int CLOSED_STATUS = 503;
    private static final int ERROR_STATUS = 500;

    /** What the request does after a unit. */
    private enum Next {
        UNIT,
        PHASE,
        END
    }

    private final Listeners listeners;
    private final Watchdog watchdog = new Watchdog();

    /**
     * @param listeners see every outcome
     */
    public PhaseRunner(Listeners listeners) {
        this.listeners = listeners;
    }

    /** What is to stand before a unit that this runner will run. */
    public Guard guard(ComputingUnit unit) {
        return new UnitGuard(
                unit, listeners, InstantSource.system(), System::nanoTime, () -> ThreadLocalRandom.current()
                        .nextLong());
    }

    /**
     * Runs the units of a phase. Must not be called on an I/O thread where a unit of the phase
     * {@linkplain CatalogUnit#waits waits}.
     *
     * @return what the request does next
     */
    public PhaseResult run(RequestRun run, Phase phase) {
        Selection selection = run.selection();
        if (!selection.has(phase)) {
            return PhaseResult.GO_ON;
        }
        for (int i = selection.start(phase); i < selection.size(); i++) {
            CatalogUnit unit = selection.get(i);
            if (unit.unit().phase() != phase) {
                break;
            }
            Next next = conclude(run, unit, guarded(run, unit));
            if (next == Next.END) {
                run.end();
                return PhaseResult.REQUEST_ENDED;
            }
            if (next == Next.PHASE) {
                return PhaseResult.PHASE_ENDED;
            }
        }
        return PhaseResult.GO_ON;
    }

    /**
     * Runs the body_filter units on one piece of a response's body. Sampling and breaker are asked once for each
     * request, so that a unit sees all of a body or nothing of it; a unit that fails sees no more of it.
     *
     * @return whether the response goes on; where not, it must not be completed
     */
    public boolean runBodyFilters(RequestRun run) {
        BitSet places = run.bodyFilters().orElseGet(() -> chooseBodyFilters(run));
        for (int i = places.nextSetBit(0); i >= 0; i = places.nextSetBit(i + 1)) {
            CatalogUnit unit = run.selection().get(i);
            Outcome outcome = execute(run, unit);
            unit.guard().ended(outcome);
            if (outcome.isFailure()) {
                places.clear(i);
            }
            if (conclude(run, unit, outcome) == Next.END) {
                return false;
            }
        }
        return true;
    }

    private BitSet chooseBodyFilters(RequestRun run) {
        BitSet places = new BitSet();
        run.bodyFilters(places);
        Selection selection = run.selection();
        for (int i = selection.start(Phase.BODY_FILTER); i < selection.size(); i++) {
            CatalogUnit unit = selection.get(i);
            if (unit.unit().phase() != Phase.BODY_FILTER) {
                break;
            }
            Optional<Outcome> refusal = unit.guard().refuse(run.exchange());
            if (refusal.isEmpty()) {
                places.set(i);
            } else {
                listeners.ended(unit.unit(), run.exchange(), refusal.get(), 0);
                conclude(run, unit, refusal.get());
            }
        }
        return places;
    }

    private Outcome guarded(RequestRun run, CatalogUnit unit) {
        Optional<Outcome> refusal = unit.guard().refuse(run.exchange());
        if (refusal.isPresent()) {
            listeners.ended(unit.unit(), run.exchange(), refusal.get(), 0);
            return refusal.get();
        }
        Outcome outcome = execute(run, unit);
        unit.guard().ended(outcome);
        return outcome;
    }

    private Outcome execute(RequestRun run, CatalogUnit unit) {
        Exchange exchange = run.exchange();
        ComputingUnit described = unit.unit();
        run.ran(described.id());
        Budget budget = watchdog.budget();
        long mark = exchange.response().written();
        long started = System.nanoTime();
        budget.start(described.limits(), started);
        watchdog.started();
        Outcome outcome;
        try {
            outcome = unit.code().run(new Execution(described, exchange, budget, listeners));
        } catch (VirtualMachineError | RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, () -> "the engine for '" + described.language() + "' failed in " + unit, e);
            outcome = new Outcome.Failed("the engine failed: " + e);
        } finally {
            budget.stop();
        }
        long nanos = System.nanoTime() - started;
        if (outcome.isFailure()) {
            exchange.response().rewind(mark);
        }
        listeners.ended(described, exchange, outcome, nanos);
        return outcome;
    }

    private Next conclude(RequestRun run, CatalogUnit unit, Outcome outcome) {
        if (outcome instanceof Outcome.Exited exited) {
            return exit(run.exchange().response(), exited.status());
        }
        return outcome.isFailure() ? fail(run, unit) : Next.UNIT;
    }

    private static Next exit(Response response, int status) {
        if (status == Outcome.Exited.DECLINED) {
            return Next.UNIT;
        }
        if (status >= 0 && status < 100) {
            return Next.PHASE;
        }
        end(response, status < 0 ? ERROR_STATUS : status);
        return Next.END;
    }

    /** A status that a unit has set comes before the 200 that means no more than "that is all". */
    private static void end(Response response, int status) {
        boolean said = response.written() > 0 || (status == 200 && response.statusSet());
        if (!said && !response.started()) {
            response.setStatus(status);
        }
    }

    private Next fail(RequestRun run, CatalogUnit unit) {
        FailureMode mode = unit.unit().onFailure();
        if (mode == FailureMode.OPEN) {
            return Next.UNIT;
        }
        if (mode == FailureMode.FALLBACK) {
            Optional<CatalogUnit> fallback = unit.fallbackIn(run.catalog());
            if (fallback.isPresent()) {
                return conclude(run, fallback.get(), guarded(run, fallback.get()));
            }
            LOG.log(Level.ERROR, "{0} failed and its fallback does not run here, so the request ends with 503", unit);
        }
        Response response = run.exchange().response();
        response.rewind(0);
        if (!response.started()) {
            response.setStatus(CLOSED_STATUS);
        }
        return Next.END;
    }

    @Override
    public void close() {
        watchdog.close();
    }
}
