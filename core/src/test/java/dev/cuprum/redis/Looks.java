package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often the nodes of a server have looked into it: nothing else that they do here asks for all fields of a hash. */
final class Looks {

    private static final Pattern CALLS = Pattern.compile("cmdstat_hgetall:calls=([0-9]+)");

    private final RedisServer server;

    Looks(RedisServer server) {
        this.server = server;
    }

    long count() {
        Matcher calls = CALLS.matcher(server.command("INFO", "commandstats"));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    /**
     * Publishes until a reader has had a release without a look of its own: a node that has just begun to listen looks
     * once more.
     *
     * @param release makes the release to publish
     * @return the last one
     */
    Snapshot publishUntilOneIsHeard(RedisUnitStore writer, RedisUnitStore reader, Supplier<Release> release) {
        AtomicReference<Snapshot> last = new AtomicReference<>(Snapshot.EMPTY);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Release next = release.get();
            long before = count();
            last.set(writer.publish(next));
            awaitSnapshot(reader, last.get());
            return count() == before + 1; // That of the writer.
        });
        return last.get();
    }
}
