package dev.cuprum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.LambdaEngine;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.store.HistoryEntry;
import dev.cuprum.store.NodeReport;
import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.UnitStore;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An edge whose units come from elsewhere. */
final class EdgeFollowsStoreTest {

    /** A store that shows what it is told to. */
    private static class Shown implements UnitStore {

        private final List<Consumer<Snapshot>> watchers = new ArrayList<>();
        private Snapshot current = Snapshot.EMPTY;

        void show(Snapshot snapshot) {
            current = snapshot;
            watchers.forEach(watcher -> watcher.accept(snapshot));
        }

        @Override
        public Snapshot load() {
            return current;
        }

        @Override
        public Snapshot publish(Release release) {
            throw new AssertionError("nobody publishes through this store");
        }

        @Override
        public Snapshot rollback(long generation, String author, String comment) {
            throw new AssertionError("nobody publishes through this store");
        }

        @Override
        public List<HistoryEntry> history() {
            return List.of();
        }

        @Override
        public Subscription watch(Consumer<Snapshot> watcher) {
            watcher.accept(current);
            watchers.add(watcher);
            return () -> watchers.remove(watcher);
        }
    }

    private final Shown store = new Shown();
    private final LambdaEngine engine = new LambdaEngine();

    private static Snapshot snapshot(long generation, String... ids) {
        Release.Builder release = Release.builder();
        for (String id : ids) {
            release.put(ComputingUnit.of(id, Phase.REWRITE, "x"));
        }
        return Snapshot.EMPTY.with(release.build(), generation);
    }

    @Test
    void unitsThatChangedUnderTheSameGenerationAreFollowed() {
        try (Edge edge = Edge.builder().engine(engine).store(store).build()) {
            store.show(snapshot(1, "a"));
            store.show(snapshot(1, "b"));

            assertThat(edge.catalog().unit(UnitId.of("a"))).isEmpty();
            assertThat(edge.catalog().unit(UnitId.of("b"))).isPresent();
        }
    }

    @Test
    void aStoreThatWentBackIsFollowedAndNothingIsCompiledAgain() {
        try (Edge edge = Edge.builder().engine(engine).store(store).build()) {
            store.show(snapshot(7, "a", "b"));
            store.show(snapshot(5, "a"));
            store.show(snapshot(5, "a"));

            assertThat(edge.catalog().generation()).isEqualTo(5);
            assertThat(edge.catalog().unit(UnitId.of("b"))).isEmpty();
            assertThat(engine.compilations()).isEqualTo(2);
        }
    }

    @Test
    void anEdgeThatCannotBeBuiltFollowsNothing() {
        Shown deaf = new Shown() {
            @Override
            public void report(NodeReport report) {
                if (report.generation() == 7) {
                    throw new IllegalStateException("no reports");
                }
            }
        };
        deaf.current = new Snapshot(7, Map.of());

        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Edge.builder().engine(new LambdaEngine()).store(deaf).build())
                .withMessage("no reports");

        assertThat(deaf.watchers).isEmpty();
    }

    @Test
    void whatIsClosedAfterAFailureIsClosedToo() {
        AtomicInteger closed = new AtomicInteger();
        Edge edge = Edge.builder()
                .engine(new ScriptEngine() {
                    @Override
                    public String language() {
                        return "lua";
                    }

                    @Override
                    public String description() {
                        return "none";
                    }

                    @Override
                    public CompiledUnit compile(ComputingUnit unit) {
                        throw new AssertionError("there are no units");
                    }

                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                })
                .store(new Shown() {
                    @Override
                    public void close() {
                        throw new IllegalStateException("cannot be closed");
                    }
                })
                .build();

        assertThatIllegalStateException().isThrownBy(edge::close).withMessage("cannot be closed");

        assertThat(closed).hasValue(1);
    }
}
