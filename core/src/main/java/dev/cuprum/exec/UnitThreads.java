package dev.cuprum.exec;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of units that may be impossible to stop. A thread whose execution is still there a grace after its
 * deadline is stuck: it is given up, another takes its place, and its unit is switched off on this node. At too many
 * stuck threads no such unit runs any more. Safe for use by several threads.
 *
 * <p>As many threads work as there are processors, so that a request costs no more switches than it has to. The
 * watchdog looks at them each millisecond: for each that is still at the same task and waits, or has been at it for long,
 * one more may work, up to the limit. One that is at it for a short time may compute, or wait for a processor: for those
 * once as many more may work as there are processors, as each that does makes all others wait longer. A thread that works goes
 * on as long as there is something to do. What waits for a thread waits in one queue, whose length is limited.
 *
 * <p>A thread that finds nothing to do says that it rests and then looks once more; whoever brings a task puts it into
 * the queue and then looks whether a thread is needed. So one of the two sees the other.
 */
public final class UnitThreads implements AutoCloseable {

    /** Something to do on one of these threads. */
    public interface Task extends Runnable {

        /** There is no room for it: called in place of {@link #run}, on the thread that has brought it. */
        void refused();
    }

    private static final Logger LOG = System.getLogger(UnitThreads.class.getName());

    /** A thread that has had nothing to do for so long ends. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** A thread that is at the same task at so many looks is at it for long. */
    private static final int LONG = 20;

    /** How long to wait with the next thread where the machine has none left. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Of the threads of event loops. */
    private static final ThreadLocal<UnitBatch.Loop> LOOPS = ThreadLocal.withInitial(UnitBatch.Loop::new);

    private final ThreadLimits limits;
    private final EdgeListener listener;
    private final LongSupplier nanoTime;
    private final Watchdog watchdog;
    private final int processors;

    private final Queue<Task> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    // All of these are written under the lock.
    private final ArrayDeque<UnitThread> resting = new ArrayDeque<>();
    private int numbers;
    /** Before this moment no thread is started, as none could be a short time ago. */
    private long startsAgain = System.nanoTime();
    /** Those that are not given up. */
    private volatile List<UnitThread> threads = List.of();
    /** How many of them do not rest. */
    private final AtomicInteger active = new AtomicInteger();

    private final AtomicInteger stuck = new AtomicInteger();
    private volatile boolean closed;
    /** How many may work at the moment. Written by the watchdog alone. */
    private volatile int wanted;

    UnitThreads(ThreadLimits limits, EdgeListener listener, LongSupplier nanoTime, Watchdog watchdog) {
        this.limits = limits;
        this.listener = listener;
        this.nanoTime = nanoTime;
        this.watchdog = watchdog;
        processors = Math.min(limits.threads(), Runtime.getRuntime().availableProcessors());
        wanted = processors;
        watchdog.alsoLooksAt(this::look);
    }

    /** Whether the caller is on one of these threads, and that is not given up. */
    public boolean isCurrent() {
        return current() != null;
    }

    @Nullable
    UnitThread current() {
        return Thread.currentThread() instanceof UnitThread thread && thread.isOf(this) && !thread.abandoned()
                ? thread
                : null;
    }

    /**
     * A moment that has just been, by the clock that deadlines of executions are of.
     *
     * @param nanos the same by {@link System#nanoTime}
     */
    long at(long nanos) {
        return nanoTime == Budget.SYSTEM_CLOCK ? nanos : nanoTime.getAsLong();
    }

    /** How many threads are stuck. */
    public int stuck() {
        return stuck.get();
    }

    /** How long after its deadline an execution may end before its thread counts as stuck. */
    long graceNanos() {
        return limits.grace().toNanos();
    }

    /** How units end that need such a thread, where none of them runs any more. */
    Optional<Outcome> refusal() {
        int now = stuck.get();
        return now < limits.stuck()
                ? Optional.empty()
                : Optional.of(new Outcome.Rejected(
                        now + " threads of this node are stuck, and it runs no units any more that may be impossible to"
                                + " stop; restart it"));
    }

    /** Does something on one of these threads, as soon as one is free. */
    public void execute(Task task) {
        put(task);
        wakeForAll();
    }

    /**
     * Does something on one of these threads, when the calling thread has done all that is ready in this turn of its event loop.
     * Where these threads take all processors then, it waits until all of the turn's tasks are done, if they are soon: 5 ms at most.
     *
     * @param loop runs what it is given on the calling thread, after all that is ready in this turn
     */
    public void execute(Task task, Executor loop) {
        if (queued.get() >= limits.queue() / 2) {
            wakeForAll(); // The turn is long; nothing is to be refused while threads rest.
        }
        put(UnitBatch.member(task, this, LOOPS.get(), loop));
    }

    /** Puts a task into the queue; {@link #wakeForAll} is to follow. */
    void put(Task task) {
        if (closed || queued.incrementAndGet() > limits.queue()) {
            queued.decrementAndGet();
            listener.threadRefused();
            task.refused();
            return;
        }
        queue.add(task);
        if (closed) {
            refuseAll();
        }
    }

    /** Has threads begin with what was put, as many as are wanted. */
    void wakeForAll() {
        wakeWanted();
        watchdog.wake();
    }

    /**
     * To be called by a task that goes on with something else than units: what engines have left with the calling thread is taken
     * back, and nothing more is left with it until its next task. Does nothing on other threads.
     */
    public static void leaveToOthers() {
        if (Thread.currentThread() instanceof UnitThread thread) {
            thread.dismiss();
        }
    }

