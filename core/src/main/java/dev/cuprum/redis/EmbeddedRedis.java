package dev.cuprum.redis;

import dev.cuprum.store.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A Redis of a node's own: a process on loopback, on a port and with a password that nobody has to choose, whose data
 * is in a folder and survives. It is started again where it ends by itself, and stops with {@link #close}; where the
 * node crashed, the next start takes over what still runs. Safe for use by several threads.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Logger LOG = System.getLogger(EmbeddedRedis.class.getName());

    /** How long a server may take to read its data and answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How often a port is tried that somebody else may take first. */
    private static final int ATTEMPTS = 5;

    /** How long to wait before a server that has ended is started again. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final EmbeddedFiles files;
    private final FileChannel lock;
    private final Thread supervisor;
    private @Nullable ProcessHandle process;
    private EmbeddedSettings settings;
    private boolean closed;

    private EmbeddedRedis(EmbeddedFiles files, FileChannel lock) throws IOException {
        this.files = files;
        this.lock = lock;
        settings = files.settings();
        supervisor = new Thread(this::supervise, "cuprum-embedded-redis");
        supervisor.setDaemon(true);
    }

    /**
     * Starts a server, or takes over the one that a crashed node has left; it answers when this returns.
     *
     * @param folder where its data is; made where it is not there, for its owner alone
     * @throws StoreUnavailableException where there is no program for this platform, none can be started, or another
     *     node has the folder; the message says what to do
     */
    public static EmbeddedRedis start(Path folder) {
        try {
            EmbeddedFiles files = EmbeddedFiles.in(folder);
            FileChannel lock = lock(files);
            try {
                EmbeddedRedis redis = new EmbeddedRedis(files, lock);
                redis.start();
                redis.supervisor.start();
                return redis;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "the embedded Redis cannot use its folder " + folder + ": " + e
                            + ". Make it writable for this user, choose another data folder, or give the address of a"
                            + " Redis",
                    e);
        }
    }

    private static FileChannel lock(EmbeddedFiles files) throws IOException {
        FileChannel channel = FileChannel.open(
                files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) { // This very process has it.
            LOG.log(Level.DEBUG, "the folder is locked by this process", e);
        }
        channel.close();
        throw new StoreUnavailableException("another node runs the embedded Redis in " + files.folder()
                + ". Give this one a data folder of its own for an edge of its own; or, for two nodes of one"
                + " edge, give both the address of the same Redis");
    }

    private synchronized void start() throws IOException {
        Optional<ProcessHandle> left = files.process().filter(found -> settings.answers());
        if (left.isPresent()) {
            LOG.log(Level.INFO, "took over the embedded Redis that is running on {0}", settings.place());
            process = left.get();
            return;
        }
        Map<String, Path> programs = RedisBinary.all(files.folder());
        StringBuilder failures = new StringBuilder();
        for (Map.Entry<String, Path> candidate : programs.entrySet()) {
            Optional<String> failure = launch(candidate.getValue());
            if (failure.isEmpty()) {
                LOG.log(
                        Level.INFO,
                        "the embedded Redis (from {0}) listens on {1}, with its data in {2}",
                        candidate.getKey(),
                        settings.place(),
                        files.folder());
                return;
            }
            failures.append("; that of ")
                    .append(candidate.getKey())
                    .append(": ")
                    .append(failure.get());
        }
        String fact = programs.isEmpty()
                ? "there is no embedded Redis for " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch") + ", and no redis-server on the PATH"
                : "the embedded Redis does not start" + failures;
        throw new StoreUnavailableException(
                fact + ". Install Redis 6.2 or newer, or Valkey, on the PATH; or give the address of one with --redis"
                        + " redis://host:6379; or keep units in memory with --redis memory");
    }

    /** Starts a program; the answer is why that failed. */
    private Optional<String> launch(Path candidate) throws IOException {
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            boolean isFirstStart = process == null; // Later its clients know the port.
            if (isFirstStart && (attempt > 0 || !settings.isPortFree())) {
                settings = settings.withFreePort();
            }
            files.write(settings);
            Process started = files.launch(candidate);
            try {
                if (settings.awaitAnswer(started, PATIENCE)) {
                    process = started.toHandle();
                    return Optional.empty();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end(started.toHandle());
                throw new StoreUnavailableException("the start of the embedded Redis was interrupted", e);
            }
            end(started.toHandle());
            failure = files.lastWords();
            if (!failure.contains("in use")) {
                break;
            }
        }
        return Optional.of(failure);
    }

    private void supervise() {
        try {
            for (Optional<ProcessHandle> watched = watched(); watched.isPresent(); watched = watched()) {
                watched.get().onExit().join();
                Thread.sleep(REST.toMillis());
                startAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<ProcessHandle> watched() {
        return closed ? Optional.empty() : Optional.ofNullable(process);
    }

    private synchronized void startAgain() {
        if (closed) {
            return;
        }
        LOG.log(Level.WARNING, "the embedded Redis has ended by itself ({0}); it is started again", files.lastWords());
        try {
            start();
        } catch (IOException | StoreUnavailableException e) {
            LOG.log(Level.ERROR, "the embedded Redis cannot be started again, and is tried again", e);
        }
    }

    /** Its address, with its password. */
    public synchronized String address() {
        return settings.address();
    }

    /** Its port. */
    public synchronized int port() {
        return settings.port();
    }

    /** Stops the server, once all it has is on disk. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (process != null) {
            end(process);
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(ProcessHandle process) {
        if (!process.destroy()) {
            return;
        }
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "the embedded Redis does not end, and is killed", e);
            process.destroyForcibly();
        }
    }
}
