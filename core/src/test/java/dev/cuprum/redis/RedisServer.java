package dev.cuprum.redis;

import dev.cuprum.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A Redis server under a test: on loopback, on a free port, with a folder of its own that goes with it. */
public final class RedisServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LOOPBACK = "127.0.0.1";
    private static final String SENTINEL = "sentinel.conf";

    private final @Nullable RedisProgram program;
    private final @Nullable Path folder;
    private final List<String> options;
    private final String host;
    private final int port;
    private RedisProgram.@Nullable Running running;

    private RedisServer(
            @Nullable RedisProgram program, @Nullable Path folder, List<String> options, String host, int port) {
        this.program = program;
        this.folder = folder;
        this.options = options;
        this.host = host;
        this.port = port;
    }

    static RedisServer existing(URI address) {
        return new RedisServer(null, null, List.of(), address.getHost(), address.getPort());
    }

    /**
     * Starts one.
     *
     * @param options such as {@code --cluster-enabled yes}, in words
     */
    static RedisServer start(RedisProgram program, String... options) {
        return start(program, folder(), options);
    }

    /** Starts one in a folder that has something already, such as certificates. */
    static RedisServer start(RedisProgram program, Path folder, String... options) {
        int port = Ports.free();
        List<String> all = new ArrayList<>(
                List.of("--port", "" + port, "--save", "", "--appendonly", "yes", "--appendfsync", "no"));
        all.addAll(Arrays.asList(options));
        return started(new RedisServer(program, folder, all, LOOPBACK, port));
    }

    /** Starts a sentinel, with these lines in its file. */
    static RedisServer sentinel(RedisProgram program, List<String> lines) {
        Path folder = folder();
        int port = Ports.free();
        try {
            Files.write(folder.resolve(SENTINEL), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> options =
                List.of(folder.resolve(SENTINEL).toString(), "--sentinel", "--port", Integer.toString(port));
        return started(new RedisServer(program, folder, options, LOOPBACK, port));
    }

    private static RedisServer started(RedisServer server) {
        try {
            server.restart();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("cuprum-redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address. */
    public String address() {
        return "redis://" + host + ":" + port;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Starts it again on its port, with the data that it has on disk; a crash of the process loses nothing. */
    public void restart() {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("--bind", host, "--dir", folder.toString()));
        RedisProgram.Running started = program.start(folder, arguments);
        running = started;
        Awaitility.await("Redis answers on " + address())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> !started.isAlive() || "PONG".equals(command("PING")));
        if (!started.isAlive()) {
            throw new IllegalStateException("Redis ends at once; it says: " + log());
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it at once, as a crash does. */
    public void kill() {
        if (running != null) {
            running.kill();
            running = null;
        }
    }

    /** Asks it to end, as an operator does. */
    public void shutDown() {
        try {
            command("SHUTDOWN");
        } catch (UncheckedIOException e) { // It closes the connection instead of an answer.
            Awaitility.await().atMost(PATIENCE).until(() -> !running.isAlive());
        }
    }

    /** Ends it, and takes all it has with it. */
    public void killAndForget() {
        kill();
        deleteFolder();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes it stand still: connections stay open, and nothing is answered. */
    public void pause() {
        running.pause();
    }

    /** Lets it go on. */
    public void resume() {
        running.resume();
    }

    /** Removes everything. */
    public void flush() {
        command("FLUSHALL");
    }

    /**
     * Sends a command on a connection of its own.
     *
     * @return the answer; the elements of an array are in lines
     * @throws IllegalStateException where it is an error
     */
    public String command(String... words) {
        return Resp.command(host, port, List.of(words));
    }

    /** Waits until a command has an answer with a text in it. */
    void awaitAnswer(String text, String... words) {
        Awaitility.await(String.join(" ", words) + " says " + text)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> command(words).contains(text));
    }

    /** Ends it and removes its folder; an existing server is left as it is. */
    @Override
    public void close() {
        kill();
        deleteFolder();
    }

    private void deleteFolder() {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
