package dev.cuprum.exec;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.UnitLog;
import dev.cuprum.http.Exchange;
import dev.cuprum.unit.ComputingUnit;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;

/** Several listeners as one, of which none can disturb the others or the request. Immutable. */
public final class Listeners implements EdgeListener, UnitLog {

    private static final Logger LOG = System.getLogger(Listeners.class.getName());

    private final EdgeListener[] listeners;

    /**
     * @param listeners called in this order
     */
    public Listeners(List<? extends EdgeListener> listeners) {
        this.listeners = listeners.toArray(new EdgeListener[0]);
    }

    @Override
    public void ended(ComputingUnit unit, Exchange exchange, Outcome outcome, long nanos) {
        for (EdgeListener listener : listeners) {
            try {
                listener.ended(unit, exchange, outcome, nanos);
            } catch (RuntimeException | Error e) {
                complain(listener, e);
            }
        }
    }

    @Override
    public void logged(ComputingUnit unit, Exchange exchange, LogLevel level, String message) {
        each(listener -> listener.logged(unit, exchange, level, message));
    }

    @Override
    public void log(ComputingUnit unit, Exchange exchange, LogLevel level, String message) {
        logged(unit, exchange, level, message);
    }

    @Override
    public void breakerChanged(ComputingUnit unit, Breaker.State from, Breaker.State to, String reason) {
        each(listener -> listener.breakerChanged(unit, from, to, reason));
    }

    @Override
    public void threadStuck(ComputingUnit unit, int stuck, int most) {
        each(listener -> listener.threadStuck(unit, stuck, most));
    }

    @Override
    public void threadFreed(ComputingUnit unit, int stuck) {
        each(listener -> listener.threadFreed(unit, stuck));
    }

    @Override
    public void threadRefused() {
        each(EdgeListener::threadRefused);
    }

    @Override
    public void switched(Catalog from, Catalog to) {
        each(listener -> listener.switched(from, to));
    }

    private void each(Consumer<EdgeListener> call) {
        for (EdgeListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException | Error e) {
                complain(listener, e);
            }
        }
    }

    private static void complain(EdgeListener listener, Throwable e) {
        LOG.log(Level.ERROR, "listener " + listener.getClass().getName() + " failed; the request goes on", e);
    }
}
