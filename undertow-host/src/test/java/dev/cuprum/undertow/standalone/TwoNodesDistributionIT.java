package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cuprum.redis.RedisServer;
import dev.cuprum.redis.RedisServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the distribution as it is packaged, which are one edge. */
final class TwoNodesDistributionIT {

    private static final Path CUPRUM =
            Path.of(System.getProperty("cuprum.distribution"), "bin", "cuprum").toAbsolutePath();
    private static final String TOKEN = "a-token-of-tests";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    /** A process that serves. */
    private final class Node implements AutoCloseable {

        private final Path log;
        private final Process process;

        Node(String name, String redis) throws IOException {
            log = folder.resolve(name + ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            CUPRUM.toString(),
                            "serve",
                            "--listen",
                            "127.0.0.1:0",
                            "--control",
                            "127.0.0.1:0",
                            "--redis",
                            redis,
                            "--node",
                            name)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().remove("CUPRUM_JAVA_OPTS");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("CUPRUM_TOKEN", TOKEN);
            builder.environment().put("CUPRUM_CACHE", "");
            process = builder.start();
        }

        private URI at(String kind, String path) {
            Pattern line = Pattern.compile(" " + kind + ": http://(127[.]0[.]0[.]1:[0-9]+)");
            String place = await().atMost(PATIENCE)
                    .until(() -> line.matcher(Files.readString(log)).results().findFirst(), Optional::isPresent)
                    .orElseThrow()
                    .group(1);
            return URI.create("http://" + place + path);
        }

        HttpResponse<String> get(String path) {
            return TestServer.send(HttpRequest.newBuilder(at("edge", path)).build());
        }

        JsonNode control(String method, String path, String body) throws IOException {
            HttpRequest request = HttpRequest.newBuilder(at("control plane", path))
                    .header("Authorization", "Bearer " + TOKEN)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return JSON.readTree(TestServer.send(request).body());
        }

        /** Stops the whole process where it stands, or lets it go on. */
        void signal(String name) throws IOException, InterruptedException {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start();
            assertThat(kill.waitFor()).isZero();
        }

        /** The one that serves, be it a child of the script that started it. */
        private long pid() {
            return process.descendants()
                    .filter(child -> child.info().command().orElse("").endsWith("java"))
                    .map(ProcessHandle::pid)
                    .findFirst()
                    .orElseGet(process::pid);
        }

        void stop() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    private static String content(String text) {
        return "{\"phase\":\"content\",\"code\":\"ngx.print('" + text + "')\"," + TestServer.UNHURRIED + "}";
    }

    @Test
    void whatOnePublishesTheOtherRuns() throws Exception {
        try (RedisServer redis = RedisServers.own();
                Node one = new Node("one", redis.address());
                Node two = new Node("two", redis.address())) {
            assertThat(two.get("/").statusCode()).isEqualTo(200);

            JsonNode published = one.control("PUT", "/api/units/hello?wait=30s", content("from one"));

            assertThat(published.path("nodes").toString())
                    .isEqualTo("{\"acknowledged\":[\"one\",\"two\"],\"pending\":[]}");
            assertThat(two.get("/").body()).isEqualTo("from one");
            two.control("PUT", "/api/units/hello?wait=30s", content("from two"));
            assertThat(one.get("/").body()).isEqualTo("from two");

            redis.kill();
            assertThat(one.control("PUT", "/api/units/hello", content("lost"))
                            .path("status")
                            .asInt())
                    .isEqualTo(503);
            redis.restart();
            await().atMost(PATIENCE).until(() -> two.control("PUT", "/api/units/hello", content("back"))
                    .has("etag"));
            await().atMost(PATIENCE).until(() -> one.get("/").body().equals("back"));

            two.stop();

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            one.control("GET", "/api/nodes", "").at("/nodes").findValuesAsText("state"))
                    .containsExactly("live", "stopped"));
            assertThat(Files.readString(one.log)).doesNotContain("Exception", "SLF4J", "\tat ");
        }
    }

    @Test
    void aNodeThatStoodStillHasEverythingThatItMissed() throws Exception {
        assumeThat(Path.of("/bin/kill")).as("processes are stopped by kill").isExecutable();
        try (RedisServer redis = RedisServers.own();
                Node one = new Node("one", redis.address());
                Node two = new Node("two", redis.address())) {
            one.control("PUT", "/api/units/hello?wait=30s", content("before"));
            assertThat(two.get("/").body()).isEqualTo("before");

            two.signal("STOP");
            try {
                for (int i = 1; i <= 50; i++) {
                    assertThat(one.control("PUT", "/api/units/hello", content("release " + i))
                                    .has("etag"))
                            .isTrue();
                }
                one.control("PUT", "/api/units/other", content(", and another"));
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(one.control("GET", "/api/nodes", "")
                                .at("/nodes")
                                .findValuesAsText("state"))
                        .containsExactly("live", "unknown"));
            } finally {
                two.signal("CONT");
            }

            await().atMost(PATIENCE).until(() -> two.get("/").body().equals("release 50, and another"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            one.control("GET", "/api/nodes", "").at("/nodes").findValuesAsText("state"))
                    .containsExactly("live", "live"));
            assertThat(Files.readString(two.log)).doesNotContain("Exception", "\tat ");
        }
    }
}
