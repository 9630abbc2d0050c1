package dev.cuprum.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A cluster of three masters, each with a replica. */
public final class RedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final List<RedisServer> nodes = new ArrayList<>();

    private RedisCluster() {}

    /** Starts all six. */
    public static RedisCluster start() {
        return start(RedisServers.program());
    }

    static RedisCluster start(RedisProgram program) {
        RedisCluster cluster = new RedisCluster();
        try {
            for (int i = 0; i < 2 * MASTERS; i++) {
                cluster.nodes.add(RedisServer.start(
                        program,
                        "--cluster-enabled",
                        "yes",
                        "--cluster-node-timeout",
                        "1500",
                        "--cluster-replica-validity-factor",
                        "0",
                        "--repl-diskless-sync-delay",
                        "0",
                        "--repl-diskless-sync",
                        "yes"));
            }
            cluster.join();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void join() {
        RedisServer first = nodes.get(0);
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            if (i < MASTERS) {
                nodes.get(i).command(slots(i));
            }
            if (i > 0) {
                nodes.get(i).command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(first.port()));
            }
        }
        nodes.forEach(node -> node.awaitAnswer("cluster_known_nodes:6", "CLUSTER", "INFO"));
        for (int i = MASTERS; i < nodes.size(); i++) {
            String master = nodes.get(i - MASTERS).command("CLUSTER", "MYID");
            RedisServer replica = nodes.get(i);
            replica.awaitAnswer(master, "CLUSTER", "NODES");
            replica.command("CLUSTER", "REPLICATE", master);
        }
        for (int i = MASTERS; i < nodes.size(); i++) {
            nodes.get(i).awaitAnswer("master_link_status:up", "INFO", "replication");
        }
        nodes.forEach(node -> node.awaitAnswer("cluster_state:ok", "CLUSTER", "INFO"));
        nodes.forEach(this::awaitRoles);
    }

    private void awaitRoles(RedisServer node) {
        Awaitility.await("all nodes know that three are replicas")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> node.command("CLUSTER", "NODES")
                                .lines()
                                .filter(line -> line.contains("slave"))
                                .count()
                        == MASTERS);
    }

    private static String[] slots(int part) {
        int from = SLOTS * part / MASTERS;
        int to = SLOTS * (part + 1) / MASTERS;
        return Stream.concat(
                        Stream.of("CLUSTER", "ADDSLOTS"),
                        IntStream.range(from, to).mapToObj(Integer::toString))
                .toArray(String[]::new);
    }

    /** The address of all nodes. */
    public String address() {
        return nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(",", "redis://", ""));
    }

    List<RedisServer> nodes() {
        return nodes;
    }

    /** The master that has the keys of a namespace. */
    public RedisServer owner(String namespace) {
        return owner(namespace, nodes.get(0)).orElseThrow();
    }

    private Optional<RedisServer> owner(String namespace, RedisServer asked) {
        int slot = Integer.parseInt(asked.command("CLUSTER", "KEYSLOT", new Keys(namespace).head()));
        return asked.command("CLUSTER", "NODES")
                .lines()
                .map(line -> line.split(" "))
                .filter(node -> node[2].contains("master") && !node[2].contains("fail"))
                .filter(node -> Stream.of(node).skip(8).anyMatch(range -> contains(range, slot)))
                .flatMap(
                        node -> nodes.stream().filter(server -> node[1].startsWith("127.0.0.1:" + server.port() + "@")))
                .findFirst();
    }

    private static boolean contains(String range, int slot) {
        String[] ends = range.split("-");
        return ends[0].matches("[0-9]+")
                && Integer.parseInt(ends[0]) <= slot
                && slot <= Integer.parseInt(ends[ends.length - 1]);
    }

    /** Waits until another master than this one has the keys of a namespace. */
    public void awaitFailover(String namespace, RedisServer from) {
        RedisServer asked =
                nodes.stream().filter(node -> node != from).findFirst().orElseThrow();
        Awaitility.await("another master than " + from.address())
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> {
                    RedisServer owner = owner(namespace, asked).orElseThrow();
                    return owner != from && owner.command("ROLE").startsWith("master");
                });
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
