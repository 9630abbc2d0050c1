package dev.cuprum.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A Redis server under a test: on loopback, on a free port, with a folder of its own that goes with it. */
public final class RedisServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final @Nullable Path binary;
    private final @Nullable Path folder;
    private final String host;
    private final int port;
    private @Nullable Process process;

    private RedisServer(@Nullable Path binary, @Nullable Path folder, String host, int port) {
        this.binary = binary;
        this.folder = folder;
        this.host = host;
        this.port = port;
    }

    static RedisServer existing(URI address) {
        return new RedisServer(null, null, address.getHost(), address.getPort());
    }

    static RedisServer start(Path binary) {
        try {
            RedisServer server =
                    new RedisServer(binary, Files.createTempDirectory("cuprum-redis"), "127.0.0.1", freePort());
            server.restart();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Its address. */
    public String address() {
        return "redis://" + host + ":" + port;
    }

    /** Starts it again on its port, with the data that it has on disk; a crash of the process loses nothing. */
    public void restart() {
        try {
            process = new ProcessBuilder(
                            binary.toString(),
                            "--bind",
                            host,
                            "--port",
                            Integer.toString(port),
                            "--dir",
                            folder.toString(),
                            "--save",
                            "",
                            "--appendonly",
                            "yes",
                            "--appendfsync",
                            "no")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("Redis answers on " + address())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> "PONG".equals(command("PING")));
    }

    /** Ends it at once, as a crash does. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            awaitEnd(running);
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
        signal("-STOP");
    }

    /** Lets it go on. */
    public void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
            awaitEnd(kill);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
        return command(Stream.of(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    private String command(List<byte[]> words) {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(ascii("*" + words.size() + "\r\n"));
            for (byte[] word : words) {
                request.writeBytes(ascii("$" + word.length + "\r\n"));
                request.writeBytes(word);
                request.writeBytes(ascii("\r\n"));
            }
            socket.getOutputStream().write(request.toByteArray());
            return answer(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String answer(InputStream in) throws IOException {
        String line = line(in);
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '-' -> throw new IllegalStateException(rest);
            case '$' -> text(in, Integer.parseInt(rest));
            case '*' -> elements(in, Integer.parseInt(rest));
            default -> rest;
        };
    }

    private static String text(InputStream in, int length) throws IOException {
        return length < 0 ? "" : new String(in.readNBytes(length + 2), 0, length, StandardCharsets.UTF_8);
    }

    private static String elements(InputStream in, int count) throws IOException {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(answer(in));
        }
        return String.join("\n", elements);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed");
            }
            line.write(c);
        }
        in.read();
        return line.toString(StandardCharsets.UTF_8);
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
