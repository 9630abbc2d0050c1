package dev.cuprum.exec;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.catalog.Guard;
import dev.cuprum.catalog.Selection;
import dev.cuprum.catalog.Starter;
import dev.cuprum.engine.Budget;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Foundation;
import dev.cuprum.engine.LibraryUnits;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.BodyChunk;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.http.Response;
import dev.cuprum.state.SharedDictionaries;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Runs the units of a phase: those that are for the request, in order, each behind its guard and under its budget, and
 * makes of each end what the unit, or its failure mode, asks for. Safe for use by any number of threads.
 */
public final class PhaseRunner implements Starter, AutoCloseable {

    private static final Logger LOG = System.getLogger(PhaseRunner.class.getName());

    private static final int CLOSED_STATUS = 503;
    private static final int ERROR_STATUS = 500;

    private static final byte[] NOTHING = {};

    /** What a unit that runs once a node may use. */
    private static final Limits START_LIMITS = Limits.of(30_000, 512);

    /** What each piece of a body brings with it for each filter, or a request would die of a long response. */
    private static final long FREE_NANOS_A_PIECE = 1_000_000;

    private static final long FREE_BYTES_A_PIECE = 1 << 20;

    /** What the request does after a unit. */
    enum Next {
        UNIT,
        PHASE,
        ELSEWHERE,
        END
    }

    private final Listeners listeners;
    private final Limits requestLimits;
    private final SharedDictionaries shared;
    private final Watchdog watchdog = new Watchdog();
    private final UnitThreads threads;
    private final OwnThreadRunner ownThreads;

    /** A runner with {@link ThreadLimits#DEFAULT}. */
    public PhaseRunner(Listeners listeners, Limits requestLimits, SharedDictionaries shared) {
        this(listeners, requestLimits, shared, ThreadLimits.DEFAULT);
    }

    /**
     * @param listeners see every outcome
     * @param requestLimits what all executions of a request may use together
     * @param shared the dictionaries that all units share
     * @param threadLimits how many threads there are for units that may be impossible to stop
     */
    public PhaseRunner(
            Listeners listeners, Limits requestLimits, SharedDictionaries shared, ThreadLimits threadLimits) {
        this(listeners, requestLimits, shared, threadLimits, Budget.SYSTEM_CLOCK);
    }

    /** @param threadClock by which threads are found to be stuck, in nanoseconds */
    PhaseRunner(
            Listeners listeners,
            Limits requestLimits,
            SharedDictionaries shared,
            ThreadLimits threadLimits,
            LongSupplier threadClock) {
        this.listeners = listeners;
        this.requestLimits = requestLimits;
        this.shared = shared;
        threads = new UnitThreads(threadLimits, listeners, threadClock, watchdog);
        ownThreads = new OwnThreadRunner(threads, watchdog, listeners, shared);
    }

    /** The threads of units that may be impossible to stop. */
    public UnitThreads threads() {
        return threads;
    }

