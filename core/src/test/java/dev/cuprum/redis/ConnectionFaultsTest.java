package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitHearing;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two nodes, of which one has a bad connection to a Redis that is well. */
@ResourceLock("the server that CUPRUM_TEST_REDIS names")
final class ConnectionFaultsTest {

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
    private TcpProxy proxy;
    private RedisUnitStore near;
    private RedisUnitStore far;

    @BeforeEach
    void start() {
        proxy = TcpProxy.before(server);
        near = node(server.address(), Duration.ofDays(1));
        far = node(proxy.address(), Duration.ofMillis(200));
        awaitSnapshot(far, near.publish(Release.put(unit("a", "x"))));
    }

    @AfterEach
    void stop() {
        near.close();
        far.close();
        proxy.close();
    }

    private RedisUnitStore node(String address, Duration poll) {
        return RedisUnitStore.builder(address).namespace(namespace).poll(poll).build();
    }

    @Test
    void aNodeThatIsCutOffGoesOnAndCatchesUp() {
        Snapshot before = far.load();
        proxy.cut();
        Snapshot after = near.publish(Release.put(unit("a", "y")));
        awaitAlarms(far, Kind.LOST);
        assertThat(far.load()).isEqualTo(before);

        proxy.mend();

        awaitSnapshot(far, after);
        awaitAlarms(far);
        awaitHearing(far, near);
    }

    @Test
    void aNodeWhoseConnectionsCarryNothingGoesOnAndCatchesUp() {
        Snapshot before = far.load();
        proxy.hold();
        Snapshot after = near.publish(Release.put(unit("a", "y")));
        awaitAlarms(far, Kind.LOST);
        assertThat(far.load()).isEqualTo(before);

        proxy.release();

        awaitSnapshot(far, after);
        awaitAlarms(far);
        awaitHearing(far, near);
    }

    @Test
    void connectionsThatCarryNothingMoreInOneDirectionAreMadeAnew() {
        proxy.halfClose();

        awaitSnapshot(far, near.publish(Release.put(unit("a", "y"))));
        awaitHearing(far, near);
        awaitAlarms(far);
    }

    @Test
    void messagesAreHeardAgainAfterACut() {
        try (RedisUnitStore deaf = node(proxy.address(), Duration.ofDays(1))) {
            proxy.cut();
            proxy.mend();

            awaitHearing(near, deaf);
        }
    }

    @Test
    void aReleaseWhoseAnswerIsLostIsPublishedOnce() {
        long before = far.load().generation();
        proxy.swallowAnswerTo("once-only");

        Snapshot after = far.publish(Release.put(unit("once", "once-only")));

        assertThat(proxy.hasSwallowed()).isTrue();
        assertThat(after.generation()).isEqualTo(before + 1);
        awaitSnapshot(near, after);
        assertThat(near.history()).hasSize(2);
    }

    @Test
    void aReleaseWhoseAnswerIsLostIsPublishedOnceWhereManyOthersFollowMeanwhile() throws Exception {
        Snapshot newest = othersPublishBeforeItIsSentAgain(() -> {
            for (int i = 1; i < 60; i++) {
                near.publish(Release.put(unit("once", "newer " + i)));
            }
            return near.publish(Release.put(unit("once", "newest")));
        });

        assertThat(newest.unit(UnitId.of("once")).orElseThrow().unit().code()).isEqualTo("newest");
        assertThat(near.history()).hasSize(62);
    }

    @Test
    void aReleaseWhoseAnswerIsLostIsPublishedOnceWhereRedisIsFilledAnewMeanwhile() throws Exception {
        Snapshot newest = othersPublishBeforeItIsSentAgain(() -> {
            server.command("DEL", "{cuprum:" + namespace + "}:head");
            return near.publish(Release.put(unit("once", "newest")));
        });

        assertThat(newest.unit(UnitId.of("once")).orElseThrow().unit().code()).isEqualTo("newest");
        assertThat(near.history()).hasSize(1);
    }

    private Snapshot othersPublishBeforeItIsSentAgain(Supplier<Snapshot> others) throws Exception {
        proxy.swallowAnswerTo("once-only");
        CompletableFuture<Snapshot> sentTwice =
                CompletableFuture.supplyAsync(() -> far.publish(Release.put(unit("once", "once-only"))));
        await().until(() -> near.load().unit(UnitId.of("once")).isPresent());
        Snapshot newest = others.get();
        sentTwice.get(30, TimeUnit.SECONDS);

        assertThat(proxy.hasSwallowed()).isTrue();
        awaitSnapshot(far, newest);
        assertThat(near.load()).isEqualTo(newest);
        return newest;
    }
}
