package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitHearing;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.publishUntilItWorks;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreUnavailableException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A store whose master the sentinels name. */
@Isolated
final class SentinelTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private static SentinelTrio trio;

    @BeforeAll
    static void start() {
        trio = SentinelTrio.start();
    }

    @AfterAll
    static void stop() {
        trio.close();
    }

    private final String namespace = UUID.randomUUID().toString();

    private RedisUnitStore node(Duration poll) {
        return RedisUnitStore.builder(trio.address())
                .namespace(namespace)
                .poll(poll)
                .build();
    }

    @Test
    void nodesHearOfEachOthersReleases() {
        try (RedisUnitStore one = node(NEVER);
                RedisUnitStore two = node(NEVER)) {
            awaitSnapshot(two, one.publish(Release.put(unit("a", "x"))));
            awaitSnapshot(one, two.publish(Release.put(unit("a", "y"))));
            awaitSnapshot(two, one.rollback(1, "", ""));
            assertThat(two.history()).hasSize(3);
        }
    }

    @Test
    void nodesFollowTheNewMasterWhereTheOldOneCrashed() {
        failOver(RedisServer::kill, RedisServer::restart);
    }

    @Test
    void nodesFollowTheNewMasterWhereTheOldOneStandsStill() {
        failOver(RedisServer::pause, RedisServer::resume);
    }

    private interface Fault {
        void happen(RedisServer server);
    }

    private void failOver(Fault fault, Fault end) {
        try (RedisUnitStore one = node(Duration.ofMillis(200));
                RedisUnitStore two = node(NEVER)) {
            awaitSnapshot(two, one.publish(Release.put(unit("a", "x"))));
            RedisServer master = trio.master();
            fault.happen(master);
            trio.awaitFailover(master);

            Snapshot after = publishUntilItWorks(one, unit("b", "x"));

            assertThat(after.units()).hasSize(2);
            awaitHearing(one, two);
            end.happen(master);
            awaitSnapshot(two, one.publish(Release.put(unit("a", "y"))));
            awaitAlarms(one);
            awaitAlarms(two);
        }
    }

    @Test
    void aNodeStartsWhileASentinelIsDown() {
        RedisServer first = trio.sentinels().get(0);
        first.kill();
        try (RedisUnitStore store = node(NEVER)) {
            assertThat(store.publish(Release.put(unit("a", "x"))).generation()).isEqualTo(1);
        } finally {
            first.restart();
        }
    }

    @Test
    void anUnknownMasterIsNamed() {
        String address = trio.address().replaceFirst("/[a-z]+$", "/nobody");

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> RedisUnitStore.builder(address).build())
                .withMessageContaining("Redis master 'nobody' by the sentinels at redis://127.0.0.1:");
    }

    @Test
    void theRightsThatTheDocumentationNamesAreEnough() {
        Rights.give(namespace, trio.servers());
        try (RedisUnitStore store = RedisUnitStore.builder(Rights.in(trio.address()))
                .namespace(namespace)
                .build()) {
            Rights.areEnoughFor(store);
        } finally {
            Rights.take(trio.servers());
        }
    }
}
