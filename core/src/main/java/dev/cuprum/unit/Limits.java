package dev.cuprum.unit;

import java.time.Duration;

/**
 * What one execution of a unit may use, or all executions of a request together.
 *
 * @param timeout wall-clock time, 1 ms to {@link #MAX_TIMEOUT} in whole milliseconds
 * @param memoryBytes what it may allocate, 1 MiB to {@link #MAX_MEMORY_BYTES} in whole MiB
 */
public record Limits(Duration timeout, long memoryBytes) {

    /** The longest timeout a unit may ask for. */
    public static final Duration MAX_TIMEOUT = Duration.ofSeconds(60);

    /** The most memory a unit may ask for: 1 GiB. */
    public static final long MAX_MEMORY_BYTES = 1L << 30;

    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);

    private static final int NANOS_IN_MILLI = 1_000_000;

    private static final long MIB = 1L << 20;

    /** What a unit gets that asks for nothing: 50 ms and 16 MiB. */
    public static final Limits DEFAULT = new Limits(Duration.ofMillis(50), 16 * MIB);

    /** What all executions of a request get together where nothing else is said: 500 ms and 64 MiB. */
    public static final Limits REQUEST_DEFAULT = new Limits(Duration.ofMillis(500), 64 * MIB);

    /**
     * @throws InvalidUnitException where one of the two is out of its range
     */
    public Limits {
        Problems problems = new Problems();
        if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            problems.add("timeoutMs", inMillis(timeout) + " is not between 1 and " + MAX_TIMEOUT.toMillis());
        }
        if (timeout.toNanosPart() % NANOS_IN_MILLI != 0) {
            problems.add("timeoutMs", timeout + " is no whole number of milliseconds");
        }
        if (memoryBytes < MIB || memoryBytes > MAX_MEMORY_BYTES) {
            problems.add("memoryMb", memoryBytes / MIB + " is not between 1 and " + MAX_MEMORY_BYTES / MIB);
        }
        if (memoryBytes % MIB != 0) {
            problems.add("memoryMb", memoryBytes + " bytes are no whole number of MiB");
        }
        problems.throwIfAny();
    }

    /** For people: a duration may be longer than a long can count in milliseconds. */
    private static String inMillis(Duration timeout) {
        return timeout.abs().compareTo(Duration.ofDays(1)) < 0 ? Long.toString(timeout.toMillis()) : timeout.toString();
    }

    /**
     * Limits in the units they are written in outside.
     *
     * @throws InvalidUnitException where one of the two is out of its range
     */
    public static Limits of(long timeoutMs, long memoryMb) {
        // Beyond a terabyte only the message would differ, and the product might not fit.
        long bounded = Math.max(-MIB, Math.min(MIB, memoryMb));
        return new Limits(Duration.ofMillis(timeoutMs), bounded * MIB);
    }

    /** The memory limit in MiB. */
    public long memoryMb() {
        return memoryBytes / MIB;
    }
}
