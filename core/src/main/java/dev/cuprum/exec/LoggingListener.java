package dev.cuprum.exec;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.CompileFailure;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.Exchange;
import dev.cuprum.unit.ComputingUnit;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;

/**
 * Writes what people should know of an edge to the system's log: catalogs to the logger {@code dev.cuprum.edge}, and,
 * unless the host has a log of its own for units, their breakers and stuck threads there too, and what they say and how they fail to
 * {@code dev.cuprum.unit}. An ordinary end of a unit is not logged at all.
 */
public final class LoggingListener implements EdgeListener {

    private static final Logger LOG = System.getLogger("dev.cuprum.edge");
    private static final Logger UNITS = System.getLogger("dev.cuprum.unit");

    private final boolean units;

    /** Writes all of it. */
    public LoggingListener() {
        this(true);
    }

    /** @param units whether what units say, how they fail, and what their breakers do is written too */
    public LoggingListener(boolean units) {
        this.units = units;
    }

    @Override
    public void ended(ComputingUnit unit, Exchange exchange, Outcome outcome, long nanos) {
        if (!units) {
            return;
        }
        if (outcome instanceof Outcome.Failed failed) {
            UNITS.log(Level.ERROR, "{0}: {1}", name(unit), failed.message());
        } else if (outcome instanceof Outcome.TimedOut timedOut) {
            UNITS.log(Level.ERROR, "{0}: {1}", name(unit), timedOut.message());
        } else if (outcome instanceof Outcome.Rejected rejected) {
            UNITS.log(Level.DEBUG, "{0}: not run: {1}", name(unit), rejected.reason());
        }
    }

    @Override
    public void logged(ComputingUnit unit, Exchange exchange, LogLevel level, String message) {
        Level at = systemLevel(level);
        if (units && UNITS.isLoggable(at)) {
            UNITS.log(at, "[{0}] {1}: {2}", level.wireName(), name(unit), message);
        }
    }

    @Override
    public void breakerChanged(ComputingUnit unit, Breaker.State from, Breaker.State to, String reason) {
        if (!units) {
            return;
        }
        Level level = to == Breaker.State.OPEN ? Level.ERROR : Level.WARNING;
        LOG.log(level, "{0}: breaker {1} -> {2}: {3}", name(unit), from.wireName(), to.wireName(), reason);
    }

    @Override
    public void threadStuck(ComputingUnit unit, int stuck, int most) {
        if (units) {
            LOG.log(Level.ERROR, StuckThread.found(unit, stuck, most));
        }
    }

    @Override
    public void threadFreed(ComputingUnit unit, int stuck) {
        if (units) {
            LOG.log(Level.WARNING, StuckThread.ended(unit, stuck));
        }
    }

    @Override
    public void switched(Catalog from, Catalog to) {
        Set<CompileFailure> known = Set.of();
        if (from != Catalog.EMPTY && from.generation() == to.generation()) {
            // Units of it turned out not to compile.
            known = Set.copyOf(from.failures());
        } else {
            LOG.log(Level.INFO, "generation {0} is live with {1} units", to.generation() + "", to.size() + "");
        }
        for (CompileFailure failure : to.failures()) {
            if (known.contains(failure)) {
                continue;
            }
            LOG.log(
                    Level.ERROR,
                    "unit ''{0}'' of generation {1} does not run here: {2}; {3}",
                    failure.id(),
                    to.generation() + "",
                    failure.message(),
                    failure.keptLastGood() ? "its last good version still does" : "there is no older version to run");
        }
    }

    private static String name(ComputingUnit unit) {
        return "unit '" + unit.id() + "' (" + unit.phase() + ")";
    }

    private static Level systemLevel(LogLevel level) {
        return switch (level) {
            case STDERR, EMERG, ALERT, CRIT, ERR -> Level.ERROR;
            case WARN -> Level.WARNING;
            case NOTICE, INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
        };
    }
}
