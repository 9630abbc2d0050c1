package dev.cuprum.engine;

import dev.cuprum.unit.ComputingUnit;

/** Takes what units log. Must be safe for use by several threads at once, must not block, and must not throw. */
@FunctionalInterface
public interface UnitLog {

    /** Takes one message of a unit. */
    void log(ComputingUnit unit, LogLevel level, String message);
}
