package dev.cuprum.catalog;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.Exchange;
import java.util.Optional;

/**
 * Stands before a unit: decides before each execution whether it may run now, and learns how it ended. Lives as long
 * as the unit stays unchanged, over all generations. Must be safe for use by several threads at once.
 */
public interface Guard {

    /**
     * Decides about one execution.
     *
     * @return empty where the unit may run; otherwise {@link Outcome.Skipped} or {@link Outcome.Rejected}
     */
    Optional<Outcome> refuse(Exchange exchange);

    /** Learns how an execution ended that was not refused. */
    void ended(Outcome outcome);

    /**
     * Refuses every execution from now on, for as long as the unit stays unchanged.
     *
     * @param reason why, for people
     */
    void switchOff(String reason);

    /** Why the unit is switched off, where it is. */
    Optional<String> switchedOff();

    /** What the guard does at the moment, for people: {@code closed}, {@code open}, {@code half_open}, {@code off}. */
    String state();
}
