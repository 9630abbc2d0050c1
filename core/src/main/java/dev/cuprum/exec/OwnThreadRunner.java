package dev.cuprum.exec;

import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.engine.Budget;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.LibraryUnits;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.engine.Outcome;
import dev.cuprum.state.SharedDictionaries;
import dev.cuprum.unit.Limits;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs units that may be impossible to stop: on the calling thread where that is one of {@link UnitThreads}, else on one
 * of these while the caller waits, never longer than the unit's time and a grace. Safe for use by several threads.
 */
final class OwnThreadRunner {

    private static final Logger LOG = System.getLogger(OwnThreadRunner.class.getName());

    private final UnitThreads threads;
    private final Watchdog watchdog;
    private final Listeners listeners;
    private final SharedDictionaries shared;

    OwnThreadRunner(UnitThreads threads, Watchdog watchdog, Listeners listeners, SharedDictionaries shared) {
        this.threads = threads;
        this.watchdog = watchdog;
        this.listeners = listeners;
        this.shared = shared;
    }

    /**
     * What is to run.
     *
     * @param run the request
     * @param unit the unit
     * @param code what of it runs
     * @param libraries the library units it finds
     * @param started when it was to begin, in nanoseconds of {@link System#nanoTime}
     * @param limits what it may use
     * @param total what all units of the request may use
     * @param freeNanos how much of its time does not count for the request
     * @param freeBytes how much of what it allocates does not count for the request
     */
    record Work(
            RequestRun run,
            CatalogUnit unit,
            CompiledUnit code,
            LibraryUnits libraries,
            long started,
            Limits limits,
            Limits total,
            long freeNanos,
            long freeBytes) {}

    /**
     * How a unit has ended.
     *
     * @param outcome with what
     * @param at when, in nanoseconds of {@link System#nanoTime}
     */
    record End(Outcome outcome, long at) {}

    /**
     * Runs a unit.
     *
     * @throws AbandonedError where the calling thread was given up meanwhile
     */
    End run(Work work) {
        UnitThread thread = threads.current();
        if (thread != null) {
            return new Here(work).run(thread, work.started());
        }
        return new End(new Elsewhere(work).await(), System.nanoTime());
    }

    private static Outcome tooLong(Work work) {
        return new Outcome.TimedOut(work.limits().timeout().toMillis()
                + " ms budget used up, and it cannot be stopped; its thread is given up");
    }

    private abstract class Begun implements OwnThreadExecution {

        final Work work;
        final FencedExchange exchange;

        Begun(Work work) {
            this.work = work;
            exchange = work.run().fenced(listeners);
        }

        @Override
        public CatalogUnit unit() {
            return work.unit();
        }

        @Override
        public void takeAway() {
            exchange.fence().close();
            work.unit().guard().switchOff("it used up its time and could not be stopped");
        }

        End run(UnitThread thread, long started) {
            Budget budget = work.run().budget(work.total());
            budget.start(work.limits(), started, work.freeNanos(), work.freeBytes());
            Watchdog.Slot slot = thread.slot(watchdog);
            Budget before = slot.exchange(budget);
            boolean outermost = thread.begin(this, threads.at(started) + budget.deadline() - started);
            boolean wanted;
            Outcome outcome;
            try {
                outcome = work.code()
                        .run(new Execution(work.unit().unit(), exchange, budget, exchange, shared, work.libraries()));
            } catch (LimitExceededError e) {
                outcome = e.outcome();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, () -> "the engine failed in " + work.unit(), e);
                outcome = new Outcome.Failed("the engine failed: " + e);
            } finally {
                wanted = thread.end(outermost);
                slot.exchange(before);
            }
            if (!wanted) {
                throw new AbandonedError();
            }
            long ended = System.nanoTime();
            budget.stop(ended);
            return new End(outcome, ended);
        }
    }

    /** On the thread that has the request, so that the request is lost to it with the thread. */
    private final class Here extends Begun {

        Here(Work work) {
            super(work);
        }

        @Override
        public void goOnWithout() {
            listeners.ended(
                    work.unit().unit(), work.run().exchange(), tooLong(work), System.nanoTime() - work.started());
            work.run().abandon();
        }
    }

    /** On another thread than the one that has the request and waits. */
    private final class Elsewhere extends Begun implements UnitThreads.Task {

        private enum State {
            QUEUED,
            BEGUN,
            ENDED,
            REFUSED,
            ABANDONED
        }

        private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
        private final Thread waiting = Thread.currentThread();
        private @Nullable Outcome outcome;

        Elsewhere(Work work) {
            super(work);
        }

        @Override
        public void run() {
            UnitThread thread = threads.current();
            if (thread == null || !state.compareAndSet(State.QUEUED, State.BEGUN)) {
                return;
            }
            boolean wanted = true;
            try {
                outcome = run(thread, System.nanoTime()).outcome();
            } catch (AbandonedError e) {
                wanted = false;
                throw e;
            } finally {
                // Whatever happened here: somebody waits.
                if (wanted) {
                    end(State.ENDED);
                }
            }
        }

        @Override
        public void refused() {
            end(State.REFUSED);
        }

        @Override
        public void goOnWithout() {
            end(State.ABANDONED);
        }

        private void end(State how) {
            state.set(how);
            LockSupport.unpark(waiting);
        }

        Outcome await() {
            threads.execute(this);
            long longest = work.limits().timeout().toNanos() + threads.graceNanos();
            long since = System.nanoTime();
            boolean interrupted = false;
            State now = state.get();
            while (now == State.QUEUED || now == State.BEGUN) {
                if (now == State.QUEUED && System.nanoTime() - since > longest) {
                    state.compareAndSet(State.QUEUED, State.REFUSED);
                } else {
                    LockSupport.parkNanos(this, longest);
                }
                interrupted |= Thread.interrupted();
                now = state.get();
            }
            if (interrupted) {
                waiting.interrupt();
            }
            return outcome(now);
        }

        private Outcome outcome(@Nullable State end) {
            if (end == State.ABANDONED) {
                work.run().takeBack();
                return tooLong(work);
            }
            if (end != State.ENDED) {
                return new Outcome.Rejected("no thread was free for it; too many units wait for one");
            }
            Outcome found = outcome;
            return found != null ? found : new Outcome.Failed("the engine failed");
        }
    }
}
