package dev.cuprum.redis;

import dev.cuprum.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * The way to Redis: connects when it is first needed, as often as it takes, and runs scripts. Everything goes to the
 * master, also what only reads, because a replica may be behind.
 */
final class Connection implements AutoCloseable {

    private final Config config;
    private final String server;
    private final Keys keys;
    private final Runnable onRelease;
    private volatile @Nullable RedissonClient client;
    private boolean closed;

    /**
     * @param server names the server to people
     * @param onRelease called where somebody says that there is something new
     */
    Connection(Config config, String server, Keys keys, Runnable onRelease) {
        this.config = config;
        this.server = server;
        this.keys = keys;
        this.onRelease = onRelease;
    }

    String server() {
        return server;
    }

    /**
     * Runs a script.
     *
     * @return the texts it answers
     * @throws StoreUnavailableException where there is no answer, or a refusal
     */
    List<byte[]> run(Script script, List<String> names, List<byte[]> arguments) {
        RedissonClient connected = connected();
        try {
            List<Object> answer = connected
                    .getScript(ByteArrayCodec.INSTANCE)
                    .eval(
                            RScript.Mode.READ_WRITE,
                            script.text(),
                            RScript.ReturnType.LIST,
                            new ArrayList<>(names),
                            arguments.toArray());
            return answer.stream().map(text -> (byte[]) text).toList();
        } catch (RedisException | IllegalStateException e) {
            throw unavailable(server, e);
        }
    }

    private synchronized RedissonClient connected() {
        if (closed) {
            throw new StoreUnavailableException("the store of namespace '" + keys.namespace() + "' is closed");
        }
        RedissonClient present = client;
        if (present == null) {
            try {
                present = Redisson.create(config);
                subscribe(present);
            } catch (RedisException | IllegalStateException e) {
                if (present != null) {
                    shutDown(present);
                }
                throw unavailable(server, e);
            }
            client = present;
        }
        return present;
    }

    private void subscribe(RedissonClient connected) {
        connected
                .getTopic(keys.releases(), StringCodec.INSTANCE)
                .addListener(String.class, (topic, message) -> onRelease.run());
    }

    /** Says whether the server is silent or refuses; a refusal may be the cause of a connection that was not made. */
    static StoreUnavailableException unavailable(String server, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            boolean silent = cause instanceof RedisConnectionException
                    || cause instanceof RedisTimeoutException
                    || cause.getCause() instanceof IOException;
            if (cause instanceof RedisException && !silent) {
                return new StoreUnavailableException(server + " refuses: " + reason(cause), e);
            }
        }
        return new StoreUnavailableException(server + " does not answer", e);
    }

    /** What the server has said, without what Redisson says of the command: that can be as long as all units. */
    private static String reason(Throwable e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf(". channel:");
        String reason = (end < 0 ? message : message.substring(0, end)).replaceFirst("\\.$", "");
        return reason.length() <= 200 ? reason : reason.substring(0, 200) + "…";
    }

    /** Texts as bytes. */
    static List<byte[]> bytes(List<String> texts) {
        return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
        RedissonClient present = client;
        client = null;
        if (present != null) {
            shutDown(present);
        }
    }

    private static void shutDown(RedissonClient client) {
        client.shutdown(0, 2, TimeUnit.SECONDS);
    }
}
