package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitHearing;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.publishUntilItWorks;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A store on three servers, of which an operator says which is the master. */
final class ReplicatedTest {

    private static Replicas replicas;

    @BeforeAll
    static void start() {
        replicas = Replicas.start(RedisServers.program());
    }

    @AfterAll
    static void stop() {
        replicas.close();
    }

    private final String namespace = UUID.randomUUID().toString();

    private RedisUnitStore.Builder node() {
        return RedisUnitStore.builder(replicas.address()).namespace(namespace).poll(Duration.ofMillis(200));
    }

    private static RedisServer master() {
        return replicas.servers().stream()
                .filter(server -> server.command("ROLE").startsWith("master"))
                .findFirst()
                .orElseThrow();
    }

    private static RedisServer replica() {
        RedisServer master = master();
        return replicas.servers().stream()
                .filter(server -> server != master)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nodesFollowTheMasterThatAnOperatorNames() {
        try (RedisUnitStore one = node().build();
                RedisUnitStore two = node().poll(Duration.ofDays(1)).build()) {
            Snapshot before = one.publish(Release.put(unit("a", "x")));
            awaitSnapshot(two, before);
            RedisServer next = replica();
            next.awaitAnswer(namespace, "KEYS", "*head");

            replicas.promote(next);

            Snapshot after = publishUntilItWorks(one, unit("b", "x"));
            assertThat(after.units()).hasSize(2);
            awaitHearing(one, two);
            awaitAlarms(one);
            awaitAlarms(two);
        }
    }

    /** The address of two servers that a node has by way of proxies. */
    private static String address(TcpProxy... proxies) {
        return Stream.of(proxies)
                .map(proxy -> proxy.address().replace("redis://", ""))
                .collect(Collectors.joining(",", "redis-replicated://", ""));
    }

    /** Somebody publishes to the replica that did not have a release, before the node that had it looks again. */
    @Test
    void aReleaseThatTheNewMasterNeverHadIsMissedThoughTheNewMasterIsAhead() {
        SeenAlarms seen = new SeenAlarms();
        RedisServer old = master();
        RedisServer next = replica();
        try (TcpProxy toOld = TcpProxy.before(old);
                TcpProxy toNext = TcpProxy.before(next);
                RedisUnitStore one = RedisUnitStore.builder(address(toOld, toNext))
                        .namespace(namespace)
                        .poll(Duration.ofMillis(200))
                        .listener(seen)
                        .build()) {
            one.publish(Release.put(unit("a", "x")));
            next.awaitAnswer(namespace, "KEYS", "*head");
            toNext.hold(); // The node is not to see two masters.
            next.command("REPLICAOF", "NO", "ONE");
            one.publish(Release.put(unit("lost", "x")));
            toOld.hold();
            try (RedisUnitStore other =
                    RedisUnitStore.builder(next.address()).namespace(namespace).build()) {
                for (int i = 0; i < 3; i++) {
                    other.publish(Release.put(unit("b", "x" + i)));
                }
                replicas.promote(next);
                toOld.release();
                toNext.release();

                awaitSnapshot(one, other.load());

                assertThat(one.load().unit(UnitId.of("lost"))).isEmpty();
                await().untilAsserted(() -> assertThat(seen.raised())
                        .filteredOn(alarm -> alarm.kind() == Kind.BEHIND)
                        .singleElement()
                        .satisfies(alarm ->
                                assertThat(alarm.message()).contains("has lost generation 2 and went on to 4")));
                Snapshot last = publishUntilItWorks(one, unit("lost", "again"));
                awaitAlarms(one);
                awaitSnapshot(other, last);
            }
        }
    }

    @Test
    void theRightsThatTheDocumentationNamesAreEnough() {
        Rights.give(namespace, replicas.servers(), "+info");
        try (RedisUnitStore store = RedisUnitStore.builder(Rights.in(replicas.address()))
                .namespace(namespace)
                .build()) {
            Rights.areEnoughFor(store);
        } finally {
            Rights.take(replicas.servers());
        }
    }
}
