package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.message;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.Release;
import dev.cuprum.store.ReleasePendingException;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.unit.UnitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes while a release waits for its instant. */
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
        return node(server.address());
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

    @Test
    void whatWasPassedOverRunsUntilThenOnANodeThatWasCutOff() {
        try (TcpProxy proxy = TcpProxy.before(server);
                RedisUnitStore one = node().build();
                RedisUnitStore far = node(proxy.address()).build()) {
            Snapshot first = one.publish(Release.put(unit("a", "x")));
            awaitSnapshot(far, first);
            List<Snapshot> shown = watched(far);
            proxy.cut();
            Snapshot passedOver = one.publish(Release.put(unit("b", "x")));
            Snapshot waits = one.publish(waiting("c"));
            proxy.mend();

            awaitSnapshot(far, waits);

            awaitShown(shown, first, passedOver, waits);
            assertThat(shown(far)).containsExactly(passedOver, waits);
        }
    }

    @Test
    void whatWasBuiltUponRunsOnANodeWhoseClockIsBehind() {
        AtomicReference<Instant> behind = new AtomicReference<>(now.get());
        Snapshot built;
        try (RedisUnitStore one = node().build();
                RedisUnitStore two = node().clock(behind::get).folder(folder).build()) {
            Snapshot first = one.publish(Release.put(unit("a", "x")));
            awaitSnapshot(two, first);
            List<Snapshot> shown = watched(two);
            built = one.publish(waiting("b"));
            awaitSnapshot(two, built);
            now.set(later);
            behind.set(later.minusMillis(200));
            Snapshot waits = one.publish(Release.builder()
                    .put(unit("c", "x"))
                    .activateAt(later.plusSeconds(3600))
                    .build());

            awaitSnapshot(two, waits);

            awaitShown(shown, first, built, built.active(), waits);
            assertThat(shown(two)).containsExactly(built.active(), waits);
        }
        server.kill();
        try (RedisUnitStore two = node().clock(behind::get).folder(folder).build()) {
            assertThat(shown(two)).containsExactly(built.active());
        }
    }

    @Test
    void whenRedisIsEmptiedTheReleaseThatWaitsIsLostAndTheRestIsBuiltUpon() {
        try (RedisUnitStore one = node().build();
                RedisUnitStore two = node().build()) {
            Snapshot first = one.publish(Release.put(unit("a", "x")));
            Snapshot lost = one.publish(waiting("lost"));
            awaitSnapshot(two, lost);
            List<Snapshot> shown = watched(two);
            server.flush();
            awaitAlarms(one, Kind.EMPTIED);
            assertThat(message(one, Kind.EMPTIED)).contains("without generation 2, which is to run from " + later);

            Snapshot waits = one.publish(waiting("b"));

            assertThat(shown(one)).containsExactly(first, waits);
            assertThat(waits.units()).containsOnlyKeys(UnitId.of("a"), UnitId.of("b"));
            awaitShown(shown, first, lost, first, waits);
            try (RedisUnitStore late = node().build()) {
                assertThat(shown(late))
                        .hasSize(2)
                        .first()
                        .extracting(Snapshot::units)
                        .isEqualTo(first.units());
            }
        }
    }

    @Test
    void anUnreadableHeadDoesNotLockAnEdgeWhoseReleaseWaits() {
        try (RedisUnitStore one = node().build()) {
            one.publish(Release.put(unit("a", "x")));
            one.publish(waiting("lost"));
            server.command("SET", "{cuprum:default}:head", "x");
            awaitAlarms(one, Kind.TAMPERED);
            assertThat(message(one, Kind.TAMPERED)).contains("without generation 2");

            Snapshot next = one.publish(Release.put(unit("b", "x")));

            assertThat(next.generation()).isEqualTo(3);
            assertThat(next.units()).containsOnlyKeys(UnitId.of("a"), UnitId.of("b"));
            awaitAlarms(one);
        }
    }

    @Test
    void aReleaseThatWaitsIsNotJoined() {
        try (RedisUnitStore one = node().build()) {
            one.publish(Release.put(unit("a", "x")));
            server.flush();
            awaitAlarms(one, Kind.EMPTIED);
            try (RedisUnitStore stranger = node().build()) {
                stranger.publish(waiting("b"));
                awaitAlarms(one, Kind.REPLACED);

                assertThatExceptionOfType(ReleasePendingException.class)
                        .isThrownBy(() -> one.publish(Release.put(unit("c", "x"))))
                        .withMessageContaining("is to run from " + later)
                        .withMessageContaining("through a node that follows it");

                now.set(later);
                assertThat(one.publish(Release.put(unit("c", "x"))).units()).hasSize(3);
            }
        }
    }

    @Test
    void joinedIsWhatRuns() {
        try (RedisUnitStore one = node().build()) {
            one.publish(Release.put(unit("a", "x")));
            one.publish(waiting("lost"));
            server.flush();
            awaitAlarms(one, Kind.EMPTIED);
            try (RedisUnitStore stranger = node().build()) {
                stranger.publish(Release.put(unit("b", "x")));
                awaitAlarms(one, Kind.REPLACED);
                assertThat(message(one, Kind.REPLACED)).contains("without generation 2");

                Snapshot joined = one.publish(Release.put(unit("c", "x")));

                assertThat(joined.units()).containsOnlyKeys(UnitId.of("a"), UnitId.of("b"), UnitId.of("c"));
                awaitSnapshot(stranger, joined);
            }
        }
    }

    private RedisUnitStore.Builder node(String address) {
        return RedisUnitStore.builder(address).clock(now::get).poll(Duration.ofMillis(50));
    }

    private static List<Snapshot> watched(RedisUnitStore store) {
        List<Snapshot> shown = new CopyOnWriteArrayList<>();
        store.watch(shown::add);
        return shown;
    }

    private static void awaitShown(List<Snapshot> shown, Snapshot... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown).containsExactly(expected));
    }
}
