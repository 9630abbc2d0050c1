package dev.cuprum.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.OptionalDouble;

/** A process that measures on request and is idle between requests. Not thread-safe. */
final class WorkerProcess implements AutoCloseable {

    /**
     * What a process answers.
     *
     * @param nanos per call; empty where it has nothing to run
     * @param result what the function returned, or why there is none
     */
    record Answer(OptionalDouble nanos, String result) {}

    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    /**
     * Starts the process.
     *
     * @throws UsageError where its program cannot be started
     */
    WorkerProcess(List<String> command) {
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UsageError("cannot run '" + command.get(0) + "'; is it installed, and on the path?");
        }
        requests = process.outputWriter();
        answers = process.inputReader();
    }

    /** Has the process measure for so many seconds by that clock, {@code cpu} or {@code wall}. */
    Answer measure(String name, double seconds, String clock) {
        try {
            requests.write(name + " " + seconds + " " + clock + "\n");
            requests.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("the process for " + name + " ended");
            }
            String[] parts = line.split(" ", 3);
            return parts[0].equals("ok")
                    ? new Answer(OptionalDouble.of(Double.parseDouble(parts[1])), parts.length > 2 ? parts[2] : "")
                    : new Answer(OptionalDouble.empty(), line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process, whatever it is doing. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
