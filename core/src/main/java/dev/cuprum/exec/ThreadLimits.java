package dev.cuprum.exec;

import java.time.Duration;

/**
 * How many threads there are for units that may be impossible to stop.
 *
 * @param threads how many run at most, 1 to 1,024
 * @param queue how many requests may wait for one; what comes after is refused, with 503
 * @param stuck at how many stuck threads no such unit runs on the node any more, 1 to 1,024
 * @param grace how long after its deadline an execution may end before its thread counts as stuck
 */
public record ThreadLimits(int threads, int queue, int stuck, Duration grace) {

    /** The most threads, and the most stuck ones, that can be allowed. */
    public static final int MOST = 1024;

    /** What holds where nothing else is said. */
    public static final ThreadLimits DEFAULT = new ThreadLimits(
            Math.max(16, 8 * Runtime.getRuntime().availableProcessors()), 1024, 8, Duration.ofSeconds(1));

    public ThreadLimits {
        if (threads < 1 || threads > MOST || stuck < 1 || stuck > MOST) {
            throw new IllegalArgumentException("threads, and stuck threads, are 1 to " + MOST);
        }
        if (queue < 1) {
            throw new IllegalArgumentException("one request at least may wait for a thread");
        }
        if (grace.isNegative() || grace.isZero()) {
            throw new IllegalArgumentException("a unit needs some time to end after its deadline");
        }
    }
}
