package dev.cuprum.undertow.standalone;

import dev.cuprum.redis.EmbeddedRedis;
import dev.cuprum.redis.RedisAddresses;
import dev.cuprum.redis.RedisUnitStore;
import dev.cuprum.store.UnitStore;
import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.config.Signatures;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
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

    private static final Logger LOG = System.getLogger(Storage.class.getName());

    /** In the memory of the process. */
    static final Storage IN_MEMORY = new Storage(
            Optional.empty(), Optional.empty(), "in the memory of this process, and end with it (redis: memory)");

    /**
     * Opens what a configuration names.
     *
     * @param environment may hold the key that signs what this node publishes
     * @throws IllegalArgumentException where that is no key, or one that this node does not trust itself
     * @throws dev.cuprum.store.StoreUnavailableException where there is no Redis, and this node has kept no units
     */
    static Storage open(Configuration configuration, Map<String, String> environment) {
        return switch (configuration.redis().kind()) {
            case MEMORY -> inMemory(configuration.signatures());
            case EMBEDDED -> embedded(configuration, environment);
            case SERVER -> {
                RedisAddresses addresses = configuration.redis().addresses().orElseThrow();
                Path folder = configuration.data().resolve("units").resolve(addresses.folderName());
                RedisUnitStore store = store(configuration, environment, addresses, folder);
                yield new Storage(Optional.of(store), Optional.empty(), "in " + store.server());
            }
        };
    }

    private static Storage inMemory(Signatures signatures) {
        if (!signatures.equals(Signatures.NONE)) {
            LOG.log(
                    Level.WARNING,
                    "'signing' and 'trust' mean nothing for units in the memory of this process, which nobody else can"
                            + " write to; name a Redis, or leave them out");
        }
        return IN_MEMORY;
    }

    private static Storage embedded(Configuration configuration, Map<String, String> environment) {
        Path folder = configuration.data().resolve("redis");
        EmbeddedRedis redis = EmbeddedRedis.start(folder);
        try {
            UnitStore store = store(configuration, environment, RedisAddresses.of(redis.address()), folder);
            return new Storage(
                    Optional.of(store),
                    Optional.of(redis),
                    "in a Redis of this node's own, on 127.0.0.1:" + redis.port() + ", with its data in " + folder);
        } catch (RuntimeException e) {
            try (redis) {
                throw e;
            }
        }
    }

    /**
     * @param folder where the last good generation is kept; one for each server, as what one edge has is not for another
     */
    private static RedisUnitStore store(
            Configuration configuration, Map<String, String> environment, RedisAddresses addresses, Path folder) {
        Signatures signatures = configuration.signatures().with(environment);
        RedisUnitStore.Builder builder = RedisUnitStore.builder(addresses)
                .namespace(configuration.namespace())
                .folder(folder);
        signatures.key().ifPresent(builder::signer);
        signatures.trusted().ifPresent(builder::trust);
        return builder.build();
    }

    /** Closes everything, whether an edge has closed the store already or not. */
    @Override
    public void close() {
        try (Closing all = new Closing().first(() -> embedded.ifPresent(EmbeddedRedis::close))) {
            all.first(() -> store.ifPresent(UnitStore::close));
        }
    }
}
