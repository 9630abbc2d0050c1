package dev.cuprum.metrics;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.EdgeListener;
import dev.cuprum.http.Exchange;
import dev.cuprum.store.StoreListener;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.UnitId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens on an edge: executions of units with their outcomes and times, the generation that runs, units that
 * do not compile, and the alarms of the store. Safe for use by several threads; an execution costs a few dozen
 * nanoseconds.
 *
 * <pre>
 * cuprum.unit.executions{unit,phase,outcome}   counter
 * cuprum.unit.time{unit,phase}                 timer, of what was begun
 * cuprum.generation                            gauge
 * cuprum.units                                 gauge, of the units of this node
 * cuprum.units.failing                         gauge, of those that do not run as published
 * cuprum.threads.stuck                         gauge, of those in units that cannot be stopped
 * cuprum.threads.stuck.found                   counter, of the same
 * cuprum.threads.refused                       counter, of requests and units that found no such thread
 * cuprum.store.alarms{kind}                    gauge, 1 while the alarm stands
 * cuprum.store.alarms.raised{kind}             counter
 * </pre>
 */
public final class EdgeMetrics implements EdgeListener {

    private final MeterRegistry registry;
    private final StoreMeters store;
    private final Map<UnitId, UnitMeters> units = new ConcurrentHashMap<>();
    private final ThreadMeters threads;
    private volatile Catalog catalog = Catalog.EMPTY;

    /**
     * Counts for a registry.
     *
     * @param registry of one edge alone: the names say nothing of the edge
     */
    public EdgeMetrics(MeterRegistry registry) {
        this.registry = registry;
        store = new StoreMeters(registry);
        threads = new ThreadMeters(registry);
        Gauge.builder("cuprum.generation", this, metrics -> metrics.catalog.generation())
                .description("the generation whose units this node runs")
                .register(registry);
        Gauge.builder("cuprum.units", this, metrics -> metrics.catalog.size())
                .description("units of this node")
                .register(registry);
        Gauge.builder("cuprum.units.failing", this, metrics -> metrics.catalog
                        .failures()
                        .size())
                .description("units that do not run on this node as they were published")
                .register(registry);
    }

    /** What sees the alarms of the store. */
    public StoreListener storeListener() {
        return store;
    }

    @Override
    public void ended(ComputingUnit unit, Exchange exchange, Outcome outcome, long nanos) {
        UnitMeters meters = units.get(unit.id());
        if (meters == null || !meters.isOf(unit.phase())) {
            meters = units.compute(unit.id(), (id, present) -> metersOf(unit, present));
        }
        meters.count(outcome, nanos);
    }

    @Override
    public void threadStuck(ComputingUnit unit, int stuck, int most) {
        threads.stuck(stuck);
    }

    @Override
    public void threadFreed(ComputingUnit unit, int stuck) {
        threads.freed(stuck);
    }

    @Override
    public void threadRefused() {
        threads.refused();
    }

    private UnitMeters metersOf(ComputingUnit unit, @Nullable UnitMeters present) {
        if (present != null && present.isOf(unit.phase())) {
            return present;
        }
        if (present != null) {
            present.removeFrom(registry);
        }
        return UnitMeters.register(unit, registry);
    }

    /** Forgets the units that are not there any more. */
    @Override
    public void switched(Catalog from, Catalog to) {
        catalog = to;
        units.forEach((id, meters) -> {
            if (to.unit(id).isEmpty() && units.remove(id, meters)) {
                meters.removeFrom(registry);
            }
        });
    }
}
