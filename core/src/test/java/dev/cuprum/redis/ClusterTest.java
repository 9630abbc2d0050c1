package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitHearing;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.publishUntilItWorks;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.UnitStore;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A store on a cluster, one of whose masters has all that a namespace has. */
@Isolated
final class ClusterTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private static RedisCluster cluster;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private final String namespace = UUID.randomUUID().toString();

    private RedisUnitStore node(Duration poll) {
        return RedisUnitStore.builder(cluster.address())
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
    void allKeysOfANamespaceAreInOneSlot() {
        try (UnitStore store = node(NEVER)) {
            store.publish(Release.put(unit("a", "x")));
            store.publish(Release.put(unit("a", "y")));

            RedisServer owner = cluster.owner(namespace);
            assertThat(owner.command("KEYS", "*" + namespace + "*").lines())
                    .hasSize(5)
                    .extracting(key -> owner.command("CLUSTER", "KEYSLOT", key))
                    .containsOnly(owner.command("CLUSTER", "KEYSLOT", new Keys(namespace).releases()));
            assertThat(cluster.nodes().stream().filter(node -> has(node, namespace)))
                    .hasSize(2);
        }
    }

    private static boolean has(RedisServer node, String namespace) {
        return Stream.of(node.command("KEYS", "*").split("\n")).anyMatch(key -> key.contains(namespace));
    }

    @Test
    void anyNodeIsEnoughToFindTheOthers() {
        for (RedisServer node : cluster.nodes().subList(0, 2)) {
            String address = node.address().replace("redis:", "redis-cluster:");
            try (UnitStore store =
                    RedisUnitStore.builder(address).namespace(namespace).build()) {
                store.publish(Release.put(unit("a", "x")));
            }
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
            RedisServer master = cluster.owner(namespace);
            fault.happen(master);
            cluster.awaitFailover(namespace, master);

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
    void theRightsThatTheDocumentationNamesAreEnough() {
        Rights.give(namespace, cluster.nodes(), "+cluster|nodes");
        try (RedisUnitStore store = RedisUnitStore.builder(Rights.in(cluster.address()))
                .namespace(namespace)
                .build()) {
            Rights.areEnoughFor(store);
        } finally {
            Rights.take(cluster.nodes());
        }
    }
}
