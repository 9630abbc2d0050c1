package dev.cuprum.engine;

import dev.cuprum.http.Exchange;
import dev.cuprum.unit.ComputingUnit;

/** Takes what units log. Must be safe for use by several threads at once, must not block, and must not throw. */
@FunctionalInterface
public interface UnitLog {

    /** Takes one message that a unit has logged while it ran for a request. */
    void log(ComputingUnit unit, Exchange exchange, LogLevel level, String message);
}
