package dev.cuprum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.catalog.CompileFailure;
import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.store.MemoryUnitStore;
import dev.cuprum.store.NodeReport;
import dev.cuprum.store.Release;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What engines leave for later. */
final class PreparationTest {

    private static final int MANY = 300;
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON.minusSeconds(60));
    private final MemoryUnitStore store = new MemoryUnitStore(now::get);
    private final LaterEngine engine = new LaterEngine();

    /** Leaves everything for later; of units whose code is {@code slow} not before {@link #go}, and {@code wrong} is none. */
    private static final class LaterEngine implements ScriptEngine {

        private final CountDownLatch go = new CountDownLatch(1);
        private final AtomicInteger warm = new AtomicInteger();

        @Override
        public String language() {
            return "lua";
        }

        @Override
        public String description() {
            return "of tests";
        }

        @Override
        public void warmUp() {
            warm.incrementAndGet();
            throw new IllegalStateException("an engine that does not keep to its contract");
        }

        @Override
        public CompiledUnit compile(ComputingUnit unit) {
            return new CompiledUnit() {
                private volatile boolean prepared;

                @Override
                public Outcome run(Execution execution) {
                    return Outcome.Completed.INSTANCE;
                }

                @Override
                public void prepare() throws CompilationException {
                    if (unit.code().equals("slow")) {
                        awaitUninterrupted(go);
                    }
                    if (unit.code().equals("wrong")) {
                        throw new CompilationException(3, "it is wrong");
                    }
                    prepared = true;
                }

                @Override
                public boolean isPrepared() {
                    return prepared;
                }
            };
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Edge edge() {
        return Edge.builder()
                .engine(engine)
                .store(store)
                .clock(now::get)
                .withoutSystemLog()
                .build();
    }

    private static Release many(String code, String last) {
        Release.Builder release = Release.builder();
        for (int i = 0; i < MANY; i++) {
            release.put(unit("u" + i, i == MANY - 1 ? last : code));
        }
        return release.build();
    }

    private static ComputingUnit unit(String id, String code) {
        return ComputingUnit.of(id, Phase.REWRITE, code);
    }

    private static boolean isPrepared(Edge edge, String id) {
        return edge.catalog().unit(UnitId.of(id)).orElseThrow().isPrepared();
    }

    @Test
    void fewNewUnitsArePreparedAtOnceThoughManyAreLeft() {
        store.publish(many("slow", "slow"));
        try (Edge edge = edge()) {
            edge.put(unit("new", "quick"));

            assertThat(isPrepared(edge, "new")).isTrue();
            assertThat(isPrepared(edge, "u0")).isFalse();

            engine.go.countDown();

            await().until(() -> edge.catalog().units().stream().allMatch(CatalogUnit::isPrepared));
        } finally {
            engine.go.countDown();
        }
    }

    @Test
    void aUnitThatTurnsOutToBeNoneIsTakenOutAndReported() {
        store.publish(many("quick", "wrong"));
        try (Edge edge = edge()) {
            CompileFailure failure =
                    new CompileFailure(UnitId.of("u" + (MANY - 1)), "code: line 3: it is wrong", false);

            await().until(() -> edge.catalog().size() == MANY - 1);
            assertThat(edge.catalog().failures()).containsExactly(failure);
            await().until(() -> edge.nodes()
                    .get(0)
                    .report()
                    .failures()
                    .equals(List.of(new NodeReport.Failure(failure.id(), failure.message(), false))));

            edge.put(unit("wrong", "wrong"));

            assertThat(edge.catalog().unit(UnitId.of("wrong"))).isEmpty();
        }
    }

    @Test
    void aUnitThatTurnsOutToBeNoneHasNoLastGoodVersionToBeKept() {
        try (Edge edge = edge()) {
            edge.put(unit("a", "quick"));
            edge.put(unit("a", "wrong"));

            assertThat(edge.catalog().unit(UnitId.of("a"))).isEmpty();
            assertThat(edge.catalog().failures())
                    .containsExactly(new CompileFailure(UnitId.of("a"), "code: line 3: it is wrong", false));
        }
    }

    @Test
    void whatWaitsForItsInstantIsTakenOutBeforeItRuns() {
        try (Edge edge = edge()) {
            edge.publish(Release.builder()
                    .put(unit("a", "quick"))
                    .put(unit("b", "wrong"))
                    .activateAt(NOON)
                    .build());

            assertThat(edge.nodes().get(0).report().failures())
                    .extracting(NodeReport.Failure::id)
                    .containsExactly(UnitId.of("b"));

            now.set(NOON);

            await().until(() -> edge.catalog().generation() == 1);
            assertThat(edge.catalog().units())
                    .extracting(unit -> unit.unit().id())
                    .containsExactly(UnitId.of("a"));
        }
    }

    @Test
    void unitsThatTurnOutToBeNoneOneAfterAnotherStayOut() {
        store.publish(many("quick", "wrong"));
        try (Edge edge = edge()) {
            await().until(() -> edge.catalog().failures().size() == 1);
            for (int i = 1; i <= 3; i++) {
                edge.put(unit("wrong" + i, "wrong"));
                edge.put(unit("right" + i, "quick"));

                assertThat(edge.catalog().failures()).hasSize(1 + i);
                assertThat(edge.catalog().size()).isEqualTo(MANY - 1 + i);
            }
        }
    }

    @Test
    void aUnitThatARequestFindsToBeNoneIsTakenOutToo() {
        store.publish(many("slow", "wrong"));
        try (Edge edge = edge()) {
            CatalogUnit wrong = edge.catalog().unit(UnitId.of("u" + (MANY - 1))).orElseThrow();
            wrong.ready();
            assertThat(wrong.failure()).isPresent();

            edge.put(unit("new", "quick"));

            assertThat(edge.catalog().unit(wrong.unit().id())).isEmpty();
            assertThat(edge.catalog().failures()).hasSize(1);
        } finally {
            engine.go.countDown();
        }
    }

    @Test
    void whatRunsIsTakenOutThoughAnotherReleaseWaits() {
        store.publish(many("slow", "wrong"));
        try (Edge edge = edge()) {
            edge.publish(
                    Release.builder().put(unit("a", "quick")).activateAt(NOON).build());
            engine.go.countDown();

            await().until(() -> edge.catalog().size() == MANY - 1);
            assertThat(edge.catalog().generation()).isEqualTo(1);
            assertThat(edge.catalog().failures()).hasSize(1);
        } finally {
            engine.go.countDown();
        }
    }

    @Test
    void unitsThatDoNotRunByThemselvesAreLookedAtToo() {
        Release.Builder release = Release.builder();
        for (int i = 0; i < MANY; i++) {
            release.put(unit("u" + i, i == 0 ? "wrong" : "quick").toBuilder()
                    .enabled(i != 0)
                    .build());
        }
        store.publish(release.build());
        try (Edge edge = edge()) {
            await().until(() -> edge.catalog().failures().size() == 1);
        }
    }

    @Test
    void theEnginesAreWarmedUpOnceWhetherThereAreManyUnitsOrNone() {
        try (Edge edge = edge()) {
            await().until(() -> engine.warm.get() == 1);
            edge.put(unit("a", "quick"));
            edge.publish(many("quick", "quick"));
            await().until(() -> edge.catalog().units().stream().allMatch(CatalogUnit::isPrepared));
        }
        assertThat(engine.warm).hasValue(1);
        try (Edge edge = edge()) {
            await().until(() -> edge.catalog().units().stream().allMatch(CatalogUnit::isPrepared));
        }
        assertThat(engine.warm).hasValue(2);
    }
}
