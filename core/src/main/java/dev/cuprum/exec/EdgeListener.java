package dev.cuprum.exec;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.Exchange;
import dev.cuprum.unit.ComputingUnit;

/**
 * Sees all that happens on an edge: how every execution ends, what units log, breakers that open and close, and the
 * catalogs. Called on the threads that do the work, several at once, so it must be quick and must not block; what it
 * throws is logged and has no other effect.
 */
public interface EdgeListener {

    /**
     * An execution has ended, or was not begun.
     *
     * @param unit the unit
     * @param exchange the request it was for
     * @param outcome how it ended
     * @param nanos how long it ran; 0 where it was skipped or rejected
     */
    default void ended(ComputingUnit unit, Exchange exchange, Outcome outcome, long nanos) {}

    /** A unit has logged something while it ran for a request. */
    default void logged(ComputingUnit unit, Exchange exchange, LogLevel level, String message) {}

    /**
     * A unit's breaker has changed.
     *
     * @param reason why, for people
     */
    default void breakerChanged(ComputingUnit unit, Breaker.State from, Breaker.State to, String reason) {}

    /**
     * A thread is stuck in a unit that cannot be stopped: the thread was given up, and the unit is switched off on this
     * node.
     *
     * @param unit the unit
     * @param stuck how many threads are stuck now, this one included
     * @param most at how many the node runs no such units any more
     */
    default void threadStuck(ComputingUnit unit, int stuck, int most) {}

    /**
     * A thread that was stuck has ended after all.
     *
     * @param unit the unit that it was stuck in, which stays switched off
     * @param stuck how many threads are still stuck
     */
    default void threadFreed(ComputingUnit unit, int stuck) {}

    /** A unit or a request was refused a thread for units that may be impossible to stop: too many wait for one. */
    default void threadRefused() {}

    /** A catalog has taken the place of another. */
    default void switched(Catalog from, Catalog to) {}
}
