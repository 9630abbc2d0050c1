package dev.cuprum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cuprum.engine.LambdaEngine;
import dev.cuprum.engine.Outcome;
import dev.cuprum.store.MemoryUnitStore;
import dev.cuprum.store.NodeReport;
import dev.cuprum.store.Release;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Releases that wait for the instant from which they are to run. */
final class ActivationTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final UnitId A = UnitId.of("a");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON.minusSeconds(3600));
    private final LambdaEngine engine = new LambdaEngine();
    private final MemoryUnitStore store = new MemoryUnitStore(now::get);

    private Edge edge() {
        return Edge.builder().engine(engine).store(store).clock(now::get).build();
    }

    private static Release atNoon(String id) {
        return Release.builder()
                .put(ComputingUnit.of(id, Phase.REWRITE, "x"))
                .activateAt(NOON)
                .build();
    }

    private static NodeReport report(Edge edge) {
        return edge.nodes().get(0).report();
    }

    private static void awaitGeneration(Edge edge, long generation) {
        await().atMost(Duration.ofSeconds(30)).until(() -> edge.catalog().generation() == generation);
    }

    @Test
    void aReleaseIsCompiledAtOnceAndRunsFromItsInstantOn() {
        try (Edge edge = edge()) {
            edge.publish(atNoon("a"));

            assertThat(edge.catalog().generation()).isZero();
            assertThat(report(edge).prepared()).isEqualTo(1);
            assertThat(report(edge).generation()).isZero();
            int compilations = engine.compilations();

            now.set(NOON);

            awaitGeneration(edge, 1);
            assertThat(edge.catalog().unit(A)).isPresent();
            assertThat(engine.compilations()).isEqualTo(compilations);
            await().until(() -> report(edge).generation() == 1);
        }
    }

    @Test
    void aClockThatIsSetBackLetsItWaitLonger() {
        try (Edge edge = edge()) {
            edge.publish(atNoon("a"));
            now.set(NOON.minusSeconds(7200));
            now.set(NOON.plusSeconds(1));

            awaitGeneration(edge, 1);
        }
    }

    @Test
    void whatWasCancelledNeverRuns() {
        try (Edge edge = edge()) {
            edge.put(ComputingUnit.of("a", Phase.REWRITE, "x"));
            edge.publish(atNoon("b"));
            store.rollback(1, "", "");
            now.set(NOON.plusSeconds(1));
            edge.put(ComputingUnit.of("c", Phase.REWRITE, "x"));

            assertThat(edge.catalog().generation()).isEqualTo(4);
            assertThat(edge.catalog().unit(UnitId.of("b"))).isEmpty();
        }
    }

    @Test
    void aNodeThatStartsMeanwhileRunsWhatTheOthersRun() {
        try (Edge edge = edge()) {
            edge.put(ComputingUnit.of("a", Phase.REWRITE, "x"));
            edge.publish(atNoon("b"));

            try (Edge late = edge()) {
                assertThat(late.catalog().generation()).isEqualTo(1);
                assertThat(late.catalog().unit(A)).isPresent();
                now.set(NOON);
                awaitGeneration(late, 2);
                awaitGeneration(edge, 2);
            }
        }
    }

    @Test
    void whatRunsAtTheStartDoesNotRunBefore() {
        AtomicInteger runs = new AtomicInteger();
        engine.on("start", execution -> {
            runs.incrementAndGet();
            return Outcome.Completed.INSTANCE;
        });
        try (Edge edge = edge()) {
            edge.publish(Release.builder()
                    .put(ComputingUnit.of("a", Phase.INIT_WORKER, "start"))
                    .activateAt(NOON)
                    .build());
            assertThat(runs).hasValue(0);

            now.set(NOON);

            awaitGeneration(edge, 1);
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void anInstantFarAwayIsAMistake() {
        try (Edge edge = edge()) {
            for (Instant never : List.of(NOON.plus(Duration.ofDays(40)), Instant.MAX)) {
                Release release = Release.builder()
                        .put(ComputingUnit.of("a", Phase.REWRITE, "x"))
                        .activateAt(never)
                        .build();
                assertThatExceptionOfType(InvalidUnitException.class)
                        .isThrownBy(() -> edge.publish(release))
                        .withMessageContaining("more than 30 days from now");
            }
            assertThat(edge.store().load().generation()).isZero();
        }
    }

    @Test
    void aStoreThatShowsAnInstantBeyondAllClocksEndsNothing() {
        try (Edge edge = edge()) {
            store.publish(Release.builder()
                    .put(ComputingUnit.of("a", Phase.REWRITE, "x"))
                    .activateAt(Instant.MAX)
                    .build());
            store.rollback(1, "", "");
            edge.publish(atNoon("b"));
            now.set(NOON);

            awaitGeneration(edge, 3);
        }
    }
}
