package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that start while a release waits for its instant. */
final class WaitingReleaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final Instant later = now.get().plusSeconds(3600);
    private final RedisServer server = RedisServers.own();

    @AfterEach
    void stop() {
        server.close();
    }

    private RedisUnitStore.Builder node() {
        return RedisUnitStore.builder(server.address()).clock(now::get);
    }

    private static List<Snapshot> shown(RedisUnitStore store) {
        List<Snapshot> seen = new ArrayList<>();
        store.watch(seen::add).close();
        return seen;
    }

    private Release waiting(String id) {
        return Release.builder().put(unit(id, "waits")).activateAt(later).build();
    }

    @Test
    void aNewNodeRunsUntilThenWhatTheHistorySays() {
        try (RedisUnitStore one = node().build()) {
            Snapshot runs = one.publish(Release.put(unit("a", "x"), unit("b", "x")));
            Snapshot waits = one.publish(
                    Release.builder().put(unit("a", "y")).activateAt(later).build());

            try (RedisUnitStore two = node().build()) {
                assertThat(shown(two)).containsExactly(runs, waits);
            }
        }
    }

    @Test
    void ofAnEdgeWithoutUnitsThereIsNothingToRunUntilThen() {
        try (RedisUnitStore one = node().build()) {
            Snapshot waits = one.publish(waiting("a"));

            try (RedisUnitStore two = node().build()) {
                assertThat(shown(two)).containsExactly(Snapshot.EMPTY, waits);
            }
        }
    }

    @Test
    void aNodeThatStartsWithoutRedisRunsWhatRanBefore() throws IOException {
        Snapshot runs;
        try (RedisUnitStore one = node().folder(folder).build()) {
            one.publish(Release.put(unit("a", "x")));
            await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("units-default.jsonl")));
            runs = one.publish(Release.put(unit("a", "y"))); // The disk still rests after the one before.
            one.publish(waiting("b"));
        }
        server.kill();
        try (RedisUnitStore one = node().folder(folder).build()) {
            assertThat(shown(one)).containsExactly(runs);
        }
    }

    @Test
    void theFileHasItOnceItsInstantHasCome() {
        try (RedisUnitStore one = node().folder(folder).build()) {
            one.publish(Release.put(unit("a", "x")));
            Snapshot waits = one.publish(waiting("b"));
            now.set(later);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(folder.resolve("units-default.jsonl"))
                    .content()
                    .contains("waits"));
            assertThat(one.publish(Release.put(unit("c", "x"))).generation()).isEqualTo(waits.generation() + 1);
        }
    }

    @Test
    void whatRanBeforeARestartRunsAfterItWithAClockThatIsBehind() {
        Instant before = now.get();
        try (RedisUnitStore one = node().folder(folder).build()) {
            one.publish(Release.put(unit("a", "x")));
            one.publish(waiting("b"));
            now.set(later);
        }
        now.set(before);
        server.pause();
        try (RedisUnitStore one = node().folder(folder).build()) {
            assertRuns(one, 2);
            server.resume();
            awaitAlarms(one);
            assertRuns(one, 2);
            assertThat(one.publish(Release.put(unit("c", "x"))).units()).hasSize(3);
        }
    }

    private void assertRuns(RedisUnitStore store, long generation) {
        assertThat(shown(store)).hasSize(1).allMatch(snapshot -> !snapshot.isPending(now.get()));
        assertThat(store.load().generation()).isEqualTo(generation);
    }
}
