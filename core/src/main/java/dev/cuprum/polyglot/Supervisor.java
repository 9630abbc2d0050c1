package dev.cuprum.polyglot;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops executions that have used up their time or memory, about a millisecond after they have: code of GraalVM cannot be
 * made to look at a budget, so somebody else has to. What may be used is copied when an execution begins, as a budget is
 * its thread's alone.
 *
 * <p>While nothing runs it sleeps without a clock; the first execution after that wakes it. Between "nothing runs, going
 * to sleep" and "an execution begins" lies a race: the supervisor says that it sleeps before it looks for the last
 * time, and an execution begins before it looks whether the supervisor sleeps, so at least one of the two sees the other.
 */
final class Supervisor implements AutoCloseable {

    private static final long TICK_NANOS = 1_000_000;
    /** So many ticks without an execution, and it goes to sleep. */
    private static final int IDLE_TICKS = 200;

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

    /** To be called after an execution has begun. */
    void wake() {
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
                continue;
            }
            asleep = true;
            if (!look()) {
                while (asleep && !closed) {
                    LockSupport.park(this);
                }
            }
            asleep = false;
            idle = 0;
        }
    }

    /** Looks at all executions; returns whether there are any. */
    private boolean look() {
        boolean any = false;
        watches.removeIf(Watch::retired);
        for (Watch watch : watches) {
            any |= watch.look();
        }
        return any;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
