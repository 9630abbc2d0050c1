package dev.cuprum.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;
import org.redisson.config.SubscriptionMode;

/**
 * Where Redis is, as people write it. Immutable.
 *
 * <ul>
 *   <li>{@code redis://host:6379}: one server; {@code redis://user:password@host:6379/2} with what ACL and database ask for
 *   <li>{@code redis://host1:7000,host2:7000}: nodes of a cluster; {@code redis-cluster://host} where one is known
 *   <li>{@code redis-sentinel://host1:26379,host2:26379/MASTER}: whichever server is the master of that name
 *   <li>{@code redis-replicated://host1,host2}: servers of which one is the master
 * </ul>
 *
 * With {@code rediss} for {@code redis} they are spoken to by TLS. It trusts what the JVM trusts; {@code
 * ?ca=/path/ca.pem} trusts what is in that file instead, and {@code &cert=/path/cert.pem&key=/path/key.pem} is what this
 * node shows of itself. {@code ?sentinel-user=…&sentinel-password=…} is for sentinels that have their own.
 */
public final class RedisAddresses {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 1_500;
    private static final int PING_MILLIS = 1_000;
    private static final int SCAN_MILLIS = 500;
    private static final int RETRIES = 2;
    private static final Duration RETRY = Duration.ofMillis(200);

    private static final String CA = "ca";
    private static final String CERT = "cert";
    private static final String KEY = "key";
    private static final String SENTINEL_USER = "sentinel-user";
    private static final String SENTINEL_PASSWORD = "sentinel-password";
    private static final Set<String> TLS_OPTIONS = Set.of(CA, CERT, KEY);
    private static final Set<String> SENTINEL_OPTIONS = Set.of(SENTINEL_USER, SENTINEL_PASSWORD);

    private final Config config;
    private final String description;
    private final String folderName;

    private RedisAddresses(Config config, String description, String folderName) {
        this.config = config;
        this.description = description;
        this.folderName = folderName;
    }

    /**
     * Reads addresses; files that they name are looked for from the folder in which the process runs.
     *
     * @param addresses one, or several of the same servers, each also with commas between them
     * @throws IllegalArgumentException where one is no address, or they do not go together, or a file cannot be used
     */
    public static RedisAddresses of(String... addresses) {
        return of(Path.of(""), Arrays.asList(addresses));
    }

    /**
     * Reads addresses.
     *
     * @param folder where files are that the addresses name by relative paths
     * @param addresses one, or several of the same servers, each also with commas between them
     * @throws IllegalArgumentException where one is no address, or they do not go together, or a file cannot be used
     */
    public static RedisAddresses of(Path folder, List<String> addresses) {
        List<Address> parsed =
                addresses.stream().flatMap(word -> Address.parse(word).stream()).toList();
        if (parsed.isEmpty()) {
            throw new IllegalArgumentException("there is no address of Redis; give one, as in redis://localhost:6379");
        }
        Address all = together(parsed);
        Config config = new Config().setThreads(2).setNettyThreads(2).setUseScriptCache(true);
        if (!all.user().isEmpty()) {
            config.setUsername(all.user());
        }
        if (!all.password().isEmpty()) {
            config.setPassword(all.password());
        }
        tls(all, folder, config);
        String description =
                switch (all.kind()) {
                    case SENTINEL -> sentinel(all, config);
                    case REPLICATED -> replicated(all, config);
                    case CLUSTER -> cluster(all, config);
                    case PLAIN -> all.hosts().size() > 1 ? cluster(all, config) : single(all, config);
                };
        return new RedisAddresses(config, description, all.folderName());
    }

    /** The servers of all addresses as one address. */
    private static Address together(List<Address> addresses) {
        Address first = addresses.get(0);
        List<String> hosts = addresses.stream()
                .flatMap(each -> each.hosts().stream())
                .distinct()
                .toList();
        if (addresses.stream().anyMatch(each -> each.kind() != first.kind() || each.tls() != first.tls())) {
            throw new IllegalArgumentException("the addresses of Redis must begin alike, and "
                    + first.description() + " and others do not; all of them are of one cluster, or of one group of"
                    + " sentinels or replicas");
        }
        Map<String, String> options = same(addresses, Address::options, Map.of(), "options");
        return new Address(
                first.kind(),
                first.tls(),
                same(addresses, Address::user, "", "users"),
                same(addresses, Address::password, "", "passwords"),
                hosts,
                same(addresses, Address::path, "", "ends"),
                options);
    }

    /** What the addresses have in common: it may stand in each, or in one. */
    private static <T> T same(List<Address> addresses, Function<Address, T> part, T none, String name) {
        List<T> different = addresses.stream()
                .map(part)
                .filter(value -> !value.equals(none))
                .distinct()
                .toList();
        if (different.size() > 1) {
            throw new IllegalArgumentException("the addresses of Redis at "
                    + addresses.get(0).description() + " and others have different " + name
                    + "; write them once, in the first address");
        }
        return different.isEmpty() ? none : different.get(0);
    }

