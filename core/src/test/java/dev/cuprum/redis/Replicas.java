package dev.cuprum.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Three servers, of which one is the master and the others have what it has. */
public final class Replicas implements AutoCloseable {

    private final List<RedisServer> servers;

    private Replicas(List<RedisServer> servers) {
        this.servers = servers;
    }

    static Replicas start(RedisProgram program) {
        List<RedisServer> servers = new ArrayList<>();
        try {
            servers.add(start(program, List.of()));
            String master = Integer.toString(servers.get(0).port());
            for (int i = 0; i < 2; i++) {
                servers.add(start(program, List.of("--replicaof", "127.0.0.1", master)));
            }
            Replicas replicas = new Replicas(servers);
            replicas.awaitLinks(servers.get(0));
            return replicas;
        } catch (RuntimeException e) {
            servers.forEach(RedisServer::close);
            throw e;
        }
    }

    private static RedisServer start(RedisProgram program, List<String> more) {
        List<String> options = new ArrayList<>(
                List.of("--repl-diskless-sync-delay", "0", "--repl-diskless-sync", "yes", "--repl-timeout", "5"));
        options.addAll(more);
        return RedisServer.start(program, options.toArray(String[]::new));
    }

    private void awaitLinks(RedisServer master) {
        servers.stream()
                .filter(server -> server != master)
                .forEach(server -> server.awaitAnswer("master_link_status:up", "INFO", "replication"));
    }

    List<RedisServer> servers() {
        return servers;
    }

    /** Makes another server the master, as an operator does. */
    void promote(RedisServer next) {
        next.command("REPLICAOF", "NO", "ONE");
        for (RedisServer server : servers) {
            if (server != next) {
                server.command("REPLICAOF", "127.0.0.1", Integer.toString(next.port()));
            }
        }
        awaitLinks(next);
    }

    /** The address for people who know all three. */
    public String address() {
        return servers.stream()
                .map(server -> "127.0.0.1:" + server.port())
                .collect(Collectors.joining(",", "redis-replicated://", ""));
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }
}
