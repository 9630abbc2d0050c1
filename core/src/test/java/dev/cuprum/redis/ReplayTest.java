package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.message;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.store.HistoryEntry;
import dev.cuprum.store.Release;
import dev.cuprum.store.SigningKey;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.TrustedKeys;
import dev.cuprum.store.UnknownGenerationException;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Somebody puts old signed releases back into the Redis of nodes that run signed releases only. */
@ResourceLock("the server that CUPRUM_TEST_REDIS names")
final class ReplayTest {

    private static RedisServer server;

    @BeforeAll
    static void startServer() {
        server = RedisServers.any();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private final String namespace = UUID.randomUUID().toString();
    private final Forger forger = new Forger(server, namespace);
    private final SigningKey key = SigningKey.generate();
    private RedisUnitStore store;
    private RedisUnitStore reader;
    private Snapshot good;

    @BeforeEach
    void start() {
        store = node(namespace).signer(key).build();
        store.publish(Release.put(unit("a", "one"), unit("b", "x"), unit("gone", "x")));
        forger.keep(namespace);
        store.publish(Release.put(unit("a", "two")));
        good = store.publish(Release.delete(UnitId.of("gone")));
        reader = node(namespace).build();
    }

    @AfterEach
    void stop() {
        store.close();
        reader.close();
    }

    private RedisUnitStore.Builder node(String of) {
        return RedisUnitStore.builder(server.address())
                .namespace(of)
                .poll(Duration.ofMillis(50))
                .verify(Duration.ofMillis(100))
                .trust(TrustedKeys.of(List.of(key.publicKey())));
    }

    @Test
    void anOldReleaseIsNotFollowed() {
        forger.putBack(namespace);

        awaitAlarms(store, Kind.BEHIND);
        awaitAlarms(reader, Kind.BEHIND);
        assertThat(store.load()).isEqualTo(good);
        assertThat(reader.load()).isEqualTo(good);
        assertThat(message(reader, Kind.BEHIND))
                .contains("went back to generation 1", "keeps the 2 units of generation 3", "does not follow");
    }

    @Test
    void theNextReleaseThroughANodeThatHasTheNewestWritesAllOfIt() {
        forger.putBack(namespace);
        awaitAlarms(reader, Kind.BEHIND);

        Snapshot next = store.publish(Release.put(unit("c", "x")));

        assertThat(next.generation()).isEqualTo(4);
        assertThat(next.units().keySet()).extracting(UnitId::value).containsExactly("a", "b", "c");
        assertThat(next.unit(UnitId.of("a"))).isEqualTo(good.unit(UnitId.of("a")));
        awaitSnapshot(reader, next);
        awaitAlarms(store);
        awaitAlarms(reader);
        assertThat(store.history()).extracting(HistoryEntry::generation).containsExactly(4L);
        try (RedisUnitStore late = node(namespace).build()) {
            assertThat(late.load()).isEqualTo(next);
        }
    }

    @Test
    void aReleaseThatWaitsDoesNotLockAnEdgeWhoseServerWentBack() {
        Snapshot lost = store.publish(Release.builder()
                .put(unit("lost", "x"))
                .activateAt(Instant.now().plusSeconds(3600))
                .build());
        awaitSnapshot(reader, lost);
        forger.putBack(namespace);
        awaitAlarms(store, Kind.BEHIND);
        awaitAlarms(reader, Kind.BEHIND);
        assertThat(message(store, Kind.BEHIND)).contains("without generation 4, which is to run from");

        Snapshot next = store.publish(Release.put(unit("c", "x")));

        assertThat(next.generation()).isEqualTo(5);
        assertThat(next.units().keySet()).extracting(UnitId::value).containsExactly("a", "b", "c");
        awaitSnapshot(reader, next);
        awaitAlarms(reader);
    }

    @Test
    void theHistoryOfAnOldReleaseIsNotReturnedTo() {
        forger.putBack(namespace);
        awaitAlarms(store, Kind.BEHIND);

        assertThatExceptionOfType(UnknownGenerationException.class).isThrownBy(() -> store.rollback(1, "", ""));
        assertThat(store.load()).isEqualTo(good);
    }

    @Test
    void theAlarmIsOverWhenTheNewestIsThereAgain() {
        forger.keep(namespace + "-newest");
        forger.putBack(namespace);
        awaitAlarms(reader, Kind.BEHIND);

        forger.putBack(namespace + "-newest");

        awaitAlarms(store);
        awaitAlarms(reader);
        assertThat(reader.load()).isEqualTo(good);
    }

    @Test
    void aReleaseOfAnEpochThatWasReplacedIsNotJoined() {
        forger.run("redis.call('del', head, units, history, versions)");
        awaitAlarms(reader, Kind.EMPTIED);
        Snapshot anew = store.publish(Release.delete(UnitId.of("b")));
        awaitSnapshot(reader, anew);

        forger.putBack(namespace);

        awaitAlarms(store, Kind.BEHIND);
        awaitAlarms(reader, Kind.BEHIND);
        Snapshot next = store.publish(Release.put(unit("c", "x")));
        assertThat(next.units().keySet()).extracting(UnitId::value).containsExactly("a", "c");
        awaitSnapshot(reader, next);
        awaitAlarms(reader);
    }

    @Test
    void aSignedReleaseOfAnotherNamespaceIsNotTrusted() {
        String other = UUID.randomUUID().toString();
        try (RedisUnitStore elsewhere = node(other).signer(key).build()) {
            for (int i = 0; i < 5; i++) {
                elsewhere.publish(Release.put(unit("evil", "x" + i)));
            }
        }
        new Forger(server, other).keep(other);

        forger.putBack(other);

        awaitAlarms(store, Kind.UNTRUSTED);
        awaitAlarms(reader, Kind.UNTRUSTED);
        assertThat(reader.load()).isEqualTo(good);
    }

    @Test
    void anEdgeThatIsBegunAnewWithATrustedKeyIsJoinedAsEver() {
        forger.run("redis.call('del', head, units, history, versions)");
        awaitAlarms(store, Kind.EMPTIED);
        awaitAlarms(reader, Kind.EMPTIED);
        try (RedisUnitStore stranger = node(namespace).signer(key).build()) {
            stranger.publish(Release.put(unit("s", "x")));
            awaitAlarms(store, Kind.REPLACED);
            assertThat(store.load()).isEqualTo(good);

            Snapshot joined = store.publish(Release.put(unit("c", "x")));

            assertThat(joined.units().keySet()).extracting(UnitId::value).containsExactly("a", "b", "c", "s");
            awaitSnapshot(stranger, joined);
            awaitSnapshot(reader, joined);
            awaitAlarms(reader);
        }
    }
}