    /** Whether the threads that work take all processors. */
    boolean areBusy() {
        return active.get() >= processors;
    }

    private void refuseAll() {
        for (Task task = poll(); task != null; task = poll()) {
            task.refused();
        }
    }

    private @Nullable Task poll() {
        Task task = queue.poll();
        if (task != null) {
            queued.decrementAndGet();
        }
        return task;
    }

    /** Has one more thread work, if there is work for it; returns whether it does. */
    private boolean wake() {
        UnitThread thread;
        lock.lock();
        try {
            if (active.get() >= wanted || queue.isEmpty() || closed) {
                return false;
            }
            thread = resting.pollLast();
            if (thread == null) {
                thread = start();
                if (thread == null) {
                    return false;
                }
            } else {
                thread.resting(false);
            }
            active.incrementAndGet();
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(thread);
        return true;
    }

    /** Starts one more thread; null where this machine has none left. The watchdog tries again while there is work. */
    private @Nullable UnitThread start() {
        if (System.nanoTime() - startsAgain < 0) {
            return null;
        }
        UnitThread thread = new UnitThread(this, "cuprum-unit-" + (numbers + 1));
        List<UnitThread> more = new ArrayList<>(threads);
        more.add(thread);
        List<UnitThread> all = List.copyOf(more);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            startsAgain = System.nanoTime() + RETRY_NANOS;
            LOG.log(Level.ERROR, "no thread could be started for units, which is tried again: " + e.getMessage());
            return null;
        }
        numbers++;
        threads = all;
        return thread;
    }

    private void forget(UnitThread thread) {
        threads = threads.stream().filter(other -> other != thread).toList();
    }

    /** The next task of a thread, which waits for it; null where it is to end. */
    @Nullable
    Task next(UnitThread thread) {
        Task task = poll();
        if (task == null) {
            thread.dismiss();
            do {
                task = poll();
            } while (task == null && rest(thread));
        }
        return task;
    }

    /** Waits until there may be a task; returns false where the thread is to end. */
    private boolean rest(UnitThread thread) {
        lock.lock();
        try {
            active.decrementAndGet();
            if (closed) {
                forget(thread);
                return false;
            }
            thread.resting(true);
            resting.addLast(thread);
        } finally {
            lock.unlock();
        }
        if (!queue.isEmpty()) {
            wakeItself(thread);
            return true;
        }
        long since = System.nanoTime();
        while (thread.resting()) {
            LockSupport.parkNanos(this, REST_NANOS);
            if ((closed || System.nanoTime() - since >= REST_NANOS) && leaves(thread)) {
                return false;
            }
        }
        return true;
    }

    private void wakeItself(UnitThread thread) {
        lock.lock();
        try {
            if (thread.resting()) {
                resting.remove(thread);
                thread.resting(false);
                active.incrementAndGet();
            }
        } finally {
            lock.unlock();
        }
        watchdog.wake(); // Whoever has brought the task may do so only later.
    }

    private boolean leaves(UnitThread thread) {
        lock.lock();
        try {
            if (!thread.resting()) {
                return false;
            }
            resting.remove(thread);
            forget(thread);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the threads, on the watchdog's; returns whether there is something to look at soon. */
    private boolean look() {
        long now = nanoTime.getAsLong();
        boolean busy = false;
        int held = 0;
        int compute = 0;
        int longest = LONG * Math.max(1, active.get() / processors); // They share the processors.
        for (UnitThread thread : threads) {
            if (thread.resting()) {
                continue;
            }
            busy = true;
            OwnThreadExecution stuckIn = thread.abandon(now, graceNanos());
            if (stuckIn != null) {
                giveUp(thread, stuckIn);
            } else {
                int looks = thread.looks();
                if (looks >= longest || (looks > 0 && thread.waits())) {
                    held++;
                } else if (looks > 0) {
                    compute++;
                }
            }
        }
        wanted = wanted(limits.threads(), processors, held, compute);
        wakeWanted();
        return busy || !queue.isEmpty();
    }

    /**
     * How many threads may work.
     *
     * @param held how many wait, or are at the same task for long
     * @param compute how many are at the same task for a short time
     */
    static int wanted(int limit, int processors, int held, int compute) {
        return Math.min(limit, processors + held + Math.min(processors, compute));
    }

    /** Wakes no more threads than there are tasks: one that was woken takes its task a moment later. */
    private void wakeWanted() {
        for (int tasks = queued.get(); tasks > 0 && active.get() < wanted && wake(); tasks--) {
            // one more works
        }
    }

    private void giveUp(UnitThread thread, OwnThreadExecution execution) {
        int now;
        lock.lock();
        try {
            forget(thread);
            active.decrementAndGet();
            now = stuck.incrementAndGet();
        } finally {
            lock.unlock();
        }
        execution.takeAway();
        listener.threadStuck(execution.unit().unit(), now, limits.stuck());
        thread.countedAsStuck();
        execution.goOnWithout();
    }

    /** A thread that was given up ends, or has ended before it was counted as stuck. */
    void freed(OwnThreadExecution execution) {
        int now;
        lock.lock();
        try {
            now = stuck.decrementAndGet();
        } finally {
            lock.unlock();
        }
        listener.threadFreed(execution.unit().unit(), now);
    }

    /** Takes no more tasks, and lets the threads end with what they are at. */
    @Override
    public void close() {
        closed = true;
        refuseAll();
        threads.forEach(LockSupport::unpark);
    }
}
