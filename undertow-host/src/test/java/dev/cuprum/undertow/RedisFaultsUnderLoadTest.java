package dev.cuprum.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.redis.RedisCluster;
import dev.cuprum.redis.RedisServer;
import dev.cuprum.redis.RedisServers;
import dev.cuprum.redis.SentinelTrio;
import dev.cuprum.redis.TcpProxy;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Two nodes answer requests and two people publish while Redis is killed, stopped, emptied, failed over, or cannot be
 * reached. No request fails, all nodes come to the newest release, and no release is lost that Redis has kept.
 */
final class RedisFaultsUnderLoadTest {

    /** An upper bound for slow machines; the guarantee is 5 s, and how long it took is printed. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(5);

    /** What happens to Redis, until it is over. */
    private interface Fault {
        void happen(List<LoadedNode> nodes) throws Exception;
    }

    private static void survived(String name, List<String> addresses, boolean redisKeeps, Fault fault)
            throws Exception {
        try (LoadedNode one = new LoadedNode("one", addresses.get(0));
                LoadedNode two = new LoadedNode("two", addresses.get(addresses.size() - 1))) {
            List<LoadedNode> nodes = List.of(one, two);
            one.publish("first-0");
            awaitAnswer(nodes, "first-0");
            for (LoadedNode node : nodes) {
                node.startPublishing();
                node.startAsking();
            }
            awaitLoad(nodes);

            fault.happen(nodes);

            long end = System.nanoTime();
            for (LoadedNode node : nodes) {
                node.stopPublishing();
            }
            Snapshot last = converged(nodes, redisKeeps);
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - end);
            for (LoadedNode node : nodes) {
                node.stopAsking();
            }
            report(name, nodes, took);
            nodes.forEach(node -> check(node, last, redisKeeps));
        }
    }

    /** Waits until every node has published and answered a little more. */
    private static void awaitLoad(List<LoadedNode> nodes) {
        for (LoadedNode node : nodes) {
            int releases = node.acknowledged().size() + 5;
            int requests = node.requests() + 20;
            await().atMost(PATIENCE)
                    .pollInterval(POLL)
                    .until(() -> node.acknowledged().size() >= releases && node.requests() >= requests);
        }
    }

    private static void awaitAnswer(List<LoadedNode> nodes, String release) {
        for (LoadedNode node : nodes) {
            await().atMost(PATIENCE).pollInterval(POLL).until(() -> node.answer()
                    .equals(release));
        }
    }

    private static void awaitAlarm(LoadedNode node, Kind kind) {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> node.alarms().has(kind));
    }

    /**
     * Publishes until the last release is what all nodes answer; once, where Redis keeps what it has. A failover that is
     * not over yet for all may lose the last release too.
     */
    private static Snapshot converged(List<LoadedNode> nodes, boolean redisKeeps) {
        for (int attempt = 0; ; attempt++) {
            String release = "last-" + attempt;
            Snapshot last = await().atMost(PATIENCE)
                    .pollInterval(POLL)
                    .ignoreException(StoreUnavailableException.class)
                    .until(() -> nodes.get(0).publish(release), snapshot -> true);
            try {
                awaitAnswer(nodes, release);
                return last;
            } catch (ConditionTimeoutException e) {
                boolean kept =
                        nodes.get(0).store().load().unit(UnitId.of(release)).isPresent();
                if (redisKeeps || kept || attempt == 2) {
                    throw e;
                }
            }
        }
    }

    private static void report(String name, List<LoadedNode> nodes, long took) {
        int releases =
                nodes.stream().mapToInt(node -> node.acknowledged().size()).sum();
        int requests = nodes.stream().mapToInt(LoadedNode::requests).sum();
        System.out.println(name + ": all nodes have the newest release " + took + " ms after the end; " + releases
                + " releases, " + requests + " requests");
    }

    private static void check(LoadedNode node, Snapshot last, boolean redisKeeps) {
        assertThat(node.failures()).isEmpty();
        assertThat(node.store().load()).isEqualTo(last);
        Set<UnitId> lost = new HashSet<>(node.acknowledged());
        lost.removeAll(last.units().keySet());
        if (redisKeeps) {
            assertThat(lost).isEmpty();
        } else if (!lost.isEmpty()) {
            assertThat(node.alarms().has(Kind.BEHIND) || node.alarms().has(Kind.EMPTIED))
                    .as("somebody was told that " + lost + " are lost")
                    .isTrue();
        }
    }

    @Test
    void aCrash() throws Exception {
        try (RedisServer server = RedisServers.own()) {
            survived("crash", List.of(server.address()), true, nodes -> {
                server.kill();
                nodes.forEach(node -> awaitAlarm(node, Kind.LOST));
                server.restart();
            });
        }
    }

    @Test
    void aRestart() throws Exception {
        try (RedisServer server = RedisServers.own()) {
            survived("restart", List.of(server.address()), true, nodes -> {
                server.shutDown();
                server.restart();
            });
        }
    }

    @Test
    void aServerThatStandsStill() throws Exception {
        try (RedisServer server = RedisServers.own()) {
            survived("standing still", List.of(server.address()), true, nodes -> {
                server.pause();
                nodes.forEach(node -> awaitAlarm(node, Kind.LOST));
                server.resume();
            });
        }
    }

    @Test
    void aFlush() throws Exception {
        try (RedisServer server = RedisServers.own()) {
            survived("flush", List.of(server.address()), false, nodes -> {
                server.flush();
                await().atMost(PATIENCE).pollInterval(POLL).until(() -> nodes.stream()
                        .anyMatch(node -> node.alarms().has(Kind.EMPTIED)));
            });
        }
    }

    @Test
    void connectionsThatAreCut() throws Exception {
        try (RedisServer server = RedisServers.own();
                TcpProxy proxy = TcpProxy.before(server)) {
            survived("cut", List.of(server.address(), proxy.address()), true, nodes -> {
                proxy.cut();
                proxy.mend();
                awaitLoad(nodes);
                proxy.cut();
                awaitAlarm(nodes.get(1), Kind.LOST);
                proxy.mend();
            });
        }
    }

    @Test
    void connectionsThatCarryNothing() throws Exception {
        try (RedisServer server = RedisServers.own();
                TcpProxy proxy = TcpProxy.before(server)) {
            survived("held", List.of(server.address(), proxy.address()), true, nodes -> {
                proxy.hold();
                awaitAlarm(nodes.get(1), Kind.LOST);
                proxy.halfClose();
                proxy.release();
            });
        }
    }

    @Test
    void aFailoverOfSentinels() throws Exception {
        try (SentinelTrio trio = SentinelTrio.start()) {
            survived("failover by sentinels", List.of(trio.address()), false, nodes -> {
                RedisServer master = trio.master();
                master.pause();
                trio.awaitFailover(master);
                master.resume();
            });
        }
    }

    @Test
    void aFailoverOfTheCluster() throws Exception {
        try (RedisCluster cluster = RedisCluster.start()) {
            survived("failover of the cluster", List.of(cluster.address()), false, nodes -> {
                RedisServer master = cluster.owner("default");
                master.kill();
                cluster.awaitFailover("default", master);
            });
        }
    }
}
