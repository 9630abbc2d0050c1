package dev.cuprum.benchmarks.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The process of the other node, with the moments at which its lines have arrived. */
final class NodeProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    /** What a node says when it serves. */
    record Ready(long millis, int compiled, long megabytes, int port) {}

    /** When a generation was live, by this JVM's clock, and how many units had been compiled by then. */
    record Live(long nanos, int compiled) {}

    private final Process process;
    private final Map<Long, Live> live = new ConcurrentHashMap<>();
    private Ready ready;

    private NodeProcess(Process process) {
        this.process = process;
    }

    /** Starts a node and waits until it serves. */
    static NodeProcess start(String redis) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X") || argument.startsWith("--add"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OtherNode.class.getName(), redis));
        try {
            NodeProcess node = new NodeProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
            Thread reader = new Thread(node::read, "other-node");
            reader.setDaemon(true);
            reader.start();
            node.awaitReady();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        if (words[0].equals("live")) {
            live.put(Long.parseLong(words[1]), new Live(now, Integer.parseInt(words[2])));
        } else {
            ready = new Ready(
                    Long.parseLong(words[1]),
                    Integer.parseInt(words[2]),
                    Long.parseLong(words[3]),
                    Integer.parseInt(words[4]));
        }
        notifyAll();
    }

    private synchronized void awaitReady() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (ready == null) {
            pause(end, "does not serve");
        }
    }

    synchronized Ready ready() {
        return ready;
    }

    /** Waits until a generation is live there. */
    synchronized Live await(long generation) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!live.containsKey(generation)) {
            pause(end, "does not run generation " + generation);
        }
        return live.get(generation);
    }

    private void pause(long end, String otherwise) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || !process.isAlive()) {
            throw new IllegalStateException("the other node " + otherwise);
        }
        try {
            wait(Math.min(left, 1_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
