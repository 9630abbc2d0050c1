package dev.cuprum.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.Edge;
import dev.cuprum.catalog.Catalog;
import dev.cuprum.engine.LambdaEngine;
import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.store.StoreAlarm;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EdgeMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private EdgeMetrics metrics() {
        return new EdgeMetrics(registry);
    }

    private double executions(String unit, String outcome) {
        return registry.get("cuprum.unit.executions")
                .tags("unit", unit, "outcome", outcome)
                .functionCounter()
                .count();
    }

    @Test
    void executionsAreCountedByTheirEnds() {
        EdgeMetrics metrics = metrics();
        ComputingUnit unit = ComputingUnit.of("a", Phase.REWRITE, "x");
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        metrics.ended(unit, exchange, Outcome.Completed.INSTANCE, 3_000_000);
        metrics.ended(unit, exchange, Outcome.Completed.INSTANCE, 1_000_000);
        metrics.ended(unit, exchange, new Outcome.Exited(403), 2_000_000);
        metrics.ended(unit, exchange, new Outcome.TimedOut("late"), 50_000_000);
        metrics.ended(unit, exchange, new Outcome.Skipped("sampling"), 0);
        metrics.ended(unit, exchange, new Outcome.Rejected("open"), 0);

        assertThat(executions("a", "completed")).isEqualTo(2);
        assertThat(executions("a", "exited")).isEqualTo(1);
        assertThat(executions("a", "timed_out")).isEqualTo(1);
        assertThat(executions("a", "skipped")).isEqualTo(1);
        assertThat(executions("a", "rejected")).isEqualTo(1);
        assertThat(executions("a", "failed")).isZero();
        var time = registry.get("cuprum.unit.time").tag("unit", "a").functionTimer();
        assertThat(time.count()).isEqualTo(4);
        assertThat(time.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(56);
    }

    @Test
    void theGenerationAndItsUnitsAreShownAndUnitsThatAreGoneAreForgotten() {
        try (Edge edge =
                Edge.builder().engine(new LambdaEngine()).metrics(registry).build()) {
            edge.put(ComputingUnit.of("a", Phase.REWRITE, "x"), ComputingUnit.of("b", Phase.REWRITE, "x"));
            MemoryExchange exchange = MemoryExchange.of("GET", "/");
            Catalog catalog = edge.catalog();
            edge.runner()
                    .run(new RequestRun(catalog, catalog.select("localhost", "/", "GET"), exchange), Phase.REWRITE);

            assertThat(registry.get("cuprum.generation").gauge().value()).isEqualTo(1);
            assertThat(registry.get("cuprum.units").gauge().value()).isEqualTo(2);
            assertThat(executions("a", "completed")).isEqualTo(1);

            edge.remove(UnitId.of("a"));

            assertThat(registry.find("cuprum.unit.executions").tag("unit", "a").meters())
                    .isEmpty();
            assertThat(executions("b", "completed")).isEqualTo(1);
        }
    }

    @Test
    void alarmsStandAndAreCounted() {
        EdgeMetrics metrics = metrics();
        StoreAlarm alarm = new StoreAlarm(StoreAlarm.Kind.TAMPERED, "x", Instant.EPOCH);
        metrics.storeListener().raised(alarm);
        assertThat(standing("tampered")).isEqualTo(1);
        metrics.storeListener().cleared(alarm);
        metrics.storeListener().raised(alarm);
        metrics.storeListener().cleared(alarm);

        assertThat(standing("tampered")).isZero();
        assertThat(registry.get("cuprum.store.alarms.raised")
                        .tag("kind", "tampered")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(standing("lost")).isZero();
    }

    private double standing(String kind) {
        return registry.get("cuprum.store.alarms").tag("kind", kind).gauge().value();
    }
}
