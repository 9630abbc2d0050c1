package dev.cuprum.unit;

import java.time.Duration;

/**
 * What one execution of a unit may use.
 *
 * @param timeout wall-clock time, 1 ms to {@link #MAX_TIMEOUT}
 * @param memoryBytes what it may allocate, 1 MiB to {@link #MAX_MEMORY_BYTES}
 */
public record Limits(Duration timeout, long memoryBytes) {

    /** The longest timeout a unit may ask for. */
    public static final Duration MAX_TIMEOUT = Duration.ofSeconds(60);

    /** The most memory a unit may ask for: 1 GiB. */
    public static final long MAX_MEMORY_BYTES = 1L << 30;

    private static final long MIB = 1L << 20;

    /** What a unit gets that asks for nothing: 50 ms and 16 MiB. */
    public static final Limits DEFAULT = new Limits(Duration.ofMillis(50), 16 * MIB);

    /**
     * @throws InvalidUnitException where one of the two is out of its range
     */
    public Limits {
        Problems problems = new Problems();
        problems.require(
                timeout.compareTo(Duration.ofMillis(1)) >= 0 && timeout.compareTo(MAX_TIMEOUT) <= 0,
                "timeoutMs",
                timeout.toMillis() + " is not between 1 and " + MAX_TIMEOUT.toMillis());
        problems.require(
                memoryBytes >= MIB && memoryBytes <= MAX_MEMORY_BYTES,
                "memoryMb",
                memoryBytes / MIB + " is not between 1 and " + MAX_MEMORY_BYTES / MIB);
        problems.throwIfAny();
    }

    /**
     * Limits in the units they are written in outside.
     *
     * @throws InvalidUnitException where one of the two is out of its range
     */
    public static Limits of(long timeoutMs, long memoryMb) {
        long bytes = memoryMb > Long.MAX_VALUE / MIB || memoryMb < Long.MIN_VALUE / MIB
                ? (memoryMb < 0 ? Long.MIN_VALUE : Long.MAX_VALUE)
                : memoryMb * MIB;
        return new Limits(Duration.ofMillis(timeoutMs), bytes);
    }

    /** The memory limit in MiB. */
    public long memoryMb() {
        return memoryBytes / MIB;
    }
}
