package dev.cuprum.engine;

import com.sun.management.ThreadMXBean;
import dev.cuprum.engine.LimitExceededError.Limit;
import dev.cuprum.unit.Limits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the executions of one request may use, and the means to stop them. An engine calls {@link #poll} in every loop
 * and at every call that a unit can make, and {@link #reserve} before every allocation whose size a unit chooses.
 *
 * <p>The hard part is to stop a thread without making it look at the clock all the time, and without ever stopping the
 * wrong execution. So nobody stops a thread from outside: about once a millisecond a watchdog calls {@link #hint} on
 * the budgets of all running executions, which sets one flag; the next poll sees it, and the thread itself compares the
 * clock and its own allocation counter with its limits. A hint that arrives late, in the middle of the next execution,
 * costs one look at the clock and nothing else.
 *
 * <p>Belongs to one request, which starts it for one execution after another: compiled code may keep the budget it was
 * made with and be called by a later execution of the same request, on whatever thread. An execution that starts while
 * another runs is inside that one, which goes on with limits, depth and place as they were once the inner one has
 * stopped; the inner one's time and memory are the outer one's too. Used by one thread at a time; only {@link #hint}
 * may be called by others.
 *
 * <p>What an execution allocates is known to within what its thread allocates in 20 µs, as executions that follow one another
 * so soon begin with one reading of the thread's counter: a few hundred kilobytes at most.
 */
public final class Budget {

    /** From this size on, an allocation is checked before it is made. */
    private static final long LARGE_ALLOCATION = 64 * 1024;

    /** An execution is not asked what it allocated where it took no longer than this: it cannot be much. */
    private static final long BRIEF_NANOS = 50_000;

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

    /** The clock of executions: the system's. */
    public static final LongSupplier SYSTEM_CLOCK = System::nanoTime;

    /** What an execution knows of itself; kept here while another runs inside it. */
    private record Outer(
            @Nullable Outer outer,
            Limits limits,
            long deadline,
            boolean ownDeadline,
            long allocatedBefore,
            IntSupplier place,
            int depth,
            int deepest) {}

    private final LongSupplier nanoTime;
    private final RequestTotal total;
    private boolean running;
    private @Nullable Outer outer;

    private Limits limits = Limits.DEFAULT;
    private long deadline;
    /** Whether the deadline is the execution's, and not that of the whole request. */
    private boolean ownDeadline;
    /** When the outermost execution started. */
    private long started;

    private IntSupplier place = Budget::nowhere;

    /** This thread's counter when the outermost execution started, or when it came to this thread. */
    private long counterAtStart;
    /** What has been allocated since the outermost execution started, but not on this thread since then. */
    private long allocatedElsewhere;
    /** What had been allocated when this execution started within another. */
    private long allocatedBefore;

    /** How much stack calls have taken, in words. */
    private int depth;
    /** How much they may take. */
    private int deepest = Stack.WORDS;
    /** The same, or {@link #HINTED}: so that one comparison at a call sees both. Written by the watchdog too. */
    @SuppressWarnings("UnusedVariable") // Read by its handle.
    private int ceiling = Stack.WORDS;

    /** A budget that reads the system's clock, for executions that only have limits of their own. */
    public Budget() {
        this(SYSTEM_CLOCK);
    }

    /**
     * A budget for executions that only have limits of their own.
     *
     * @param nanoTime the clock, in nanoseconds of any origin
     */
    public Budget(LongSupplier nanoTime) {
        this(nanoTime, null);
    }

    private Budget(LongSupplier nanoTime, @Nullable Limits request) {
        this.nanoTime = nanoTime;
        this.total = new RequestTotal(request);
    }

    /**
     * A budget for one request.
     *
     * @param nanoTime the clock, in nanoseconds of any origin
     * @param total what all executions of the request may use together
     */
    public static Budget ofRequest(LongSupplier nanoTime, Limits total) {
        return new Budget(nanoTime, total);
    }

    /** Starts an execution now. */
    public void start(Limits limits) {
        start(limits, nanoTime.getAsLong());
    }

    /**
     * Starts an execution.
     *
     * @param limits what it may use
     * @param now the clock at this moment, in nanoseconds
     */
    public void start(Limits limits, long now) {
        start(limits, now, 0, 0);
    }

    /**
     * Starts an execution a part of which costs the request nothing, though it counts for the execution itself.
     *
     * @param limits what it may use
     * @param now the clock at this moment, in nanoseconds
     * @param freeNanos how much of its time does not count for the request
     * @param freeBytes how much of what it allocates does not count for the request
     */
    public void start(Limits limits, long now, long freeNanos, long freeBytes) {
        if (running) {
            outer = new Outer(outer, this.limits, deadline, ownDeadline, allocatedBefore, place, depth, deepest);
            allocatedBefore = allocated();
            place = Budget::nowhere;
            setDeadline(limits, now, now - started);
        } else {
            total.begin(freeNanos, freeBytes);
            started = now;
            counterAtStart = nanoTime == SYSTEM_CLOCK ? AllocationCounter.about(now) : AllocationCounter.exact();
            allocatedElsewhere = 0;
            allocatedBefore = 0;
            depth = 0;
            deepest(Stack.WORDS);
            running = true;
            setDeadline(limits, now, 0);
        }
        if (total.exhausted() != null) {
            hint();
        }
    }

    /** How an execution would end that started now; empty where the request has not used up its total. */
    public Optional<Outcome> exhaustion() {
        Limit exhausted = total.exhausted();
        return exhausted == null
                ? Optional.empty()
                : Optional.of(total.exceeded(exhausted, 0).outcome());
    }

    private void setDeadline(Limits limits, long now, long elapsed) {
        this.limits = limits;
        long wanted = limits.timeout().toNanos();
        long left = total.nanosLeft(wanted + elapsed) - elapsed;
        ownDeadline = left == wanted;
        deadline = now + left;
    }

    /**
     * Says who knows which line of the unit is being executed, for the message where it is stopped. Forgotten when the
     * execution stops.
     *
     * @param place called on the thread that is stopped; 0 where it does not know
     */
    public void place(IntSupplier place) {
        this.place = place;
    }

    /** Ends the execution now. */
    public void stop() {
        stop(nanoTime.getAsLong());
    }

    /**
     * Ends the execution: polls never throw from here on, except for the execution it was inside of, if any.
     *
     * @param now the clock at this moment, in nanoseconds
     */
    public void stop(long now) {
        if (outer != null) {
            resume(outer);
            return;
        }
        if (running) {
            long nanos = now - started;
            total.end(nanos, nanos > BRIEF_NANOS || allocatedElsewhere > 0 ? allocated() : 0);
        }
        running = false;
        place = Budget::nowhere;
    }

    private void resume(Outer execution) {
        outer = execution.outer;
        limits = execution.limits;
        deadline = execution.deadline;
        ownDeadline = execution.ownDeadline;
        allocatedBefore = execution.allocatedBefore;
        place = execution.place;
        depth = execution.depth;
        deepest(execution.deepest);
    }

    private static int nowhere() {
        return 0;
    }

    /** Whether an execution is running under this budget. */
    public boolean running() {
        return running;
    }

    /** Asks the thread to look at its limits at the next poll; for the watchdog, on any thread. */
    public void hint() {
        CEILING.setVolatile(this, HINTED);
    }

    private boolean hinted() {
        return (int) CEILING.getOpaque(this) < 0;
    }

    /**
     * Enters a call: a poll that also counts how deeply calls are nested. Where it throws, the call was not entered.
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
            throw new DepthExceededException(place.getAsInt());
        }
    }

    /**
     * How deeply calls may be nested, in words of stack: what a thread of this JVM has by default, {@code
     * -XX:ThreadStackSize}, without what is kept for the host and the libraries.
     */
    public int deepest() {
        return deepest;
    }

    /** Sets how deeply calls may be nested until the execution stops, as when they go on upon another stack. */
    public void deepest(int words) {
        deepest = words;
        if (!hinted()) {
            CEILING.setOpaque(this, words);
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

    /**
     * Counts memory that the execution has taken and that no thread's counter knows of, such as that of classes, and
     * ends the execution where it has used up its budget.
     *
     * @param bytes about how many bytes, from 0
     * @throws LimitExceededError where the budget is used up
     */
    public void charge(long bytes) {
        if (running) {
            allocatedElsewhere += bytes;
            examine(0);
        }
    }

    /** The moment at which the time is used up, in nanoseconds of the {@linkplain #clock clock}; the clock is not asked. */
    public long deadline() {
        return deadline;
    }

    /** The clock that deadlines are of, in nanoseconds of any origin. */
    public LongSupplier clock() {
        return nanoTime;
    }

    /** What is left of the time, in nanoseconds; zero or less where it is used up. */
    public long remainingNanos() {
        return deadline - nanoTime.getAsLong();
    }

    /**
     * What the thread's counter of allocated bytes ({@link ThreadMXBean#getThreadAllocatedBytes(long)}) says when the
     * memory is used up, unless memory is {@linkplain #charge charged} or another thread goes on; the counter is not
     * asked.
     */
    public long mostAllocated() {
        return total.bytesLeft(limits.memoryBytes() + allocatedBefore) - allocatedElsewhere + counterAtStart;
    }

    /**
     * Leaves this thread, for another to go on with the execution while this one waits: notes what has been allocated
     * here. The other one calls {@link #enterThread}; it is for the caller to order the two.
     */
    public void leaveThread() {
        if (running) {
            allocatedElsewhere = allocated();
        }
    }

    /** Goes on with the execution on this thread, after {@link #leaveThread} on another. */
    public void enterThread() {
        if (running) {
            counterAtStart = AllocationCounter.exact();
        }
    }

    /** How many bytes have been allocated since the outermost execution started. */
    public long allocated() {
        return allocatedElsewhere + AllocationCounter.exact() - counterAtStart;
    }

    private void examine(long wanted) {
        CEILING.setOpaque(this, deepest);
        if (!running) {
            return;
        }
        Limit exhausted = total.exhausted();
        if (exhausted != null) {
            throw exceeded(exhausted, false, "");
        }
        if (remainingNanos() <= 0) {
            throw exceeded(Limit.TIME, ownDeadline, limits.timeout().toMillis() + " ms");
        }
        long allocated = allocated();
        // The first comparison also keeps the sums within a long.
        boolean tooMuch = wanted > limits.memoryBytes() || allocated - allocatedBefore + wanted > limits.memoryBytes();
        if (tooMuch || !total.allows(allocated + wanted)) {
            throw exceeded(Limit.MEMORY, tooMuch, limits.memoryMb() + " MB memory");
        }
    }

    private LimitExceededError exceeded(Limit limit, boolean own, String amount) {
        // Stays due: whatever catches the error runs into it again at the next poll.
        hint();
        int line = place.getAsInt();
        return own ? new LimitExceededError(limit, amount + " budget used up", line) : total.exceeded(limit, line);
    }
}