    /**
     * Whether a phase of a request is to be run on one of {@link #threads}. Where it is run elsewhere all the same, the
     * caller waits for units that need such a thread.
     */
    public boolean needsOwnThread(RequestRun run, Phase phase) {
        return run.catalog().needsOwnThread(run.selection(), phase)
                && threads.refusal().isEmpty();
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
     * @throws AbandonedError where the calling thread is one of {@link #threads} and was given up: the request is not the
     *     caller's any more
     */
    public PhaseResult run(RequestRun run, Phase phase) {
        Selection selection = run.selection();
        if (!selection.has(phase)) {
            return PhaseResult.GO_ON;
        }
        Optional<AnyAccess> access = phase == Phase.ACCESS && run.satisfiesAny()
                ? Optional.of(new AnyAccess(run.refusal()))
                : Optional.empty();
        for (int i = selection.start(phase); i < selection.size(); i++) {
            CatalogUnit unit = selection.get(i);
            if (unit.unit().phase() != phase) {
                break;
            }
            Outcome outcome = guarded(run, unit);
            Next next = access.isPresent()
                    ? access.get().next(outcome, () -> next(run, unit, outcome))
                    : next(run, unit, outcome);
            if (next == Next.END) {
                run.end();
                return PhaseResult.REQUEST_ENDED;
            }
            if (next == Next.ELSEWHERE) {
                return PhaseResult.REROUTED;
            }
            if (next == Next.PHASE) {
                return PhaseResult.PHASE_ENDED;
            }
        }
        if (access.isPresent() && access.get().refuses()) {
            end(run.exchange().response(), access.get().refusal());
            run.end();
            return PhaseResult.REQUEST_ENDED;
        }
        return PhaseResult.GO_ON;
    }

    private Next next(RequestRun run, CatalogUnit unit, Outcome outcome) {
        return outcome.isFailure() ? fail(run, unit, fallback -> {}) : succeed(run, outcome);
    }

    /**
     * Runs the body_filter units on one piece of a response's body. Sampling and breaker are asked once for each
     * request, so that a unit sees all of a body or nothing of it; a unit that fails sees no more of it.
     *
     * @return whether the response goes on; where not, it must not be completed
     */
    public boolean runBodyFilters(RequestRun run) {
        for (BodyFilterPlace place : run.bodyFilters()) {
            Next next = runBodyFilter(run, place);
            if (next == Next.END) {
                run.end();
                return false;
            }
            if (next == Next.PHASE) {
                break;
            }
        }
        return true;
    }

    private Next runBodyFilter(RequestRun run, BodyFilterPlace place) {
        Optional<CatalogUnit> unit = place.unit();
        if (unit.isEmpty()) {
            return Next.UNIT;
        }
        CatalogUnit filter = unit.get();
        Optional<Outcome> refusal = place.begins() ? refusal(run, filter) : told(run, filter, exhaustion(run));
        Outcome outcome = refusal.orElseGet(() -> filter(run, filter));
        if (outcome.isFailure() || outcome instanceof Outcome.Skipped) {
            place.leave();
        }
        return outcome.isFailure() ? fail(run, filter, place::take) : succeed(run, outcome);
    }

    /** The whole body counts as one execution: a filter that fails at the end of each must not look sound. */
    private Outcome filter(RequestRun run, CatalogUnit unit) {
        Outcome outcome = execute(run, unit);
        boolean over = run.exchange().response().chunk().map(BodyChunk::last).orElse(true);
        if (outcome.isFailure() || over) {
            unit.guard().ended(outcome);
        }
        return outcome;
    }

    private Outcome guarded(RequestRun run, CatalogUnit unit) {
        Optional<Outcome> refusal = refusal(run, unit);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Outcome outcome = execute(run, unit);
        unit.guard().ended(outcome);
        return outcome;
    }

    private Optional<Outcome> refusal(RequestRun run, CatalogUnit unit) {
        Optional<Outcome> refusal = unit.guard().refuse(run.exchange());
        if (refusal.isEmpty() && unit.ownThread()) {
            refusal = threads.refusal();
        }
        return told(run, unit, refusal.or(() -> exhaustion(run)));
    }

    /**
     * How a unit ends that is not begun any more, because the request has used up its total. Its guard does not learn
     * of that: other units may have used it, and a trial of which nobody hears is soon over.
     */
    private Optional<Outcome> exhaustion(RequestRun run) {
        return run.budget(requestLimits).exhaustion();
    }

    private Optional<Outcome> told(RequestRun run, CatalogUnit unit, Optional<Outcome> refusal) {
        refusal.ifPresent(outcome -> listeners.ended(unit.unit(), run.exchange(), outcome, 0));
        return refusal;
    }

    private Outcome execute(RequestRun run, CatalogUnit unit) {
        Exchange exchange = run.exchange();
        ComputingUnit described = unit.unit();
        run.ran(described.id());
        Budget budget = run.budget(requestLimits);
        Response.Mark mark = exchange.response().mark();
        Optional<BodyChunk> piece = exchange.response().chunk();
        byte[] bytes = piece.map(BodyChunk::bytes).orElse(NOTHING);
        boolean streams = described.phase() == Phase.BODY_FILTER;
        long freeNanos = streams ? FREE_NANOS_A_PIECE : 0;
        long freeBytes = streams ? FREE_BYTES_A_PIECE : 0;
        CompiledUnit code = ready(unit);
        if (unit.waits()) {
            UnitThreads.leaveToOthers();
        }
        long started = System.nanoTime();
        Outcome outcome;
        long ended;
        if (unit.ownThread()) {
            OwnThreadRunner.End end = ownThreads.run(new OwnThreadRunner.Work(
                    run,
                    unit,
                    code,
                    run.catalog().libraries(),
                    started,
                    described.limits(),
                    requestLimits,
                    freeNanos,
                    freeBytes));
            return settle(run, unit, new Before(mark, piece, bytes), checked(end.outcome()), end.at() - started);
        }
        budget.start(described.limits(), started, freeNanos, freeBytes);
        Budget before = watchdog.watch(budget);
        try {
            outcome = checked(code.run(new Execution(
                    described,
                    exchange,
                    budget,
                    listeners,
                    shared,
                    run.catalog().libraries())));
        } catch (LimitExceededError e) {
            outcome = e.outcome();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, () -> "the engine for '" + described.language() + "' failed in " + unit, e);
            outcome = new Outcome.Failed("the engine failed: " + e);
        } finally {
            watchdog.unwatch(before);
            ended = System.nanoTime();
            budget.stop(ended);
        }
        return settle(run, unit, new Before(mark, piece, bytes), outcome, ended - started);
    }

    /** The code of a unit; where what was left to be done of it fails, code that fails with that, as the unit itself does. */
    private static CompiledUnit ready(CatalogUnit unit) {
        try {
            return unit.ready();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, () -> "the engine for '" + unit.unit().language() + "' failed to compile " + unit, e);
            Outcome failed = new Outcome.Failed("the engine failed: " + e);
            return execution -> failed;
        }
    }

