package dev.cuprum.undertow.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.engine.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrorLogTest {

    private static final String FORM = "\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[%s] \\d+#\\d+: %s";

    @TempDir
    Path folder;

    @Test
    void namesLevelsAsNginxDoes() {
        ErrorLog log = ErrorLog.inMemory();
        for (LogLevel level : LogLevel.values()) {
            log.write(level, ErrorLine.of("x"));
        }
        assertThat(log.lines())
                .hasSize(9)
                .allMatch(line -> line.matches(FORM.formatted("[a-z]+", "x")))
                .anyMatch(line -> line.contains("[error]"))
                .noneMatch(line -> line.contains("[err]"));
    }

    @Test
    void leavesOutWhatIsLessUrgentThanItsLevel() {
        ErrorLog log = ErrorLog.inMemory(LogLevel.WARN);
        log.write(LogLevel.NOTICE, ErrorLine.of("notice"));
        log.write(LogLevel.WARN, ErrorLine.of("warn"));
        log.write(LogLevel.EMERG, ErrorLine.of("emerg"));
        assertThat(log.text()).contains("warn\n", "emerg\n").doesNotContain("notice");
    }

    @Test
    void keepsTheNewestLinesWhereMemoryIsShort() {
        ErrorLog log = ErrorLog.inMemory();
        String filler = "x".repeat(4000);
        for (int i = 0; i < 6000; i++) {
            log.write(LogLevel.ERR, ErrorLine.of(i + " " + filler));
        }
        assertThat(log.text().length()).isBetween(15 << 20, 16 << 20);
        assertThat(log.lines().get(log.lines().size() - 1)).contains(": 5999 x");
    }

    @Test
    void waitsForALine() throws Exception {
        ErrorLog log = ErrorLog.inMemory();
        assertThat(log.await(line -> true, Duration.ZERO)).isEmpty();
        CompletableFuture<Void> later =
                CompletableFuture.runAsync(() -> log.write(LogLevel.ERR, ErrorLine.of("at last")));
        assertThat(log.await(line -> line.endsWith("at last"), Duration.ofSeconds(60)))
                .isPresent();
        later.join();
    }

    @Test
    void isAppendedToAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("error.log"), "before\n");
        try (ErrorLog log = ErrorLog.toFile(file, LogLevel.ERR)) {
            log.write(LogLevel.ERR, ErrorLine.of("to the file"));
            log.write(LogLevel.WARN, ErrorLine.of("not to the file"));
            assertThat(log.lines()).isEmpty();
        }
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .element(1)
                .asString()
                .matches(FORM.formatted("error", "to the file"));
    }

    @Test
    void refusesAFileThatCannotBeWritten() {
        assertThatThrownBy(() -> ErrorLog.toFile(folder.resolve("gone").resolve("error.log"), LogLevel.ERR))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("the error log cannot be written to " + folder);
    }

    @Test
    void whatIsWrittenElsewhereCannotBeginALine() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LogWriter writer = LogWriter.start(out);
        ErrorLog.to(writer, LogLevel.ERR).write(LogLevel.ERR, ErrorLine.of("a\nb\u001b[2J"));
        writer.flush(Duration.ofSeconds(60));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .endsWith(": a\\nb\\x1b[2J\n")
                .hasLineCount(1);
    }
}
