package dev.cuprum.polyglot;

import com.sun.management.ThreadMXBean;
import dev.cuprum.engine.Budget;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.graalvm.polyglot.Context;

/**
 * What the supervisor knows of the executions in one context. One number says which execution runs and whether it is
 * stopped, so that nobody can stop another than the one he has looked at: whoever changes it first, wins. An execution
 * that was stopped takes its context with it, which is closed.
 */
final class Watch {

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

    /** Written before the state says that it runs. */
    private long deadline;

    private long thread;
    private long mostAllocated;
    private volatile boolean retired;

    Watch(Context context) {
        this.context = context;
    }

    /** An execution begins on this thread. */
    void begin(Budget budget) {
        thread = Thread.currentThread().getId();
        deadline = System.nanoTime() + budget.remainingNanos();
        mostAllocated = THREADS.getCurrentThreadAllocatedBytes() + budget.remainingBytes();
        state.set((state.getPlain() & -NEXT) + NEXT + RUNNING);
    }

    /** The execution is over; returns whether it was not stopped before. */
    boolean end() {
        long running = state.getPlain();
        return (running & STOPPED) == 0 && state.compareAndSet(running, running & -NEXT);
    }

    /**
     * Waits until nobody will interrupt this thread any more because of the execution that was stopped.
     *
     * @return whether that is so
     */
    boolean awaitClosed() {
        boolean interrupted = false;
        boolean done = false;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        for (long left = until - System.nanoTime(); left > 0 && !done; left = until - System.nanoTime()) {
            try {
                done = closed.await(left, TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                // It is meant for the code that was stopped.
                interrupted = true;
            }
        }
        if (interrupted || Thread.interrupted()) {
            Thread.interrupted();
        }
        return done;
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

    /** Stops the execution that runs where it has used up what it may; returns whether one runs. */
    boolean look() {
        long seen = state.get();
        if ((seen & RUNNING) == 0 || (seen & STOPPED) != 0) {
            return false;
        }
        boolean over = System.nanoTime() - deadline >= 0 || THREADS.getThreadAllocatedBytes(thread) > mostAllocated;
        if (over && state.compareAndSet(seen, seen | STOPPED)) {
            retired = true;
            Stopper.stop(this::close);
        }
        return true;
    }

    private void close() {
        try {
            context.close(true);
        } finally {
            closed.countDown();
        }
    }
}
