package dev.cuprum.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.config.BaseConfig;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;

/**
 * Servers by their addresses.
 *
 * @param config as Redisson wants it: few connections, and short waits, as a node can do without
 * @param description for people, without passwords
 */
record Addresses(Config config, String description) {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 1_500;
    private static final int PING_MILLIS = 2_000;
    private static final int RETRIES = 2;
    private static final Duration RETRY = Duration.ofMillis(200);

    /**
     * @throws IllegalArgumentException where there is none, or one is no address
     */
    static Addresses parse(List<String> addresses) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("there is no address of Redis; give one, as in redis://localhost:6379");
        }
        List<URI> uris = addresses.stream().map(Addresses::uri).toList();
        Config config = new Config().setThreads(2).setNettyThreads(2).setUseScriptCache(true);
        credentials(config, uris.get(0).getRawUserInfo());
        List<String> servers = uris.stream().map(Addresses::server).toList();
        if (servers.size() == 1) {
            brief(config.useSingleServer())
                    .setAddress(servers.get(0))
                    .setDatabase(database(uris.get(0)))
                    .setConnectionMinimumIdleSize(1)
                    .setConnectionPoolSize(4)
                    .setSubscriptionConnectionMinimumIdleSize(1)
                    .setSubscriptionConnectionPoolSize(2);
        } else {
            brief(config.useClusterServers()).setNodeAddresses(new ArrayList<>(servers));
        }
        return new Addresses(config, "Redis at " + servers.stream().collect(Collectors.joining(", ")));
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

    private static URI uri(String address) {
        try {
            URI uri = new URI(address);
            boolean scheme = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
            if (scheme && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) { // Its message has the address in it.
            throw new IllegalArgumentException(noAddress("…") + "; " + e.getReason());
        }
        throw new IllegalArgumentException(noAddress(address.contains("@") ? "…" : address));
    }

    /** An address that cannot be read may have a password anywhere, so it is not shown. */
    private static String noAddress(String shown) {
        return "'" + shown + "' is no address of Redis; write redis://host:6379, or rediss://host:6379 for TLS";
    }

    private static String server(URI uri) {
        int port = uri.getPort() < 0 ? 6379 : uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + ":" + port;
    }

    private static void credentials(Config config, @Nullable String userInfo) {
        if (userInfo == null) {
            return;
        }
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? "" : userInfo.substring(0, colon);
        if (!user.isEmpty()) {
            config.setUsername(decode(user));
        }
        config.setPassword(decode(userInfo.substring(colon + 1)));
    }

    private static String decode(String text) {
        return URI.create("redis://" + text + "@host").getUserInfo();
    }

    private static int database(URI uri) {
        String path = uri.getPath().replaceFirst("^/", "");
        if (!path.matches("[0-9]{0,4}")) {
            throw new IllegalArgumentException("'" + path + "' is no database; write its number: redis://host:6379/2");
        }
        return path.isEmpty() ? 0 : Integer.parseInt(path);
    }
}
