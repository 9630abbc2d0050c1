package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.StoredUnitJson;
import dev.cuprum.store.UnitStore;
import dev.cuprum.store.UnitStoreContract;
import dev.cuprum.unit.UnitId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.redisson.Redisson;
import org.redisson.api.RMapCache;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

@ResourceLock("the server that CUPRUM_TEST_REDIS names")
final class RedisUnitStoreTest extends UnitStoreContract {

    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServers.any();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private final String namespace = UUID.randomUUID().toString();

    @Override
    protected UnitStore create() {
        return RedisUnitStore.builder(server.address()).namespace(namespace).build();
    }

    @Test
    void anRMapCacheReadsWhatAReleaseHasWritten() {
        Config config = new Config();
        config.useSingleServer().setAddress(server.address());
        RedissonClient client = Redisson.create(config);
        try (UnitStore store = create()) {
            Snapshot snapshot = store.publish(Release.put(unit("a", "-- ünï\n"), unit("b", "x")));

            RMapCache<String, String> units =
                    client.getMapCache("{cuprum:" + namespace + "}:units", StringCodec.INSTANCE);

            assertThat(units.readAllKeySet()).containsExactlyInAnyOrder("a", "b");
            assertThat(units.get("a"))
                    .isEqualTo(
                            StoredUnitJson.write(snapshot.unit(UnitId.of("a")).orElseThrow()));
            store.publish(Release.delete(UnitId.of("a")));
            assertThat(units.containsKey("a")).isFalse();
            assertThat(units.size()).isEqualTo(1);
        } finally {
            client.shutdown();
        }
    }

    @Test
    void keepsAllItHasInOneHashSlot() {
        try (UnitStore store = create()) {
            store.publish(Release.put(unit("a", "x")));
            store.publish(Release.put(unit("a", "y")));

            assertThat(server.command("KEYS", "*" + namespace + "*").lines())
                    .hasSize(5)
                    .allMatch(key -> key.startsWith("{cuprum:" + namespace + "}:"));
        }
    }

    @Test
    void keepsTheVersionsThatTheHistoryCanGoBackToAndNoOthers() {
        try (UnitStore store = RedisUnitStore.builder(server.address())
                .namespace(namespace)
                .historyLimit(3)
                .build()) {
            for (int i = 1; i <= 10; i++) {
                store.publish(Release.put(unit("a", "x" + i)));
            }

            assertThat(store.history()).hasSize(3);
            assertThat(server.command("HKEYS", "{cuprum:" + namespace + "}:versions")
                            .lines())
                    .containsExactlyInAnyOrder("a@7", "a@8", "a@9");
            store.rollback(8, "", "");
            assertThat(store.load().unit(UnitId.of("a")).orElseThrow().unit().code())
                    .isEqualTo("x8");
        }
    }

    @Test
    void remembersTheNewestThousandPublicationsAndNoOthers() {
        String key = "{cuprum:" + namespace + "}:publications";
        try (UnitStore store = create()) {
            server.command("EVAL", "for i = 1, 1500 do redis.call('zadd', KEYS[1], i, 'p' .. i) end", "1", key);

            store.publish(Release.put(unit("a", "x")));
            store.publish(Release.put(unit("a", "y")));

            assertThat(server.command("ZCARD", key)).isEqualTo("1000");
            assertThat(server.command("ZRANGE", key, "0", "0")).isEqualTo("p503");
            server.command("DEL", key);
            server.command("SET", key, "x");
            assertThat(store.publish(Release.put(unit("a", "z"))).generation()).isEqualTo(3);
            assertThat(server.command("ZCARD", key)).isEqualTo("1");
        }
    }

    @Test
    void theRightsThatTheDocumentationNamesAreEnough() {
        Rights.give(namespace, List.of(server));
        String address = Rights.in(server.address());
        try (RedisUnitStore store =
                RedisUnitStore.builder(address).namespace(namespace).build()) {
            Rights.areEnoughFor(store);
        } finally {
            Rights.take(List.of(server));
        }
    }

    @Test
    void aWrongPasswordIsNamedAsTheReason() {
        String address = server.address().replace("redis://", "redis://nobody:secret@");

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() ->
                        RedisUnitStore.builder(address).namespace(namespace).build())
                .withMessageContaining("refuses")
                .withMessageContaining("WRONGPASS")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
}
