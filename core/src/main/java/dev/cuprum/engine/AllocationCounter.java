package dev.cuprum.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a thread's counter of allocated bytes has said a moment ago. Reading it takes longer than much of what begins an
 * execution, so those that follow one another soon share a reading. Each thread has its own.
 */
final class AllocationCounter {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** How long a reading is good: until a thread can have allocated a small part of the least memory that a unit may have. */
    private static final long GOOD_NANOS = 20_000;

    private static final ThreadLocal<AllocationCounter> OWN = ThreadLocal.withInitial(AllocationCounter::new);

    private long bytes;
    private long readAt;

    private AllocationCounter() {
        // Before the counter, so that it is not taken for newer than it is.
        readAt = System.nanoTime();
        bytes = exact();
    }

    /**
     * What the counter of this thread says, or has said at most 20 µs ago.
     *
     * @param now this moment, in nanoseconds of {@link System#nanoTime}
     */
    static long about(long now) {
        AllocationCounter own = OWN.get();
        if (now - own.readAt >= GOOD_NANOS || now - own.readAt < 0) {
            own.bytes = THREADS.getCurrentThreadAllocatedBytes();
            own.readAt = now;
        }
        return own.bytes;
    }

    /** What it says. */
    static long exact() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
