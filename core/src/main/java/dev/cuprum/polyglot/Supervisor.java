package dev.cuprum.polyglot;

import dev.cuprum.engine.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Stops executions that have used up their time or memory, about a millisecond after they have: code of GraalVM cannot be
 * made to look at a budget, so somebody else has to. What may be used is copied when an execution begins, as a budget is
 * its thread's alone.
 *
 * <p>While nothing runs it sleeps; the first execution after that wakes it. Between "nothing runs, going to sleep" and "an
 * execution begins" lies a race that only a fence in each execution would decide, which costs as much as a tenth of a small
 * one: so it is left open, and the supervisor never sleeps for longer than {@link #NAP_NANOS}.
 */
final class Supervisor implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Supervisor.class.getName());
    private static final long TICK_NANOS = 1_000_000;
    /** So many ticks without an execution, and it goes to sleep. */
    private static final int IDLE_TICKS = 200;
    /** So much later an execution may be stopped that has begun as it went to sleep and was not seen. */
    private static final long NAP_NANOS = 50_000_000;

    private final ConcurrentLinkedQueue<Watch> watches = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    Supervisor() {
        thread = new Thread(this::supervise, "cuprum-polyglot-supervisor");
        thread.setDaemon(true);
        thread.start();
    }

    /** Looks after the executions that a watch is told of, until it is {@linkplain Watch#retire retired}. */
    void add(Watch watch) {
        watches.add(watch);
    }

    /**
     * Runs an execution, and has it stopped where it uses up what it may.
     *
     * @param watch that of the context, which was {@linkplain #add added}
     * @param current what the context asks for the execution
     * @param leave has this thread leave the context where it has entered it: a context that is to be closed waits for that
     */
    Outcome watch(Watch watch, CurrentRun current, Run run, Supplier<Outcome> execution, Runnable leave) {
        current.set(run);
        watch.begin(run.budget());
        wake();
        Outcome outcome;
        boolean stopped;
        try {
            // Whoever closes this says so before it stops all that have begun.
            outcome = closed ? new Outcome.Failed("the engine has been closed") : execution.get();
        } catch (ThreadDeath e) {
            // What GraalVM stops code with; it comes out as it is where it meets the thread just before that is in the
            // guest's code.
            if (!watch.stopped()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "an execution was stopped between the host and the guest", e);
            outcome = run.exhausted();
        } finally {
            current.clear();
            stopped = !watch.end();
            if (stopped) {
                try {
                    leave.run();
                } finally {
                    watch.awaitClosed();
                }
            }
        }
        return stopped ? run.exhausted() : outcome;
    }

    private void wake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    private void supervise() {
        int idle = 0;
        while (!closed) {
            idle = look() ? 0 : idle + 1;
            if (idle < IDLE_TICKS) {
                LockSupport.parkNanos(this, TICK_NANOS);
            } else {
                idle = nap() ? 0 : IDLE_TICKS - 1;
            }
        }
        // An execution may have begun that has not seen that, and has not been seen yet.
        for (int tick = 0; tick < IDLE_TICKS; tick++) {
            stopAll();
            LockSupport.parkNanos(this, TICK_NANOS);
        }
    }

    /** Sleeps; returns whether something runs, or begins. */
    private boolean nap() {
        asleep = true;
        if (!look()) {
            LockSupport.parkNanos(this, NAP_NANOS);
        }
        boolean woken = !asleep;
        asleep = false;
        return woken;
    }

    /** Looks at all executions; returns whether there are any. */
    private boolean look() {
        boolean any = false;
        for (Watch watch : watches) {
            try {
                any |= watch.look();
                if (watch.retired()) {
                    watches.remove(watch);
                }
            } catch (RuntimeException | Error e) {
                // The others are to be looked after too, and this one again.
                LOG.log(Level.ERROR, "an execution could not be stopped, which is tried again", e);
                any = true;
            }
        }
        return any;
    }

    private void stopAll() {
        for (Watch watch : watches) {
            try {
                watch.stop();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "an execution could not be stopped at the end", e);
            }
        }
    }

    /** Ends it, and all executions that it looks after. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
