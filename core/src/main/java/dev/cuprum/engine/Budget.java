package dev.cuprum.engine;

import com.sun.management.ThreadMXBean;
import dev.cuprum.engine.LimitExceededError.Limit;
import dev.cuprum.unit.Limits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What one execution may use, and the means to stop it. An engine calls {@link #poll} in every loop and at every call
 * that a unit can make, and {@link #reserve} before every allocation whose size a unit chooses.
 *
 * <p>The hard part is to stop a thread without making it look at the clock all the time, and without ever stopping the
 * wrong execution. So nobody stops a thread from outside: about once a millisecond a watchdog calls {@link #hint} on
 * the budgets of all running executions, which sets one flag; the next poll sees it, and the thread itself compares the
 * clock and its own allocation counter with its limits. A hint that arrives late, in the middle of the next execution,
 * costs one look at the clock and nothing else.
 *
 * <p>Belongs to one thread, which reuses it for one execution after another; only {@link #hint} and {@link #running}
 * may be called by others.
 */
public final class Budget {

    /** From this size on, an allocation is checked before it is made. */
    private static final long LARGE_ALLOCATION = 64 * 1024;

    private static final VarHandle CEILING;

    static {
        try {
            CEILING = MethodHandles.lookup().findVarHandle(Budget.class, "ceiling", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Below any depth: the next poll examines. */
    private static final int HINTED = -1;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final LongSupplier nanoTime;
    private Limits limits = Limits.DEFAULT;
    private long deadline;
    private long allocatedAtStart;
    private long allocatedElsewhere;
    private volatile boolean running;
    private IntSupplier place = () -> 0;

    /** How much stack calls have taken, in words. */
    private int depth;
    /** How much they may take. */
    private int deepest = Stack.WORDS;
    /** The same, or {@link #HINTED}: so that one comparison at a call sees both. Written by the watchdog too. */
    @SuppressWarnings("UnusedVariable") // Read by its handle.
    private int ceiling = Stack.WORDS;

    /** A budget that reads the system's clock. */
    public Budget() {
        this(System::nanoTime);
    }

    /**
     * @param nanoTime the clock, in nanoseconds of any origin
     */
    public Budget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Starts an execution.
     *
     * @param limits what it may use
     * @param now the clock at this moment, in nanoseconds
     */
    public void start(Limits limits, long now) {
        this.limits = limits;
        this.deadline = now + limits.timeout().toNanos();
        this.allocatedAtStart = -1;
        this.depth = 0;
        this.deepest = Stack.WORDS;
        this.allocatedElsewhere = 0;
        this.running = true;
        if ((int) CEILING.getOpaque(this) >= 0) {
            CEILING.setOpaque(this, deepest);
        }
    }

    /**
     * Says who knows which line of the unit is being executed, for the message where it is stopped.
     *
     * @param place called on the thread that is stopped; 0 where it does not know
     */
    public void place(IntSupplier place) {
        this.place = place;
    }

    /** Starts an execution now. */
    public void start(Limits limits) {
        start(limits, nanoTime.getAsLong());
    }

    /** Ends the execution: polls never throw from here on. */
    public void stop() {
        running = false;
    }

    /** Whether an execution is running under this budget; for the watchdog. */
    public boolean running() {
        return running;
    }

    /** Asks the thread to look at its limits at the next poll; for the watchdog. */
    public void hint() {
        CEILING.setVolatile(this, HINTED);
    }

    private boolean hinted() {
        return (int) CEILING.getOpaque(this) < 0;
    }

    /**
     * Enters a call: a poll that also counts how deeply calls are nested.
     *
     * @param words about how much stack the call takes, in words of 8 bytes, from 0
     * @return the depth before, for {@link #leave}
     * @throws LimitExceededError where the budget is used up
     * @throws DepthExceededException where calls are nested too deeply
     */
    public int enter(int words) {
        int before = depth;
        int after = before + words;
        if (after > (int) CEILING.getOpaque(this)) {
            examineDepth(after);
        }
        depth = after;
        return before;
    }

    /**
     * A poll at a call whose caller keeps the depth itself.
     *
     * @param words the depth within the call
     * @throws LimitExceededError where the budget is used up
     * @throws DepthExceededException where calls are nested too deeply
     */
    public void check(int words) {
        if (words > (int) CEILING.getOpaque(this)) {
            examineDepth(words);
        }
    }

    /** Leaves a call, or all calls down to a depth where they have been left by an exception. */
    public void leave(int before) {
        depth = before;
    }

    /** How deeply calls are nested, in words of stack. */
    public int depth() {
        return depth;
    }

    private void examineDepth(int after) {
        poll();
        if (after > deepest) {
            throw new DepthExceededException();
        }
    }

    /**
     * Ends the execution where it has used up its budget; costs one read of a flag otherwise.
     *
     * @throws LimitExceededError where the budget is used up
     */
    public void poll() {
        if (hinted()) {
            examine(0);
        }
    }

    /**
     * Ends the execution where an allocation of that size would exceed its budget. To be called before the
     * allocation is made.
     *
     * @param bytes about how many bytes; any size, also more than a JVM could allocate
     * @throws LimitExceededError where the budget is used up, or would be
     */
    public void reserve(long bytes) {
        if (bytes >= LARGE_ALLOCATION || hinted()) {
            examine(bytes);
        }
    }

    /** What is left of the time, in nanoseconds; zero or less where it is used up. */
    public long remainingNanos() {
        return deadline - nanoTime.getAsLong();
    }

    /**
     * Leaves this thread, for another to go on with the execution while this one waits: notes what has been allocated
     * here. The other one calls {@link #enterThread}; it is for the caller to order the two.
     */
    public void leaveThread() {
        if (allocatedAtStart >= 0) {
            allocatedElsewhere += THREADS.getCurrentThreadAllocatedBytes() - allocatedAtStart;
        }
    }

    /** Goes on with the execution on this thread, after {@link #leaveThread} on another. */
    public void enterThread() {
        if (allocatedAtStart >= 0) {
            allocatedAtStart = THREADS.getCurrentThreadAllocatedBytes();
        }
    }

    /** How deeply calls may be nested, in words of stack. */
    public int deepest() {
        return deepest;
    }

    /** Sets how deeply calls may be nested, as when they go on upon a stack of another size. */
    public void deepest(int words) {
        deepest = words;
        if (!hinted()) {
            CEILING.setOpaque(this, words);
        }
    }

    private void examine(long wanted) {
        CEILING.setOpaque(this, deepest);
        if (!running) {
            return;
        }
        if (remainingNanos() <= 0) {
            // Stays due: whatever catches the error runs into it again at the next poll.
            hint();
            throw new LimitExceededError(
                    Limit.TIME, limits.timeout().toMillis() + " ms budget used up", place.getAsInt());
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        if (allocatedAtStart < 0) {
            allocatedAtStart = allocated;
        }
        if (wanted > limits.memoryBytes()
                || allocatedElsewhere + allocated - allocatedAtStart + wanted > limits.memoryBytes()) {
            hint();
            throw new LimitExceededError(
                    Limit.MEMORY, limits.memoryMb() + " MB memory budget used up", place.getAsInt());
        }
    }
}
