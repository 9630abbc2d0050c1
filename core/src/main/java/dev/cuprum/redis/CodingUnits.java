package dev.cuprum.redis;

import dev.cuprum.store.StoreUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RFuture;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisMaster;
import org.redisson.api.redisnode.RedisNode;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/**
 * Reads what resty-edge-computing keeps in Redis: the set {@code coding_units} with the names of the units, and under
 * each name a string. Changes nothing there. Connects when it is first asked, as often as it takes. Safe for use by
 * several threads.
 */
public final class CodingUnits implements AutoCloseable {

    private static final Logger LOG = System.getLogger(CodingUnits.class.getName());
    private static final String SET = "coding_units";
    private static final byte[] NONE = {};
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * What there is. It is not read as one, just as the original does not, so a change in between may be seen in part
     * until the next look.
     *
     * @param values the values by their names; an empty one where there is no string of that name
     * @param lost whether there are no names because the server has lost what it had: it has been started anew or flushed
     *     since there were names, or has nothing at all where there never were any
     */
    public record Found(SortedMap<String, byte[]> values, boolean lost) {}

    private final RedisAddresses addresses;
    private @Nullable RedissonClient client;
    private String lifeWithNames = "";

    private CodingUnits(RedisAddresses addresses) {
        this.addresses = addresses;
    }

    /**
     * The units of a server, or of several that belong together.
     *
     * @param addresses as {@link RedisAddresses} reads them
     * @throws IllegalArgumentException where one is no address, with a message for the person who wrote it
     */
    public static CodingUnits at(List<String> addresses) {
        return new CodingUnits(RedisAddresses.of(addresses.toArray(new String[0])));
    }

    /** Names the server to people, without passwords. */
    public String server() {
        return addresses.description();
    }

    /**
     * What there is now.
     *
     * @throws StoreUnavailableException where the server does not answer, or refuses
     */
    public synchronized Found read() {
        try {
            RedissonClient connected = connected();
            String before = life(connected);
            Set<String> names =
                    answer(connected.<String>getSet(SET, StringCodec.INSTANCE).readAllAsync());
            if (names.isEmpty()) {
                return new Found(new TreeMap<>(), isLost(connected));
            }
            lifeWithNames = before;
            Map<String, byte[]> strings =
                    answer(connected.getBuckets(ByteArrayCodec.INSTANCE).getAsync(names.toArray(new String[0])));
            SortedMap<String, byte[]> values = new TreeMap<>();
            names.forEach(name -> values.put(name, strings.getOrDefault(name, NONE)));
            return new Found(values, false);
        } catch (RedisException | IllegalStateException e) {
            throw Connection.unavailable(server(), e);
        }
    }

    /** Somebody who removes one unit after the other neither restarts nor flushes the server. */
    private boolean isLost(RedissonClient connected) {
        String life = life(connected);
        if (lifeWithNames.isEmpty() || life.isEmpty()) {
            return answer(connected.getKeys().countAsync()) == 0;
        }
        return !life.equals(lifeWithNames);
    }

    /** Names what a server has gone through since it was started; empty where it does not say, or is one of several. */
    private String life(RedissonClient connected) {
        if (!addresses.config().isSingleConfig()) {
            return "";
        }
        try {
            RedisMaster node = connected.getRedisNodes(RedisNodes.SINGLE).getInstance();
            Map<String, String> commands = answer(node.infoAsync(RedisNode.InfoSection.COMMANDSTATS));
            return answer(node.infoAsync(RedisNode.InfoSection.SERVER)).getOrDefault("run_id", "")
                    + calls(commands.getOrDefault("cmdstat_flushall", ""))
                    + calls(commands.getOrDefault("cmdstat_flushdb", ""));
        } catch (RedisException e) {
            LOG.log(Level.DEBUG, "{0} does not tell of itself: {1}", server(), e.getMessage());
            return "";
        }
    }

    /** Of {@code calls=1,usec=17,…}. */
    private static String calls(String statistics) {
        return " " + statistics.replaceFirst(",.*", "");
    }

    /** Redisson bounds the time of each attempt; this bounds that of all of them, should it ever lose count. */
    private <T> T answer(RFuture<T> future) {
        try {
            return future.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisException refusal) {
                throw refusal;
            }
            throw new StoreUnavailableException(server() + " does not answer", e);
        } catch (TimeoutException e) {
            throw new StoreUnavailableException(server() + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while asking " + server(), e);
        }
    }

    private RedissonClient connected() {
        RedissonClient present = client;
        if (present == null) {
            present = Redisson.create(addresses.config());
            client = present;
        }
        return present;
    }

    @Override
    public synchronized void close() {
        RedissonClient present = client;
        if (present != null) {
            present.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }
}
