package dev.cuprum.undertow.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.Edge;
import dev.cuprum.engine.LambdaEngine;
import dev.cuprum.store.HistoryEntry;
import dev.cuprum.store.MemoryUnitStore;
import dev.cuprum.store.NodeStatus;
import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.UnitStore;
import dev.cuprum.undertow.control.ControlServer.Reply;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A control plane while an alarm stands: the store has other units than the node is shown. */
final class AlarmedStoreTest {

    private static final String UNIT = "{\"phase\":\"rewrite\",\"code\":\"x\"}";

    /** A store that is built upon, and does not show what it has. */
    private static final class Alarmed implements UnitStore {

        private final MemoryUnitStore behind = new MemoryUnitStore();
        private Snapshot shown = Snapshot.EMPTY;

        @Override
        public Snapshot load() {
            return shown;
        }

        @Override
        public Snapshot publish(Release release) {
            return behind.publish(release);
        }

        @Override
        public Snapshot rollback(long generation, String author, String comment) {
            return behind.rollback(generation, author, comment);
        }

        @Override
        public List<HistoryEntry> history() {
            return behind.history();
        }

        @Override
        public Subscription watch(Consumer<Snapshot> watcher) {
            watcher.accept(shown);
            return () -> {};
        }

        @Override
        public List<NodeStatus> nodes() {
            throw new IllegalStateException("nobody knows");
        }
    }

    private final Alarmed store = new Alarmed();
    private final ControlServer server = new ControlServer(
            Edge.builder().engine(new LambdaEngine()).store(store).build());

    @AfterEach
    void stop() {
        server.close();
    }

    private void publishBehind(String id) {
        store.behind.publish(Release.put(ComputingUnit.of(id, Phase.REWRITE, "x")));
    }

    @Test
    void aUnitThatIsThereUnseenIsReplaced() {
        publishBehind("a");

        Reply replaced = server.put("a", UNIT);
        Reply created = server.put("b", UNIT);

        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.json().path("generation").asLong()).isEqualTo(2);
        assertThat(created.status()).isEqualTo(201);
    }

    @Test
    void aUnitThatIsGoneUnseenIsCreatedAndCannotBeDeleted() {
        publishBehind("a");
        store.shown = store.behind.load();
        store.behind.publish(Release.delete(UnitId.of("a")));

        assertThat(server.call("DELETE", "/api/units/a", "").status()).isEqualTo(404);
        assertThat(server.put("a", UNIT).status()).isEqualTo(201);
        assertThat(server.put("a", UNIT, "If-Match", "\"a.1\"").status()).isEqualTo(412);
    }

    @Test
    void aReleaseIsPublishedThoughTheNodesCannotBeRead() {
        Reply reply = server.put("a?wait=2s", UNIT);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().at("/nodes/problem").asText()).contains("the nodes cannot be read");
        assertThat(store.behind.load().generation()).isEqualTo(1);
    }
}
