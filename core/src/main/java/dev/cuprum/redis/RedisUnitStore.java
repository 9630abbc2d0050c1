package dev.cuprum.redis;

import dev.cuprum.store.ChainedEntry;
import dev.cuprum.store.HistoryEntry;
import dev.cuprum.store.NodeReport;
import dev.cuprum.store.NodeStatus;
import dev.cuprum.store.Release;
import dev.cuprum.store.SigningKey;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.SnapshotFile;
import dev.cuprum.store.StoreAlarm;
import dev.cuprum.store.StoreListener;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.TrustedKeys;
import dev.cuprum.store.UnitStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;

/**
 * Keeps releases in Redis, for all nodes of a namespace. Safe for use by any number of threads.
 *
 * <p>A release is one script: it changes everything or nothing, and only where nobody else has published since. What is
 * read is read by one script too, and verified against the digest of the generation. Where Redis is lost, empty, or was
 * altered by hand, the last good generation stays and an alarm stands; a file keeps that generation over a restart.
 *
 * <p>Watchers are told of the newest generation; those that were replaced before this node looked are passed over.
 */
public final class RedisUnitStore implements UnitStore {

    /** How many generations can be returned to, unless the builder says otherwise. */
    public static final int HISTORY = 100;

    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final InstantSource clock;
    private final Trust trust;
    private final Alarms alarms;
    private final @Nullable Slot slot;
    private final @Nullable Saver saver;
    private final Connection connection;
    private final Current current;
    private final Follower follower;
    private final History history;
    private final Publisher publisher;
    private final Nodes nodes;
    private volatile String reportedEpoch = "";

    private RedisUnitStore(Builder builder) {
        clock = builder.clock;
        Keys keys = new Keys(builder.namespace);
        trust = new Trust(keys.namespace(), builder.signer, builder.trusted);
        alarms = new Alarms("units of namespace '" + keys.namespace() + "'", builder.listeners, builder.clock);
        slot = builder.folder == null ? null : Slot.take(builder.folder, keys.namespace());
        Optional<SnapshotFile> file =
                Optional.ofNullable(slot).map(place -> new SnapshotFile(place.file(), builder.clock));
        Picture kept =
                file.flatMap(from -> new Kept(from, trust, alarms).read()).orElse(Picture.NONE);
        saver = file.map(to -> new Saver(to, alarms, builder.clock, keys.namespace()))
                .orElse(null);
        Inbox inbox = new Inbox();
        connection = new Connection(builder.config, builder.server, keys, inbox);
        history = new History(connection, keys, alarms);
        current = new Current(kept, alarms, saver, history, clock, builder.server, keys, trust);
        follower = new Follower(
                connection, keys, current, trust, alarms, builder.poll, builder.verify, builder.recent, inbox);
        publisher = new Publisher(connection, keys, follower, current, trust, clock, builder.historyLimit);
        nodes = new Nodes(connection, keys, alarms, clock);
        awaitFirstLook(follower.start(), kept.isNone() ? builder.patienceWithoutUnits : builder.patience);
    }

