package dev.cuprum.undertow.standalone;

import dev.cuprum.redis.EmbeddedRedis;
import dev.cuprum.redis.RedisUnitStore;
import dev.cuprum.store.UnitStore;
import dev.cuprum.undertow.standalone.config.Configuration;
import java.util.Optional;

/**
 * Where a server's units are kept, with what had to be started for it.
 *
 * @param store the store; where there is none, the edge's own, in memory
 * @param embedded the Redis that was started for it
 * @param description what it is, for people
 */
record Storage(Optional<UnitStore> store, Optional<EmbeddedRedis> embedded, String description)
        implements AutoCloseable {

    /** In the memory of the process. */
    static final Storage IN_MEMORY = new Storage(
            Optional.empty(), Optional.empty(), "in the memory of this process, and end with it (redis: memory)");

    /**
     * Opens what a configuration names.
     *
     * @throws dev.cuprum.store.StoreUnavailableException where there is no Redis, and this node has kept no units
     */
    static Storage open(Configuration configuration) {
        return switch (configuration.redis().kind()) {
            case MEMORY -> IN_MEMORY;
            case EMBEDDED -> embedded(configuration);
            case SERVER -> {
                String[] addresses = configuration.redis().addresses().toArray(new String[0]);
                RedisUnitStore store = store(configuration, addresses);
                yield new Storage(Optional.of(store), Optional.empty(), "in " + store.server());
            }
        };
    }

    private static Storage embedded(Configuration configuration) {
        EmbeddedRedis redis = EmbeddedRedis.start(configuration.data().resolve("redis"));
        try {
            UnitStore store = store(configuration, redis.address());
            return new Storage(
                    Optional.of(store),
                    Optional.of(redis),
                    "in a Redis of this node's own, on 127.0.0.1:" + redis.port() + ", with its data in "
                            + configuration.data().resolve("redis"));
        } catch (RuntimeException e) {
            redis.close();
            throw e;
        }
    }

    private static RedisUnitStore store(Configuration configuration, String... addresses) {
        return RedisUnitStore.builder(addresses)
                .namespace(configuration.namespace())
                .folder(configuration.data())
                .build();
    }

    /** Closes everything, whether an edge has closed the store already or not. */
    @Override
    public void close() {
        store.ifPresent(UnitStore::close);
        embedded.ifPresent(EmbeddedRedis::close);
    }
}
