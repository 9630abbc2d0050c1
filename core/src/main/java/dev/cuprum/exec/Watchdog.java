package dev.cuprum.exec;

import dev.cuprum.engine.Budget;
import java.lang.ref.WeakReference;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Reminds running executions of their limits, about once a millisecond.
 *
 * <p>Each thread that runs units has one budget, which the watchdog knows by a weak reference, so that a thread that
 * ends takes its budget with it. While nothing runs the watchdog sleeps without a clock; the first execution after
 * that wakes it. Between "nothing runs, going to sleep" and "an execution begins" lies the one race: the watchdog says
 * that it sleeps before it looks for the last time, and a thread marks its budget as running before it looks whether
 * the watchdog sleeps, so at least one of the two sees the other.
 */
final class Watchdog implements AutoCloseable {

    private static final long TICK_NANOS = 1_000_000;
    /** So many ticks without an execution, and it goes to sleep. */
    private static final int IDLE_TICKS = 200;

    private final CopyOnWriteArrayList<WeakReference<Budget>> budgets = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Budget> own = ThreadLocal.withInitial(this::register);
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    Watchdog() {
        thread = new Thread(this::watch, "cuprum-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A budget for an execution on this thread that is about to start. Not one that is in use: an execution inside
     * another gets its own.
     */
    Budget budget() {
        Budget budget = own.get();
        return budget.running() ? register() : budget;
    }

    /** To be called once an execution has started. */
    void started() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    /** The thread that watches. */
    Thread thread() {
        return thread;
    }

    private Budget register() {
        Budget budget = new Budget();
        budgets.add(new WeakReference<>(budget));
        return budget;
    }

    private void watch() {
        int idle = 0;
        while (!closed) {
            idle = remind() ? 0 : idle + 1;
            if (idle < IDLE_TICKS) {
                LockSupport.parkNanos(this, TICK_NANOS);
                continue;
            }
            asleep = true;
            if (!remind()) {
                budgets.removeIf(reference -> reference.get() == null);
                while (asleep && !closed) {
                    LockSupport.park(this);
                }
            }
            asleep = false;
            idle = 0;
        }
    }

    /** Hints at the limits of all running executions; returns whether there are any. */
    private boolean remind() {
        boolean any = false;
        for (WeakReference<Budget> reference : budgets) {
            Budget budget = reference.get();
            if (budget != null && budget.running()) {
                budget.hint();
                any = true;
            }
        }
        return any;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
