package dev.cuprum.benchmarks.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The process of the other node, with the moments at which its lines have arrived. */
final class NodeProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_MILLIS = 500;

    /** What a node says when it serves; and how long after its process was begun it said so, by this JVM's clock. */
    record Ready(long millis, int compiled, long megabytes, int port) {}

    /** When a generation was live, by this JVM's clock, and how many units had been compiled by then. */
    record Live(long nanos, int compiled) {}

    private final Process process;
    private final long begun;
    private final Map<Long, Live> live = new ConcurrentHashMap<>();
    private @Nullable Ready ready;

    private long millis;
    private int port;

    private NodeProcess(Process process, long begun) {
        this.process = process;
        this.begun = begun;
    }

    /**
     * Starts a node and waits until it serves.
     *
     * @param redis the address
     * @param folder what the node keeps
     */
    static NodeProcess start(String redis, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X") || argument.startsWith("--add"))
                .forEach(command::add);
        command.addAll(archive());
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), OtherNode.class.getName(), redis, folder.toString()));
        try {
            long begun = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            NodeProcess node = new NodeProcess(process, begun);
            Thread reader = new Thread(node::read, "other-node");
            reader.setDaemon(true);
            reader.start();
            node.ready();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code bin/cuprum} does it: a node that ends leaves its classes to those that start after it. */
    private static List<String> archive() {
        String file = System.getProperty("cuprum.archive");
        if (file == null) {
            return List.of();
        }
        String log = Runtime.version().feature() < 25 ? "-Xlog:cds*=off" : "-Xlog:cds*=off,aot*=off";
        return List.of(
                Files.exists(Path.of(file)) ? "-XX:SharedArchiveFile=" + file : "-XX:ArchiveClassesAtExit=" + file,
                log);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line.split(" "), System.nanoTime());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void take(String[] words, long now) {
        switch (words[0]) {
            case "live" -> live.put(Long.parseLong(words[1]), new Live(now, Integer.parseInt(words[2])));
            case "serves" -> {
                millis = TimeUnit.NANOSECONDS.toMillis(now - begun);
                port = Integer.parseInt(words[1]);
            }
            case "ready" -> ready = new Ready(millis, Integer.parseInt(words[1]), Long.parseLong(words[2]), port);
            default -> {} // The JVM has something to say, too.
        }
        notifyAll();
    }

    /** What the node said when it served; waits for that. */
    Ready ready() {
        return await(() -> ready, "does not serve");
    }

    /** Waits until a generation is live there. */
    Live await(long generation) {
        return await(() -> live.get(generation), "does not run generation " + generation);
    }

    private synchronized <T> T await(Supplier<@Nullable T> said, String otherwise) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        T found = said.get();
        while (found == null) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("the other node " + otherwise);
            }
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            found = said.get();
        }
        return found;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
