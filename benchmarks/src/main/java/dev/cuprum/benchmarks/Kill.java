package dev.cuprum.benchmarks;

import dev.cuprum.engine.Outcome;

/**
 * How a hostile unit was stopped.
 *
 * @param outcome how its execution ended
 * @param lateNanos how long it ran past its deadline; less than zero where something else stopped it before
 * @param overshoot how many bytes its thread allocated beyond the limit; less than zero where it stayed below
 */
record Kill(Outcome outcome, long lateNanos, long overshoot) {

    /** Whether it was stopped because its time was up. */
    boolean timedOut() {
        return outcome instanceof Outcome.TimedOut;
    }

    /** Whether it was stopped because of what it allocated. */
    boolean outOfMemory() {
        return outcome instanceof Outcome.Failed failed && failed.message().contains("memory budget");
    }

    /** The outcome, where it was neither; a unit that ends by itself is not hostile. */
    String other() {
        if (timedOut() || outOfMemory()) {
            return "";
        }
        return outcome instanceof Outcome.Failed failed ? failed.message() : outcome.kind();
    }
}
