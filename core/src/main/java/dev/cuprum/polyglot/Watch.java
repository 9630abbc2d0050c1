package dev.cuprum.polyglot;

import com.sun.management.ThreadMXBean;
import dev.cuprum.engine.Budget;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.graalvm.polyglot.Context;

/**
 * What the supervisor knows of the executions in one context. One number says which execution runs and whether it is
 * stopped, so that nobody can stop another than the one he has looked at: whoever changes it first, wins. An execution
 * that was stopped takes its context with it, which is closed.
 */
final class Watch {

    private static final Logger LOG = System.getLogger(Watch.class.getName());
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final long RUNNING = 1;
    private static final long STOPPED = 2;
    /** What the number grows by with each execution. */
    private static final long NEXT = 4;

    /** How long an execution that has left the context waits for the context to be closed. */
    private static final long CLOSE_SECONDS = 10;

    private final Context context;
    private final AtomicLong state = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    // All are written before the state says that an execution runs, and read after that.
    private LongSupplier clock = System::nanoTime;
    private long deadline;
    private long thread;
    /** What the thread's counter may say; lowered by the thread where it has taken memory that the counter does not know of. */
    private final AtomicLong mostAllocated = new AtomicLong();
    /** Whether the context of an execution that was stopped is being closed; the supervisor's alone. */
    private boolean closing;

    private volatile boolean retired;

    Watch(Context context) {
        this.context = context;
    }

    /** An execution begins on this thread. */
    void begin(Budget budget) {
        thread = Thread.currentThread().getId();
        clock = budget.clock();
        deadline = budget.deadline();
        mostAllocated.setRelease(budget.mostAllocated());
        state.setRelease((state.getPlain() & -NEXT) + NEXT + RUNNING);
    }

    /** The execution is over; returns whether it was not stopped before. */
    boolean end() {
        long running = state.getPlain();
        return (running & STOPPED) == 0 && state.compareAndSet(running, running & -NEXT);
    }

    /**
     * Waits until nobody will interrupt this thread any more because of the execution that was stopped, or until it has
     * waited long enough.
     */
    void awaitClosed() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        while (true) {
            try {
                if (!closed.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOG.log(Level.WARNING, "a context in which a unit was stopped takes long to close");
                }
                Thread.interrupted();
                return;
            } catch (InterruptedException e) {
                // It is meant for the code that was stopped, and there may be several.
                LOG.log(Level.DEBUG, "interrupted while a context is being closed", e);
            }
        }
    }

    /** Whether the execution was stopped. */
    boolean stopped() {
        return (state.get() & STOPPED) != 0;
    }

    /** No execution begins any more. */
    void retire() {
        retired = true;
    }

    boolean retired() {
        return retired;
    }

    /** Memory was charged to the execution that runs; to be called by its thread. */
    void charged(Budget budget) {
        mostAllocated.setRelease(budget.mostAllocated());
    }

    /** Stops the execution that runs where it has used up what it may; returns whether one runs. */
    boolean look() {
        long seen = state.get();
        if ((seen & RUNNING) == 0) {
            return false;
        }
        boolean over = (seen & STOPPED) != 0
                || clock.getAsLong() - deadline >= 0
                || THREADS.getThreadAllocatedBytes(thread) > mostAllocated.get();
        if (over) {
            stop(seen);
        }
        return true;
    }

    /** Stops the execution that runs, if one does. To be called by the thread that looks. */
    void stop() {
        long seen = state.get();
        if ((seen & RUNNING) != 0) {
            stop(seen);
        }
    }

    /** Stops the execution that was seen to run, unless it has ended meanwhile: another may run by now. */
    private void stop(long seen) {
        boolean stopped = (seen & STOPPED) != 0 || state.compareAndSet(seen, seen | STOPPED);
        if (stopped && !closing) {
            Stopper.stop(this::close);
            closing = true;
            retired = true;
        }
    }

    private void close() {
        try {
            context.close(true);
        } finally {
            closed.countDown();
        }
    }
}