    /** What the response was before a unit. */
    private static final class Before {
        private final Response.Mark mark;
        private final Optional<BodyChunk> piece;
        private final byte[] bytes;

        Before(Response.Mark mark, Optional<BodyChunk> piece, byte[] bytes) {
            this.mark = mark;
            this.piece = piece;
            this.bytes = bytes;
        }

        void restore(Response response) {
            response.rewind(mark);
            piece.ifPresent(chunk -> chunk.replace(bytes));
        }
    }

    private Outcome settle(RequestRun run, CatalogUnit unit, Before before, Outcome outcome, long nanos) {
        Exchange exchange = run.exchange();
        ComputingUnit described = unit.unit();
        if (outcome.isFailure() && described.onFailure() != FailureMode.ERROR) {
            before.restore(exchange.response());
        }
        listeners.ended(described, exchange, outcome, nanos);
        return outcome;
    }

    private static Outcome checked(Outcome outcome) {
        return outcome instanceof Outcome.Exited exited && exited.status() > 999
                ? new Outcome.Failed("it exited with " + exited.status() + ", which is no HTTP status")
                : outcome;
    }

    private static Next succeed(RequestRun run, Outcome outcome) {
        if (outcome instanceof Outcome.Rerouted rerouted) {
            run.reroute(rerouted);
            return Next.ELSEWHERE;
        }
        return outcome instanceof Outcome.Exited exited ? exit(run.exchange().response(), exited.status()) : Next.UNIT;
    }

    private static Next exit(Response response, int status) {
        if (status == Outcome.Exited.DECLINED) {
            return Next.UNIT;
        }
        if (status >= 0 && status < 100) {
            return Next.PHASE;
        }
        if (status < 0) {
            response.abort();
        } else {
            end(response, status);
        }
        return Next.END;
    }

    /** A status that a unit has set comes before the 200 that means no more than "that is all". */
    private static void end(Response response, int status) {
        boolean said = response.written() > 0 || (status == 200 && response.statusSet());
        if (!said && !response.started()) {
            response.setStatus(status);
        }
    }