    private static void tls(Address all, Path folder, Config config) {
        Set<String> known = new TreeSet<>(TLS_OPTIONS);
        if (all.kind() == Address.Kind.SENTINEL) {
            known.addAll(SENTINEL_OPTIONS);
        }
        for (String option : all.options().keySet()) {
            if (!known.contains(option)) {
                throw wrong(all, "has the option '" + option + "', and there is none; use " + String.join(", ", known));
            }
            if (TLS_OPTIONS.contains(option) && !all.tls()) {
                throw wrong(all, "has the option '" + option + "', which is for TLS; write rediss for redis");
            }
        }
        Map<String, String> options = all.options();
        if (options.containsKey(CERT) != options.containsKey(KEY)) {
            throw wrong(all, "has one of the options cert and key without the other; give both, or neither");
        }
        if (options.containsKey(CA)) {
            config.setSslTrustManagerFactory(Pem.trust(folder.resolve(options.get(CA))));
        }
        if (options.containsKey(CERT)) {
            config.setSslKeyManagerFactory(
                    Pem.identity(folder.resolve(options.get(CERT)), folder.resolve(options.get(KEY))));
        }
    }

    private static IllegalArgumentException wrong(Address address, String what) {
        return new IllegalArgumentException("the address of Redis " + address.description() + " " + what);
    }

    private static String single(Address all, Config config) {
        brief(config.useSingleServer())
                .setAddress(all.servers().get(0))
                .setDatabase(database(all, all.path()))
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(4)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(2);
        return "Redis at " + all.servers().get(0);
    }

    private static String cluster(Address all, Config config) {
        if (!all.path().isEmpty()) {
            throw wrong(all, "has '/" + all.path() + "' at its end, and a cluster has one database; leave it out");
        }
        masterOnly(config.useClusterServers())
                .setScanInterval(SCAN_MILLIS)
                .setCheckSlotsCoverage(false)
                .setNodeAddresses(new ArrayList<>(all.servers()));
        return "Redis cluster at " + String.join(", ", all.servers());
    }

    private static String sentinel(Address all, Config config) {
        int slash = all.path().indexOf('/');
        String master = slash < 0 ? all.path() : all.path().substring(0, slash);
        if (master.isEmpty()) {
            throw wrong(all, "does not name the master; write " + all.description() + "/MASTER");
        }
        var servers = masterOnly(config.useSentinelServers())
                .setScanInterval(SCAN_MILLIS)
                .setCheckSentinelsList(false)
                .setMasterName(master)
                .setDatabase(slash < 0 ? 0 : database(all, all.path().substring(slash + 1)));
        servers.setSentinelAddresses(new ArrayList<>(all.servers()));
        if (all.options().containsKey(SENTINEL_USER)) {
            servers.setSentinelUsername(all.options().get(SENTINEL_USER));
        }
        if (all.options().containsKey(SENTINEL_PASSWORD)) {
            servers.setSentinelPassword(all.options().get(SENTINEL_PASSWORD));
        }
        return "Redis master '" + master + "' by the sentinels at " + String.join(", ", all.servers());
    }

    private static String replicated(Address all, Config config) {
        masterOnly(config.useReplicatedServers())
                .setScanInterval(SCAN_MILLIS)
                .setDatabase(database(all, all.path()))
                .setNodeAddresses(new ArrayList<>(all.servers()));
        return "Replicated Redis at " + String.join(", ", all.servers());
    }

    private static int database(Address address, String text) {
        if (!text.matches("[0-9]{0,4}")) {
            throw wrong(
                    address,
                    "has '/" + text
                            + "' at its end, which is no database; write its number, as in redis://host:6379/2");
        }
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    /** Replicas may be behind, so that nothing is asked of them. */
    private static <T extends BaseMasterSlaveServersConfig<T>> T masterOnly(T servers) {
        return brief(servers)
                .setReadMode(ReadMode.MASTER)
                .setSubscriptionMode(SubscriptionMode.MASTER)
                .setMasterConnectionMinimumIdleSize(1)
                .setMasterConnectionPoolSize(4)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(2);
    }

    private static <T extends BaseConfig<T>> T brief(T servers) {
        return servers.setConnectTimeout(CONNECT_MILLIS)
                .setTimeout(ANSWER_MILLIS)
                .setSubscriptionTimeout(ANSWER_MILLIS)
                .setRetryAttempts(RETRIES)
                .setRetryDelay(new ConstantDelay(RETRY))
                .setReconnectionDelay(new ConstantDelay(RETRY))
                .setPingConnectionInterval(PING_MILLIS);
    }

    /** As Redisson wants it: few connections, and short waits, as a node can do without. */
    Config config() {
        return config;
    }

    /** The servers for people, as a part of a sentence; without user, password and options. */
    public String description() {
        return description;
    }

    /**
     * A name for a folder of what is kept of these servers, so that nothing of one edge comes to another: the same for
     * the same hosts in any order, with the same database and master, whatever user, password and options there are.
     */
    public String folderName() {
        return folderName;
    }

    /** The description. */
    @Override
    public String toString() {
        return description;
    }
}
