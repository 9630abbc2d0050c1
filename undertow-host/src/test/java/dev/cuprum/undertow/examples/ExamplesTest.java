package dev.cuprum.undertow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples run as their README says: as single source files, each in a JVM of its own. */
class ExamplesTest {

    private static final Path ROOT = Path.of(System.getProperty("cuprum.root", ".."));

    @TempDir
    Path folder;

    @Test
    void anEdgeIsEmbeddedInTwentyLines() throws Exception {
        assertThat(Files.readAllLines(ROOT.resolve("undertow-host/examples/Embed.java")))
                .hasSizeLessThanOrEqualTo(20);
        run("Embed.java", port -> {
            HttpResponse<String> response = get(port, "/");
            assertThat(response.body()).isEqualTo("hello\n");
            assertThat(response.headers().firstValue("X-Edge")).hasValue("cu");
        });
    }

    @Test
    void anEngineOfOnesOwnRunsItsUnits() throws Exception {
        run("OwnEngine.java", port -> assertThat(get(port, "/?name=world").body())
                .isEqualTo("hello world\n"));
    }

    @Test
    void aWholeServerIsPutTogether() throws Exception {
        run("TestBed.java", port -> {
            HttpResponse<String> response = get(port, "/?name=world");
            assertThat(response.body()).startsWith("hello world ");
            assertThat(response.headers().firstValue("X-Edge")).hasValue("cu");
            assertThat(get(port, "/?name=nobody").statusCode()).isEqualTo(403);
            assertThat(get(port, "/ping").body()).isEqualTo("pong\n");
            assertThat(get(port, "/v12/x").body()).isEqualTo("version 12\n");
            assertThat(get(port, "/old").body()).isEqualTo("new for /old\n");
            assertThat(get(port, "/gone").body()).isEqualTo("no /gone\n");
        });
    }

    private void run(String example, Consumer<Integer> check) throws Exception {
        int port = Ports.free();
        File log = folder.resolve("log").toFile();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ROOT.resolve("undertow-host/examples").resolve(example).toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answers(port) || !process.isAlive());
            assertThat(process.isAlive()).as(Files.readString(log.toPath())).isTrue();
            check.accept(port);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static boolean answers(int port) {
        try {
            return get(port, "/").statusCode() > 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static HttpResponse<String> get(int port, String target) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
