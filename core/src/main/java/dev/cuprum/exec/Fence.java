package dev.cuprum.exec;

import dev.cuprum.engine.LimitExceededError;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Stands between a unit's thread and a request, and can be closed by another thread. A change that is under way is
 * finished first; what comes after throws. So whoever has closed the fence has the request for itself.
 */
final class Fence {

    private static final int FREE = 0;
    private static final int CHANGING = 1;
    private static final int CLOSED = 2;

    /** A change takes microseconds; after this long something is broken, and the node is worth more than the request. */
    private static final long LONGEST_CHANGE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long PAUSE_NANOS = 20_000;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Fence.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int state;
    /** It was closed while a change was under way that takes too long, and that sets the state when it is finished. */
    private volatile boolean forced;

    /**
     * To be called before something is only read.
     *
     * @throws LimitExceededError where the fence is closed
     */
    void check() {
        if (closed()) {
            throw LimitExceededError.abandoned();
        }
    }

    /** Changes something, unless the fence is closed. */
    void change(Runnable change) {
        boolean outermost = enter();
        try {
            change.run();
        } finally {
            leave(outermost);
        }
    }

    /** Changes something and returns what came of it, unless the fence is closed. */
    <T> T changed(Supplier<T> change) {
        boolean outermost = enter();
        try {
            return change.get();
        } finally {
            leave(outermost);
        }
    }

    /** Only the unit's thread comes here, so a change that is under way is one that this is a part of. */
    private boolean enter() {
        boolean outermost = state != CHANGING && STATE.compareAndSet(this, FREE, CHANGING);
        if (closed()) {
            leave(outermost);
            throw LimitExceededError.abandoned();
        }
        return outermost;
    }

    private void leave(boolean outermost) {
        if (outermost) {
            STATE.setRelease(this, FREE);
        }
    }

    /** Lets nothing pass any more, once the change that is under way is finished. */
    void close() {
        long began = System.nanoTime();
        while (!STATE.compareAndSet(this, FREE, CLOSED)) {
            if (state == CLOSED) {
                return;
            }
            if (System.nanoTime() - began > LONGEST_CHANGE_NANOS) {
                forced = true;
                return;
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    boolean closed() {
        return state == CLOSED || forced;
    }
}
