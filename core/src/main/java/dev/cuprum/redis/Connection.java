package dev.cuprum.redis;

import dev.cuprum.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.api.listener.BaseStatusListener;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;

/**
 * The way to Redis: connects when it is first needed, as often as it takes, and runs scripts. Everything goes to the
 * master, also what only reads, because a replica may be behind.
 */
final class Connection implements AutoCloseable {

    private static final int MOST_CAUSES = 20;

    /** How often, and how long after each other, the new master is looked for where the old one is a replica now. */
    private static final int DEMOTIONS = 8;

    private static final Duration DEMOTION = Duration.ofMillis(250);

    private final Config config;
    private final String server;
    private final Keys keys;
    private final Inbox inbox;
    private volatile @Nullable RedissonClient client;
    private boolean closed;

    /**
     * @param server names the server to people
     * @param inbox told what the topic says
     */
    Connection(Config config, String server, Keys keys, Inbox inbox) {
        this.config = config;
        this.server = server;
        this.keys = keys;
        this.inbox = inbox;
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
        for (int attempt = 1; ; attempt++) {
            try {
                return evaluate(connected, script, names, arguments);
            } catch (RedisException | IllegalStateException e) {
                if (attempt > DEMOTIONS || !isDemoted(e)) {
                    throw unavailable(server, e);
                }
                LockSupport.parkNanos(DEMOTION.toNanos());
            }
        }
    }

    /** A server that has run a script before is told its digest only. */
    private static List<byte[]> evaluate(
            RedissonClient connected, Script script, List<String> names, List<byte[]> arguments) {
        RScript scripts = connected.getScript(ByteArrayCodec.INSTANCE);
        List<Object> keys = new ArrayList<>(names);
        List<Object> answer;
        try {
            answer = scripts.evalSha(
                    RScript.Mode.READ_WRITE, script.digest(), RScript.ReturnType.LIST, keys, arguments.toArray());
        } catch (RedisNoScriptException e) {
            answer = scripts.eval(
                    RScript.Mode.READ_WRITE, script.text(), RScript.ReturnType.LIST, keys, arguments.toArray());
        }
        return answer.stream().map(text -> (byte[]) text).toList();
    }

    /** Whether a script failed at its first write because the master has become a replica. */
    private static boolean isDemoted(RuntimeException e) {
        return causes(e).stream()
                .anyMatch(cause ->
                        cause instanceof RedisException && reason(cause).contains("READONLY"));
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

    /** What was said while nobody listened is lost, so that listening again is a reason to look. */
    private void subscribe(RedissonClient connected) {
        RTopic releases = connected.getTopic(keys.releases(), ByteArrayCodec.INSTANCE);
        releases.addListener(byte[].class, (topic, message) -> inbox.tell(message));
        releases.addListener(new BaseStatusListener() {
            @Override
            public void onSubscribe(String topic) {
                inbox.look();
            }
        });
    }

    /** Says whether the server is silent or refuses; a refusal may be the cause of a connection that was not made. */
    static StoreUnavailableException unavailable(String server, RuntimeException e) {
        return new StoreUnavailableException(server + " " + what(server, causes(e)), e);
    }

    private static List<Throwable> causes(Throwable e) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = e; cause != null && causes.size() < MOST_CAUSES; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static String what(String server, List<Throwable> causes) {
        for (Throwable cause : causes) {
            if (cause instanceof SSLException) {
                return "cannot be spoken to by TLS, as where its certificate is not trusted or does not name this"
                        + " address: " + reason(cause);
            }
        }
        if (causes.stream().anyMatch(InterruptedException.class::isInstance)) {
            return "was not waited for: the thread that asked was interrupted";
        }
        boolean network = causes.stream().anyMatch(IOException.class::isInstance);
        for (Throwable cause : causes) {
            boolean silent = cause instanceof RedisConnectionException || cause instanceof RedisTimeoutException;
            if (cause instanceof RedisException && !silent && !network) {
                return "refuses: " + reason(cause);
            }
        }
        return server.contains("rediss://")
                ? "does not answer by TLS; it may not be there, not speak TLS, or ask for a certificate that it trusts"
                : "does not answer";
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
