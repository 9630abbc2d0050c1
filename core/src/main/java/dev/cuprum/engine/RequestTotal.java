package dev.cuprum.engine;

import dev.cuprum.engine.LimitExceededError.Limit;
import dev.cuprum.unit.Limits;
import org.jspecify.annotations.Nullable;

/** What all executions of one request may use together, and have used. Used by one thread at a time. */
final class RequestTotal {

    private final @Nullable Limits limits;
    private final long mostNanos;
    private final long mostBytes;
    private long usedNanos;
    private long usedBytes;
    private long freeNanos;
    private long freeBytes;
    private @Nullable Limit exhausted;

    /**
     * @param limits null for none
     */
    RequestTotal(@Nullable Limits limits) {
        this.limits = limits;
        mostNanos = limits == null ? Long.MAX_VALUE : limits.timeout().toNanos();
        mostBytes = limits == null ? Long.MAX_VALUE : limits.memoryBytes();
    }

    /** An execution begins of which so much will not count. */
    void begin(long freeNanos, long freeBytes) {
        this.freeNanos = freeNanos;
        this.freeBytes = freeBytes;
    }

    /** An execution has ended that took so much. */
    void end(long nanos, long bytes) {
        usedNanos += Math.max(0, nanos - freeNanos);
        usedBytes += Math.max(0, bytes - freeBytes);
    }

    /** How long the execution that begins may run. */
    long nanosLeft(long wanted) {
        return limits == null ? wanted : Math.min(wanted, mostNanos - usedNanos + freeNanos);
    }

    /** How much of it the execution that runs may have allocated, in bytes. */
    long bytesLeft(long wanted) {
        return limits == null ? wanted : Math.min(wanted, mostBytes - usedBytes + freeBytes);
    }

    /** Whether the execution that runs may have allocated so much. */
    boolean allows(long bytes) {
        return limits == null || usedBytes + bytes - freeBytes <= mostBytes;
    }

    /** Which part of it is used up, if any is; it stays so. */
    @Nullable
    Limit exhausted() {
        if (exhausted == null && limits != null) {
            if (usedNanos >= mostNanos) {
                exhausted = Limit.TIME;
            } else if (usedBytes > mostBytes) {
                exhausted = Limit.MEMORY;
            }
        }
        return exhausted;
    }

    /** Notes that a part of it is used up, and says so. */
    LimitExceededError exceeded(Limit limit, int line) {
        exhausted = limit;
        Limits all = limits == null ? Limits.DEFAULT : limits;
        String amount = limit == Limit.TIME ? all.timeout().toMillis() + " ms" : all.memoryMb() + " MB memory";
        return new LimitExceededError(limit, amount + " budget of the request used up", line);
    }
}
