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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
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

    /** How long a server may take to end that does not answer. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    /** How often a port is tried that somebody else may take first. */
    private static final int ATTEMPTS = 5;

    /** How long to wait before a server that has ended is started again. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final EmbeddedFiles files;
    private final FileChannel lock;
    private final Duration patience;
    private final Thread supervisor;
    private @Nullable ProcessHandle process;
    private EmbeddedSettings settings;
    private boolean closed;

    private EmbeddedRedis(EmbeddedFiles files, FileChannel lock, Duration patience) throws IOException {
        this.files = files;
        this.lock = lock;
        this.patience = patience;
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
        return start(folder, PATIENCE);
    }

    /**
     * The same.
     *
     * @param patience how long a server may take to read its data and answer, and to end
     */
    static EmbeddedRedis start(Path folder, Duration patience) {
        try {
            EmbeddedFiles files = EmbeddedFiles.in(folder);
            FileChannel lock = lock(files);
            try {
                EmbeddedRedis redis = new EmbeddedRedis(files, lock, patience);
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
        Optional<ProcessHandle> left = files.process();
        if (left.isPresent() && takesOver(left.get())) {
            LOG.log(Level.INFO, "took over the embedded Redis that is running on {0}", settings.place());
            process = left.get();
            return;
        }
        List<RedisBinary> all = RedisBinary.all(files.folder());
        StringBuilder failures = new StringBuilder();
        for (RedisBinary candidate : readers(all)) {
            Optional<String> failure = launch(candidate);
            if (failure.isEmpty()) {
                files.write(candidate.program());
                LOG.log(
                        Level.INFO,
                        "the embedded Redis ({0}) listens on {1}, with its data in {2}",
                        candidate.program(),
                        settings.place(),
                        files.folder());
                return;
            }
            failures.append("; ").append(candidate.program()).append(": ").append(failure.get());
        }
        String fact = all.isEmpty()
                ? "there is no embedded Redis for " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch") + ", and no redis-server on the PATH"
                : "the embedded Redis does not start" + failures;
        throw new StoreUnavailableException(
                fact + ". Install Redis 6.2 or newer, or Valkey, on the PATH; or give the address of one with --redis"
                        + " redis://host:6379; or keep units in memory with --redis memory");
    }

    /**
     * Waits for a server that a crashed node has left to answer: it may be reading its data. Ends one that does not, as
     * two servers would write to the same files.
     *
     * @return whether it answers
     */
    private boolean takesOver(ProcessHandle left) {
        if (settings.answers()) {
            return true;
        }
        if (!files.isServer(left, settings)) {
            return false;
        }
        LOG.log(
                Level.INFO,
                "the embedded Redis that was left, process {0}, does not answer yet; waiting for at most {1} s",
                Long.toString(left.pid()),
                patience.toSeconds());
        if (awaitAnswer(left)) {
            return true;
        }
        Duration farewell = patience.compareTo(FAREWELL) < 0 ? patience : FAREWELL;
        if (!end(left, farewell) && files.isServer(left, settings)) { // Not one that only waits to be forgotten.
            throw new StoreUnavailableException("a redis-server that was left, process " + left.pid()
                    + ", has its data in " + files.folder()
                    + ", does not answer and cannot be ended. End it, and start the node again");
        }
        return false;
    }

    private boolean awaitAnswer(ProcessHandle server) {
        try {
            return settings.awaitAnswer(server, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("the start of the embedded Redis was interrupted", e);
        }
    }

    /** The programs that see the data there is; first the one that has written it, so that it stays as it is. */
    private List<RedisBinary> readers(List<RedisBinary> all) throws IOException {
        Optional<EmbeddedProgram> writer = files.writer();
        int oldest = files.oldestReader();
        List<RedisBinary> readers = all.stream()
                .filter(candidate -> candidate.program().major() >= oldest)
                .sorted(Comparator.comparing((RedisBinary candidate) ->
                        !Optional.of(candidate.program()).equals(writer)))
                .toList();
        if (readers.isEmpty() && !all.isEmpty()) {
            String known = writer.filter(program -> program.major() == oldest)
                    .map(EmbeddedProgram::toString)
                    .orElse("Redis " + oldest + " or newer");
            throw new StoreUnavailableException("the data in " + files.folder() + " was written by " + known
                    + ", and what there is now would not see it: "
                    + all.stream().map(each -> each.program().toString()).collect(Collectors.joining(", "))
                    + ". Install " + writer.map(EmbeddedProgram::name).orElse("Redis") + " " + oldest
                    + " or newer on the PATH; or move that folder away, to begin without units");
        }
        return readers;
    }

    /** Starts a program; the answer is why that failed. */
    private Optional<String> launch(RedisBinary candidate) throws IOException {
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            boolean isFirstStart = process == null; // Later its clients know the port.
            if (isFirstStart && (attempt > 0 || !settings.isPortFree())) {
                settings = settings.withFreePort();
            }
            files.write(settings);
            ProcessHandle started = files.launch(candidate).toHandle();
            boolean answers = false;
            try {
                answers = awaitAnswer(started);
            } finally {
                if (!answers) {
                    end(started, patience);
                }
            }
            if (answers) {
                process = started;
                return Optional.empty();
            }
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
            end(process, patience);
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends a server; one that does not end by itself is killed.
     *
     * @param longest how long it may take to write what it has
     * @return whether it has ended
     */
    private static boolean end(ProcessHandle process, Duration longest) {
        try {
            if (process.destroy() && !hasEnded(process, longest)) {
                LOG.log(
                        Level.WARNING,
                        "the embedded Redis, process {0}, does not end, and is killed",
                        Long.toString(process.pid()));
                process.destroyForcibly();
            }
            return hasEnded(process, FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static boolean hasEnded(ProcessHandle process, Duration longest) throws InterruptedException {
        try {
            process.onExit().get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, "it is still there", e);
            return false;
        }
    }
}
