package dev.cuprum.exec;

import dev.cuprum.engine.Budget;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reminds running executions of their limits, about once a millisecond.
 *
 * <p>Each thread that runs units has one slot, in which the budget of the execution that is running on it lies. The
 * watchdog knows the slots by weak references, so that a thread that ends takes its slot with it. While nothing runs
 * the watchdog sleeps without a clock; the first execution after that wakes it. Between "nothing runs, going to sleep"
 * and "an execution begins" lies the one race: the watchdog says that it sleeps before it looks for the last time, and
 * a thread fills its slot before it looks whether the watchdog sleeps, so at least one of the two sees the other.
 */
final class Watchdog implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Watchdog.class.getName());

    private static final long TICK_NANOS = 1_000_000;
    /** So many ticks without an execution, and it goes to sleep. */
    private static final int IDLE_TICKS = 200;

    /** What is running on one thread. Written by that thread alone. */
    static final class Slot {
        /**
         * Filled as a volatile, for the race above, but on threads of units; taken out with no more than the order that readers
         * need.
         */
        private final AtomicReference<@Nullable Budget> budget = new AtomicReference<>();

        /** Puts in what is running now; returns what was there. */
        @Nullable
        Budget exchange(@Nullable Budget running) {
            Budget before = budget.getPlain();
            budget.setRelease(running);
            return before;
        }
    }

    private final CopyOnWriteArrayList<WeakReference<Slot>> slots = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Slot> own = ThreadLocal.withInitial(this::register);
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;
    private volatile BooleanSupplier alsoLooksAt = () -> false;

    Watchdog() {
        thread = new Thread(this::keepWatch, "cuprum-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Reminds a budget of its limits, from now until {@link #unwatch} on this thread.
     *
     * @return what was watched on this thread until now, where the execution is inside another
     */
    @Nullable
    Budget watch(Budget budget) {
        AtomicReference<@Nullable Budget> slot = own.get().budget;
        Budget before = slot.getPlain();
        slot.set(budget);
        wake();
        return before;
    }

    /**
     * The slot of the calling thread, for one that the watchdog looks at as long as it runs anything, so that the watchdog
     * cannot fall asleep: to be filled without the race, and what it costs to win it.
     */
    Slot slot() {
        return own.get();
    }

    /**
     * Has the watchdog look at something else too, each time it looks.
     *
     * @param look returns whether the watchdog is to look again soon
     */
    void alsoLooksAt(BooleanSupplier look) {
        alsoLooksAt = look;
    }

    /** Something has begun that is to be looked at. */
    void wake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    /** Goes back to what was watched before. */
    void unwatch(@Nullable Budget before) {
        own.get().budget.setRelease(before);
    }

    /** The thread that watches. */
    Thread thread() {
        return thread;
    }

    private Slot register() {
        Slot slot = new Slot();
        slots.add(new WeakReference<>(slot));
        return slot;
    }

    private void keepWatch() {
        int idle = 0;
        while (!closed) {
            idle = remind() ? 0 : idle + 1;
            if (idle < IDLE_TICKS) {
                LockSupport.parkNanos(this, TICK_NANOS);
                continue;
            }
            asleep = true;
            if (!remind()) {
                slots.removeIf(reference -> reference.get() == null);
                while (asleep && !closed) {
                    LockSupport.park(this);
                }
            }
            asleep = false;
            idle = 0;
        }
    }

    /** Hints at the limits of all running executions, and looks at the rest; returns whether there are any. */
    private boolean remind() {
        boolean any = look();
        for (WeakReference<Slot> reference : slots) {
            Slot slot = reference.get();
            Budget budget = slot == null ? null : slot.budget.get();
            if (budget != null) {
                budget.hint();
                any = true;
            }
        }
        return any;
    }

    private boolean look() {
        try {
            return alsoLooksAt.getAsBoolean();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the watchdog failed to look after the threads of units, and goes on", e);
            return true;
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
