package dev.cuprum.engine;

import dev.cuprum.http.Exchange;
import dev.cuprum.state.SharedDictionaries;
import dev.cuprum.unit.ComputingUnit;

/**
 * One execution of a unit: on which exchange, under which budget. Used by one thread, and not after the execution has
 * ended.
 *
 * @param unit the unit
 * @param exchange the request and its response
 * @param budget what it may use
 * @param log where its log lines go
 * @param shared the dictionaries that all units of the node share
 * @param libraries the library units of the request's catalog
 */
public record Execution(
        ComputingUnit unit,
        Exchange exchange,
        Budget budget,
        UnitLog log,
        SharedDictionaries shared,
        LibraryUnits libraries) {

    /** An execution on a node without shared dictionaries and library units. */
    public Execution(ComputingUnit unit, Exchange exchange, Budget budget, UnitLog log) {
        this(unit, exchange, budget, log, SharedDictionaries.NONE, LibraryUnits.NONE);
    }

    /** Logs a message of the unit; what is longer than 2,048 characters is cut. */
    public void log(LogLevel level, String message) {
        log.log(unit, exchange, level, LogText.cut(message));
    }
}