    /**
     * What becomes of a request in which a unit has failed. Fallbacks run one after another until one does not fail;
     * the last decides. A fallback that is not there, or does not run for this request, protects nothing, so the
     * request ends then.
     *
     * @param tookOver learns of the fallback that did not fail
     */
    private Next fail(RequestRun run, CatalogUnit unit, Consumer<CatalogUnit> tookOver) {
        List<CatalogUnit> tried = new ArrayList<>();
        CatalogUnit failed = unit;
        while (failed.unit().onFailure() == FailureMode.FALLBACK) {
            tried.add(failed);
            Optional<CatalogUnit> fallback = failed.fallbackIn(run.catalog());
            // A node that keeps the last good version of some units may see a circle that nobody published.
            if (fallback.isEmpty() || tried.contains(fallback.get())) {
                return close(run, failed);
            }
            Outcome outcome = guarded(run, fallback.get());
            if (outcome instanceof Outcome.Skipped) {
                return close(run, failed);
            }
            if (!outcome.isFailure()) {
                tookOver.accept(fallback.get());
                return succeed(run, outcome);
            }
            failed = fallback.get();
        }
        return switch (failed.unit().onFailure()) {
            case OPEN -> Next.UNIT;
            case ERROR -> breakOff(run, failed);
            case CLOSED, FALLBACK -> close(run, failed);
        };
    }

    /** Ends a request as lua-nginx-module does where a unit fails. */
    private static Next breakOff(RequestRun run, CatalogUnit failed) {
        Response response = run.exchange().response();
        Phase phase = failed.unit().phase();
        if (phase == Phase.LOG) {
            return Next.UNIT;
        }
        if (response.started() || phase == Phase.HEADER_FILTER || phase == Phase.BODY_FILTER) {
            response.abort();
        } else {
            response.setStatus(ERROR_STATUS);
        }
        return Next.END;
    }

    private static Next close(RequestRun run, CatalogUnit failed) {
        if (failed.unit().onFailure() == FailureMode.FALLBACK) {
            LOG.log(
                    Level.ERROR,
                    "{0} failed and its fallback does not run here or for this request, which ends with 503",
                    failed);
        }
        Response response = run.exchange().response();
        response.clear();
        if (!response.started()) {
            response.setStatus(CLOSED_STATUS);
        }
        return Next.END;
    }

    @Override
    public Foundation initialise(CatalogUnit unit, LibraryUnits surroundings) {
        Foundation[] left = {new Foundation(Outcome.Completed.INSTANCE, "")};
        Outcome outcome = start(unit, surroundings, execution -> {
            left[0] = unit.ready().initialise(execution);
            return left[0].outcome();
        });
        return new Foundation(outcome, left[0].left());
    }

    @Override
    public Outcome start(CatalogUnit unit, LibraryUnits surroundings) {
        return start(unit, surroundings, ready(unit));
    }

    /** Runs a unit for no request, on an exchange that is nobody's. It compiles modules, so it may take its time. */
    private Outcome start(CatalogUnit unit, LibraryUnits surroundings, CompiledUnit code) {
        MemoryExchange nobodys = MemoryExchange.of("GET", "/");
        if (unit.ownThread()) {
            return startApart(unit, surroundings, code, nobodys);
        }
        Budget budget = new Budget();
        long started = System.nanoTime();
        budget.start(START_LIMITS, started);
        Budget before = watchdog.watch(budget);
        Outcome outcome;
        try {
            outcome = code.run(new Execution(unit.unit(), nobodys, budget, listeners, shared, surroundings));
        } catch (LimitExceededError e) {
            outcome = e.outcome();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, () -> "the engine failed in " + unit, e);
            outcome = new Outcome.Failed("the engine failed: " + e);
        } finally {
            watchdog.unwatch(before);
            budget.stop();
        }
        listeners.ended(unit.unit(), nobodys, outcome, System.nanoTime() - started);
        return outcome;
    }

    private Outcome startApart(CatalogUnit unit, LibraryUnits surroundings, CompiledUnit code, MemoryExchange nobodys) {
        long started = System.nanoTime();
        RequestRun run = new RequestRun(Catalog.EMPTY, Selection.EMPTY, nobodys);
        Outcome outcome = threads.refusal().orElseGet(() -> ownThreads
                .run(new OwnThreadRunner.Work(run, unit, code, surroundings, started, START_LIMITS, START_LIMITS, 0, 0))
                .outcome());
        listeners.ended(unit.unit(), nobodys, outcome, System.nanoTime() - started);
        return outcome;
    }

    @Override
    public void close() {
        threads.close();
        watchdog.close();
    }
}
