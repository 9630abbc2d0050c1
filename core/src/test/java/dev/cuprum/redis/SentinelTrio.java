package dev.cuprum.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A master with two replicas, and three sentinels that make another one the master where it does not answer. */
public final class SentinelTrio implements AutoCloseable {

    private static final String MASTER = "edge";

    private final Replicas replicas;
    private final List<RedisServer> sentinels = new ArrayList<>();

    private SentinelTrio(Replicas replicas) {
        this.replicas = replicas;
    }

    /** Starts all six. */
    public static SentinelTrio start() {
        return start(RedisServers.program());
    }

    static SentinelTrio start(RedisProgram program) {
        SentinelTrio trio = new SentinelTrio(Replicas.start(program));
        try {
            List<String> lines = List.of(
                    "sentinel monitor " + MASTER + " 127.0.0.1 "
                            + trio.replicas.servers().get(0).port() + " 2",
                    "sentinel down-after-milliseconds " + MASTER + " 1500",
                    "sentinel failover-timeout " + MASTER + " 1000",
                    "sentinel parallel-syncs " + MASTER + " 2");
            for (int i = 0; i < 3; i++) {
                trio.sentinels.add(RedisServer.sentinel(program, lines));
            }
            for (RedisServer sentinel : trio.sentinels) {
                sentinel.awaitAnswer("slaves=2,sentinels=3", "INFO", "sentinel");
            }
            return trio;
        } catch (RuntimeException e) {
            trio.close();
            throw e;
        }
    }

    /** The address by way of the sentinels. */
    public String address() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(",", "redis-sentinel://", "/" + MASTER));
    }

    List<RedisServer> servers() {
        return replicas.servers();
    }

    List<RedisServer> sentinels() {
        return sentinels;
    }

    /** The server that most sentinels call the master. */
    public RedisServer master() {
        return replicas.servers().stream()
                .filter(server -> sentinels.stream()
                                .filter(sentinel -> says(sentinel, server))
                                .count()
                        >= 2)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the sentinels do not agree on the master"));
    }

    private static boolean says(RedisServer sentinel, RedisServer server) {
        return sentinel.command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER)
                .endsWith(Integer.toString(server.port()));
    }

    /** Waits until another server than this one is the master. */
    public void awaitFailover(RedisServer from) {
        Awaitility.await("another master than " + from.address())
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> master() != from && master().command("ROLE").startsWith("master"));
    }

    @Override
    public void close() {
        sentinels.forEach(RedisServer::close);
        replicas.close();
    }
}
