package dev.cuprum.exec;

import dev.cuprum.engine.EngineThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs units that may be impossible to stop.
 *
 * <p>Its state is one number: odd while an execution is on it, even between two, and two more after each, so that
 * whoever has found an execution too long ends that one and never the next. The thread and the one that gives it up
 * both change it by comparing; the one that comes second sees that it did.
 */
final class UnitThread extends Thread implements EngineThread {

    private static final Logger LOG = System.getLogger(UnitThread.class.getName());

    /** The size of its stack, in bytes: an interpreter of trees takes much for each call. Only what is used takes memory. */
    private static final long STACK = 16L << 20;

    private static final long ABANDONED = -1;

    private final UnitThreads pool;
    private final AtomicLong state = new AtomicLong();
    // Written before the state says that an execution is on it, and read after that.
    private @Nullable OwnThreadExecution execution;
    private long deadline;
    /** Whether one of the two has come that tell of the end of a thread that was given up. */
    private final AtomicBoolean oneOfTwo = new AtomicBoolean();

    private @Nullable Resident resident;
    private boolean takesResidents;
    private Watchdog.@Nullable Slot slot;
    /** Whether it waits for work. Written under the lock of the pool. */
    private volatile boolean resting;
    /** How many tasks it has begun. Written by itself alone. */
    private final AtomicLong begun = new AtomicLong();
    /** The same when it was last looked at; the watchdog's alone. */
    private long seen = -1;
    /** How many looks ago that task was new; the watchdog's alone. */
    private int looks;

    UnitThread(UnitThreads pool, String name) {
        super(null, null, name, STACK);
        this.pool = pool;
        setDaemon(true);
    }

    @Override
    public void run() {
        UnitThreads.Task task = pool.next(this);
        while (task != null) {
            begun.setRelease(begun.getPlain() + 1);
            takesResidents = true;
            perform(task);
            if (abandoned()) {
                over();
                dismiss();
                return;
            }
            task = pool.next(this);
        }
    }

    /** Its slot; to be called on this thread. */
    Watchdog.Slot slot(Watchdog watchdog) {
        Watchdog.Slot known = slot;
        if (known == null) {
            known = watchdog.slot();
            slot = known;
        }
        return known;
    }

    @Override
    public @Nullable Resident resident() {
        return resident;
    }

    @Override
    public void resident(@Nullable Resident left) {
        resident = left;
    }

    @Override
    public boolean takesResidents() {
        return takesResidents;
    }

    @Override
    public void takesResidents(boolean takes) {
        takesResidents = takes;
    }

    /** To be called on this thread, before it rests or ends, and before it does something else than units in a task. */
    void dismiss() {
        takesResidents = false;
        Resident left = resident;
        if (left == null) {
            return;
        }
        resident = null;
        try {
            left.dismissed();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "an engine failed to take back what it has left with a thread", e);
        }
    }

    private static void perform(UnitThreads.Task task) {
        try {
            task.run();
        } catch (AbandonedError e) {
            LOG.log(Level.DEBUG, "a thread that was given up has come back", e);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a task of units failed", e);
        }
    }

    /**
     * An execution begins on this thread.
     *
     * @param until the nanosecond at which it should have ended
     * @return whether it is not within another, which is looked after already
     */
    boolean begin(OwnThreadExecution what, long until) {
        long now = state.getPlain();
        if (isRunning(now)) {
            return false;
        }
        execution = what;
        deadline = until;
        state.setRelease(now + 1);
        return true;
    }

    /** An execution has ended on this thread; returns whether the thread is still wanted. */
    boolean end(boolean outermost) {
        long now = state.get();
        return outermost ? isRunning(now) && state.compareAndSet(now, now + 1) : now != ABANDONED;
    }

    /** The execution that is too long by a grace, if one is; the thread is given up then. */
    @Nullable
    OwnThreadExecution abandon(long now, long grace) {
        long found = state.get();
        if (!isRunning(found) || now - deadline <= grace) {
            return null;
        }
        return state.compareAndSet(found, ABANDONED) ? execution : null;
    }

    /** It is known to be stuck; to be called once, by the one that has given it up. */
    void countedAsStuck() {
        over();
    }

    /** Called by the thread, as it ends, and by the one that has counted it as stuck: the second one tells. */
    private void over() {
        OwnThreadExecution what = execution;
        if (what != null && oneOfTwo.getAndSet(true)) {
            pool.freed(what);
        }
    }

    private static boolean isRunning(long state) {
        return (state & 1) == 1 && state != ABANDONED;
    }

    boolean abandoned() {
        return state.get() == ABANDONED;
    }

    boolean isOf(UnitThreads threads) {
        return pool == threads;
    }

    boolean resting() {
        return resting;
    }

    void resting(boolean rests) {
        resting = rests;
    }

    /** How often this was asked before while it was at the task at which it is. */
    int looks() {
        long now = begun.get();
        looks = now == seen ? looks + 1 : 0;
        seen = now;
        return looks;
    }

    /** Whether it waits for something, as far as the JVM knows: it does not of what native code waits for. */
    boolean waits() {
        return getState() != State.RUNNABLE;
    }
}