    private void awaitFirstLook(CompletableFuture<Void> firstLook, Duration patience) {
        try {
            firstLook.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            startWithoutRedis(e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e));
        } catch (TimeoutException e) {
            startWithoutRedis(new StoreUnavailableException(
                    connection.server() + " has not answered within " + patience.toMillis() + " ms", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            startWithoutRedis(new StoreUnavailableException("the start was interrupted", e));
        }
    }

    private void startWithoutRedis(RuntimeException cause) {
        Picture kept = current.picture();
        if (kept.isNone()) {
            close();
            throw new StoreUnavailableException(
                    cause.getMessage()
                            + ", and this node has no file of a last good generation to start with; start Redis,"
                            + " or correct its address",
                    cause);
        }
        alarms.raise(
                StoreAlarm.Kind.LOST,
                cause.getMessage() + "; this node starts with generation "
                        + kept.head().generation() + " from its file, published at "
                        + kept.head().publishedAt());
    }

    /**
     * A store on Redis at these addresses.
     *
     * @param addresses as {@link RedisAddresses} reads them, files from the folder in which the process runs
     * @throws IllegalArgumentException where an address is none
     */
    public static Builder builder(String... addresses) {
        return builder(RedisAddresses.of(addresses));
    }

    /** A store on Redis at these addresses. */
    public static Builder builder(RedisAddresses addresses) {
        return builder(addresses.config(), addresses.description());
    }

    /**
     * A store on servers as Redisson describes them, for what no address can say.
     *
     * @param config its codec is not used
     * @param server names the servers to people, in messages: {@code "the Redis sentinels at a, b, c"}
     */
    public static Builder builder(Config config, String server) {
        return new Builder(new Config(config), server);
    }

    /**
     * Checks what is to be a namespace.
     *
     * @return the same
     * @throws IllegalArgumentException where it cannot be one, with a message for the person who wrote it
     */
    public static String requireNamespace(String text) {
        if (!NAMESPACE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no namespace: 1 to 64 letters, digits, dots, dashes and underscores");
        }
        return text;
    }

    /** The newest snapshot that this node has; never asks Redis. */
    @Override
    public Snapshot load() {
        return current.picture().snapshot();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Where Redis has lost what it had, it is given all units of this node again, together with the release.
     *
     * @throws StoreUnavailableException where Redis does not answer, or what it has cannot be built upon
     */
    @Override
    public Snapshot publish(Release release) {
        return publish(release, follower.recent().orElseGet(follower::next));
    }

    /** Looks into Redis, as a publication that is about to come begins with that, unless that was done a moment ago. */
    @Override
    public Prepared prepare() {
        long look = follower.prepare();
        return release -> publish(release, look);
    }

    private Snapshot publish(Release release, long look) {
        return publisher.publish(
                (base, next) -> {
                    base.snapshot().requireActive(clock.instant());
                    return base.snapshot().with(release, next);
                },
                release.author(),
                release.comment(),
                look);
    }

    /**
     * {@inheritDoc}
     *
     * @throws StoreUnavailableException where Redis does not answer, or what it has cannot be built upon
     */
    @Override
    public Snapshot rollback(long generation, String author, String comment) {
        return publisher.publish(
                (base, next) ->
                        history.at(generation, base.snapshot(), base.link()).restoredOver(base.snapshot(), next),
                author,
                comment.isEmpty() ? "rollback to generation " + generation : comment,
                follower.next());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Each names the digest of the one before it. Where that is broken, an alarm is raised, and what is older is left
     * out. A node that runs signed releases only begins with the entry that the release it runs has signed.
     *
     * @throws StoreUnavailableException where Redis does not answer
     */
    @Override
    public List<HistoryEntry> history() {
        follower.redis.lock();
        try {
            return believed().stream().map(ChainedEntry::entry).toList();
        } finally {
            follower.redis.unlock();
        }
    }

    private List<ChainedEntry> believed() {
        if (!trust.isRequired()) {
            return history.entries();
        }
        follower.look();
        return history.entries(current.picture().head().link());
    }

    @Override
    public void addListener(StoreListener listener) {
        alarms.add(listener);
    }

    @Override
    public String epoch() {
        return current.picture().head().epoch();
    }

    /** A report that comes after the next picture does, and is still of the one before, is not of the new epoch. */
    @Override
    public void report(NodeReport report) {
        Head head = current.picture().head();
        if (head.generation() == report.prepared()) {
            reportedEpoch = head.epoch();
        }
        nodes.report(report.withEpoch(reportedEpoch));
    }

    @Override
    public List<NodeStatus> nodes() {
        return nodes.all();
    }

    @Override
    public Subscription watch(Consumer<Snapshot> watcher) {
        return current.watch(watcher);
    }

    /** Names the server to people, without passwords. */
    public String server() {
        return connection.server();
    }

    @Override
    public List<StoreAlarm> alarms() {
        return alarms.standing();
    }

    /** Leaves Redis; what is not yet on disk is written first. */
    @Override
    public void close() {
        // The last is closed first; each is, whatever the others throw.
        try (slot;
                saver;
                connection;
                nodes) {
            follower.close();
        }
    }

    /** Puts a store together. Not thread-safe. */
    public static final class Builder {

        private final Config config;
        private final String server;
        private final List<StoreListener> listeners = new ArrayList<>();
        private String namespace = "default";
        private @Nullable Path folder;
        private Duration poll = Duration.ofSeconds(3);
        private Duration verify = Duration.ofMinutes(1);
        private Duration recent = Duration.ofSeconds(1);
        private Duration patience = Duration.ofSeconds(1);
        private Duration patienceWithoutUnits = Duration.ofSeconds(10);
        private int historyLimit = HISTORY;
        private InstantSource clock = InstantSource.system();
        private @Nullable SigningKey signer;
        private @Nullable TrustedKeys trusted;

        private Builder(Config config, String server) {
            this.config = config;
            this.server = server;
        }

        /** Separates edges that share a server; {@code default} by default. */
        public Builder namespace(String namespace) {
            this.namespace = namespace;
            return this;
        }

        /**
         * Where the last good generation is kept, in {@code units-NAMESPACE.jsonl}, or with a number behind the namespace
         * where several nodes share the folder; without a folder a node cannot start while Redis is down. Nodes of
         * different servers must not share one, as {@link RedisAddresses#folderName} helps to see to: what is in it
         * belongs to the server, and is given to one that has lost its units.
         */
        public Builder folder(Path folder) {
            this.folder = folder;
            return this;
        }

        /** How often to look for something new where nobody tells; every 3 s by default, more or less a tenth. */
        public Builder poll(Duration interval) {
            poll = positive(interval);
            return this;
        }

        /** How often to read and verify all units though the head is the same; once a minute by default. */
        public Builder verify(Duration interval) {
            verify = positive(interval);
            return this;
        }

        /** For how long after an exchange with Redis a publication need not look first. */
        Builder recent(Duration recent) {
            this.recent = recent;
            return this;
        }

        /** How long a node that has units on disk waits for Redis when it starts; 1 s by default. */
        public Builder patience(Duration patience) {
            this.patience = positive(patience);
            return this;
        }

        /** How many releases Redis keeps, 1 to 10,000; 100 by default. All nodes should say the same. */
        public Builder historyLimit(int releases) {
            if (releases < 1 || releases > 10_000) {
                throw new IllegalArgumentException("a history has 1 to 10000 releases, not " + releases);
            }
            historyLimit = releases;
            return this;
        }

        /** Adds someone who sees alarms come and go. */
        public Builder listener(StoreListener listener) {
            listeners.add(listener);
            return this;
        }

        /** Dates releases, alarms and files. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** Signs what this node publishes; nothing is signed by default. */
        public Builder signer(SigningKey signer) {
            this.signer = signer;
            return this;
        }

        /**
         * Has this node run only what is signed with one of these keys; by default it runs what Redis has. Its own key
         * must be among them, and without a key it cannot publish. It does not follow a server that went back.
         */
        public Builder trust(TrustedKeys trusted) {
            this.trusted = trusted;
            return this;
        }

        private static Duration positive(Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("a duration must be more than nothing, not " + duration);
            }
            return duration;
        }

        /**
         * The store, after its first look into Redis; or, where that fails, with what is on disk.
         *
         * @throws StoreUnavailableException where Redis does not answer and there is nothing on disk
         * @throws IllegalArgumentException where the namespace cannot be one, or the node's own key is not trusted
         */
        public RedisUnitStore build() {
            return new RedisUnitStore(this);
        }
    }
}
