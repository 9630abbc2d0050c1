package dev.cuprum.undertow.standalone.log;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes lines to a stream on a thread of its own. Whoever logs never waits: where lines come faster than the stream
 * takes them, some are dropped, and a line says how many. Safe for use by any number of threads.
 */
public final class LogWriter {

    private static final int MOST_WAITING = 16_384;
    private static final int MOST_AT_ONCE = 512;

    private final BlockingQueue<Object> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final PrintStream out;

    private LogWriter(PrintStream out) {
        this.out = out;
    }

    /** Starts to write to a stream. */
    public static LogWriter start(OutputStream stream) {
        LogWriter writer = new LogWriter(new PrintStream(stream, false, StandardCharsets.UTF_8));
        Thread thread = new Thread(writer::run, "cuprum-log");
        thread.setDaemon(true);
        thread.start();
        return writer;
    }

    /**
     * Has a line written, without its line break.
     *
     * @param line what {@code toString} makes the line, on the writer's thread
     */
    public void write(Object line) {
        if (!waiting.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    /** Waits until what was logged before is written, or the time is over. */
    public void flush(Duration most) {
        CountDownLatch written = new CountDownLatch(1);
        try {
            if (waiting.offer(written, most.toMillis(), TimeUnit.MILLISECONDS)) {
                boolean inTime = written.await(most.toMillis(), TimeUnit.MILLISECONDS);
                assert inTime || most.toMillis() >= 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Object> batch = new ArrayList<>(MOST_AT_ONCE);
        StringBuilder text = new StringBuilder(1 << 12);
        while (true) {
            try {
                batch.add(waiting.take());
            } catch (InterruptedException e) {
                return;
            }
            waiting.drainTo(batch, MOST_AT_ONCE - 1);
            for (Object line : batch) {
                if (!(line instanceof CountDownLatch)) {
                    text.append(line).append('\n');
                }
            }
            long lost = dropped.getAndSet(0);
            if (lost > 0) {
                String message = lost + " log lines were dropped: they came faster than they could be written";
                text.append(LogLine.of(System.currentTimeMillis(), "WARN", "log", message))
                        .append('\n');
            }
            out.append(text);
            out.flush();
            batch.stream().filter(CountDownLatch.class::isInstance).forEach(it -> ((CountDownLatch) it).countDown());
            batch.clear();
            text.setLength(0);
        }
    }
}
