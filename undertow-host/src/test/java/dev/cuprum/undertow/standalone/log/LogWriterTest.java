package dev.cuprum.undertow.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LogWriterTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesLinesInOrder() {
        LogWriter writer = LogWriter.start(written);
        IntStream.range(0, 1000).forEach(i -> writer.write("line " + i));
        writer.flush(LONG);

        assertThat(text().lines())
                .containsExactlyElementsOf(
                        IntStream.range(0, 1000).mapToObj(i -> "line " + i).toList());
    }

    @Test
    void neverLetsAWriterWaitAndSaysWhatItDropped() {
        CountDownLatch open = new CountDownLatch(1);
        LogWriter writer = LogWriter.start(new OutputStream() {
            @Override
            public void write(int octet) {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                written.write(bytes, offset, length);
            }
        });
        for (int i = 0; i < 40_000; i++) {
            writer.write("line");
        }
        open.countDown();
        writer.flush(LONG);

        assertThat(text()).containsPattern("Z WARN  log: [0-9]+ log lines were dropped");
    }
}
