package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.unit;

import dev.cuprum.store.Release;
import dev.cuprum.store.UnitStore;
import dev.cuprum.store.UnitStoreContract;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A store on Valkey. */
final class ValkeyTest extends UnitStoreContract {

    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.start(RedisServers.valkey());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private final String namespace = UUID.randomUUID().toString();

    @Override
    protected UnitStore create() {
        return node();
    }

    private RedisUnitStore node() {
        return RedisUnitStore.builder(server.address()).namespace(namespace).build();
    }

    @Test
    void nodesHearOfEachOthersReleases() {
        try (RedisUnitStore one = node();
                RedisUnitStore two = node()) {
            awaitSnapshot(two, one.publish(Release.put(unit("a", "x"))));
            awaitSnapshot(one, two.rollback(1, "", ""));
        }
    }
}
