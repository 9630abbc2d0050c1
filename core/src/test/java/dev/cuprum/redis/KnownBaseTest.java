package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.PreconditionFailedException;
import dev.cuprum.store.Release;
import dev.cuprum.store.Release.Precondition;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.store.UnitStore.Prepared;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publications upon what a node knows, which spares it a look; it takes that for recent as long as these tests run. */
final class KnownBaseTest {

    private static final Duration EVER = Duration.ofDays(1);
    private static final String NAMESPACE = "known";

    private RedisServer server;
    private Forger forger;
    private RedisUnitStore store;
    private Snapshot first;
    private int version;

    @BeforeEach
    void publishTheFirst() {
        server = RedisServers.own();
        forger = new Forger(server, NAMESPACE);
        store = RedisUnitStore.builder(server.address())
                .namespace(NAMESPACE)
                .poll(EVER)
                .verify(EVER)
                .recent(EVER)
                .build();
        first = store.publish(Release.put(unit("a", "one"), unit("b", "one")));
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    private static Precondition is(Snapshot snapshot, String id) {
        return new Precondition.Matches(
                List.of(snapshot.unit(UnitId.of(id)).orElseThrow().etag()));
    }

    /** Somebody publishes unit a, of which the node does not hear. */
    private Snapshot publishUnheard() {
        Map<UnitId, StoredUnit> units = new HashMap<>(first.units());
        units.put(UnitId.of("a"), new StoredUnit(unit("a", "unheard"), 2));
        Snapshot unheard = new Snapshot(2, units);
        forger.write(Forger.of(forger.head(), unheard), unheard);
        return unheard;
    }

    /** At the beginning the node has reasons of its own to look. */
    private void publishUntilThereIsNoLook() {
        Looks looks = new Looks(server);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            long before = looks.count();
            long generation =
                    store.publish(Release.put(unit("a", "x" + version++))).generation();
            Prepared prepared = store.prepare();
            Snapshot next = prepared.publish(Release.put(unit("a", "x" + version++)));
            assertThat(next.generation()).isEqualTo(generation + 1);
            return looks.count() == before;
        });
    }

    @Test
    void needsNoLook() {
        publishUntilThereIsNoLook();
    }

    @Test
    void replacesNothingThatItDoesNotKnow() {
        publishUnheard();

        Snapshot published = store.publish(Release.put(unit("b", "two")));

        assertThat(published.generation()).isEqualTo(3);
        assertThat(published.unit(UnitId.of("a")).orElseThrow().unit().code()).isEqualTo("unheard");
    }

    @Test
    void refusesWhatWasMadeForWhatItKnowsWhereThatIsReplaced() {
        publishUnheard();

        assertThatThrownBy(() -> store.publish(Release.builder()
                        .put(unit("a", "two"))
                        .require(UnitId.of("a"), is(first, "a"))
                        .build()))
                .isInstanceOf(PreconditionFailedException.class);
        assertThat(forger.head().generation()).isEqualTo(2);
    }

    @Test
    void takesWhatWasMadeForWhatItDoesNotKnow() {
        Snapshot unheard = publishUnheard();

        Snapshot published = store.publish(Release.builder()
                .put(unit("a", "two"))
                .require(UnitId.of("a"), is(unheard, "a"))
                .build());

        assertThat(published.generation()).isEqualTo(3);
    }

    @Test
    void missesNoUnitThatWasTakenAwayByHand() {
        server.command("HDEL", "{cuprum:" + NAMESPACE + "}:units", "b");

        store.publish(Release.put(unit("a", "two")));

        assertThat(server.command("HLEN", "{cuprum:" + NAMESPACE + "}:units")).isEqualTo("2");
        awaitAlarms(store);
    }

    @Test
    void doesNotKnowWhatBecomesOfAReleaseWhoseAnswerDoesNotComeAndFindsOut() {
        publishUntilThereIsNoLook();
        server.pause();

        assertThatThrownBy(() -> store.publish(Release.put(unit("a", "two"))))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("as a whole or not at all");
        assertThatThrownBy(() -> store.publish(Release.put(unit("a", "two"))))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("nothing was published");

        server.resume();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(store.load().generation())
                        .isEqualTo(forger.head().generation()));
        awaitAlarms(store);
    }

    @Test
    void rollbackLooksFirst() {
        store.publish(Release.put(unit("a", "two")));
        Looks looks = new Looks(server);
        long before = looks.count();

        store.rollback(1, "", "");

        assertThat(looks.count()).isGreaterThan(before);
    }
}
