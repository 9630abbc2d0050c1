package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cuprum.redis.RedisAddresses;
import dev.cuprum.redis.RedisServer;
import dev.cuprum.redis.RedisServers;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.unit.InvalidUnitException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose units are in a Redis. */
final class RedisEdgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private static HttpResponse<String> control(TestServer node, String method, String path, String body) {
        return TestServer.send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.server().controlPort() + path))
                .header("Authorization", "Bearer a-token-of-tests")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static String content(String text) {
        return "{\"phase\":\"content\",\"code\":\"ngx.print('" + text + "')\"," + TestServer.UNHURRIED + "}";
    }

    private TestServer node(String name, String redis, String more) {
        return TestServer.start(folder, "redis: " + redis + "\nnode: { name: " + name + " }\n" + more);
    }

    private static void awaitBody(TestServer node, String body) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(node.get("/").body()).isEqualTo(body));
    }

    @Test
    void twoNodesWithOneDataFolderAreOneEdge() throws IOException {
        try (RedisServer redis = RedisServers.any();
                TestServer one = node("one", redis.address(), "namespace: two-nodes\n");
                TestServer two = node("two", redis.address(), "namespace: two-nodes\n")) {
            HttpResponse<String> put = control(one, "PUT", "/api/units/hello?wait=30s", content("hi"));

            assertThat(put.statusCode()).isEqualTo(201);
            assertThat(json(put).path("nodes").toString())
                    .isEqualTo("{\"acknowledged\":[\"one\",\"two\"],\"pending\":[]}");
            awaitBody(two, "hi");
            assertThat(one.get("/").body()).isEqualTo("hi");

            JsonNode nodes = json(control(two, "GET", "/api/nodes", "")).path("nodes");
            assertThat(nodes.findValuesAsText("name")).containsExactly("one", "two");
            assertThat(nodes.findValuesAsText("state")).containsOnly("live");
            assertThat(nodes.findValuesAsText("generation")).containsOnly("1");
        }
    }

    @Test
    void aNodeOfAnEdgeThatWasBegunAnewIsWaitedForThoughItsNumberIsHigher() throws IOException {
        try (RedisServer redis = RedisServers.own();
                TestServer one = node("one", redis.address(), "")) {
            control(one, "PUT", "/api/units/a", content("old"));
            control(one, "PUT", "/api/units/b", content("old"));
            redis.flush();
            try (TestServer fresh = node("fresh", redis.address(), "")) {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(json(control(fresh, "GET", "/api/nodes", ""))
                                .path("nodes")
                                .findValuesAsText("name"))
                        .containsExactly("fresh", "one"));

                JsonNode put = json(control(fresh, "PUT", "/api/units/c?wait=5s", content("new")));

                assertThat(put.path("generation").asLong()).isEqualTo(1);
                assertThat(put.path("nodes").toString())
                        .isEqualTo("{\"acknowledged\":[\"fresh\"],\"pending\":[\"one\"]}");
            }
        }
    }

    @Test
    void waitingNamesTheUnitThatOneNodeCannotRun() throws IOException {
        try (RedisServer redis = RedisServers.any();
                TestServer one = node("one", redis.address(), "namespace: failing\n");
                TestServer two = node("two", redis.address(), "namespace: failing\n")) {
            String code = "{\"phase\":\"init\",\"code\":\"error('no')\"}";

            assertThat(control(one, "PUT", "/api/units/start?wait=30s", code).statusCode())
                    .isEqualTo(201);

            JsonNode nodes = json(control(two, "GET", "/api/nodes", "")).path("nodes");
            assertThat(nodes.findValues("startFailures"))
                    .allSatisfy(failures -> assertThat(failures.toString()).contains("no"));
        }
    }

    @Test
    void publicationsAreRefusedWhileRedisIsLostAndRequestsAreServed() throws IOException {
        try (RedisServer redis = RedisServers.own();
                TestServer one = node("one", redis.address(), "")) {
            control(one, "PUT", "/api/units/hello", content("hi"));

            redis.kill();

            // Who has just heard from Redis sends a release without a look, and cannot know what became of that one.
            await().untilAsserted(() -> {
                HttpResponse<String> refused = control(one, "PUT", "/api/units/hello", content("new"));
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(json(refused).path("detail").asText())
                        .contains("Redis at redis://127.0.0.1:", "nothing was published", "generation 1");
            });
            assertThat(one.get("/").body()).isEqualTo("hi");
            assertThat(json(control(one, "GET", "/api/nodes", ""))
                            .at("/nodes/0/alarms/0/kind")
                            .asText())
                    .isEqualTo("lost");
        }
    }

    @Test
    void aNodeStartsWithoutRedisFromItsFile() {
        try (RedisServer redis = RedisServers.own()) {
            try (TestServer one = node("one", redis.address(), "")) {
                control(one, "PUT", "/api/units/hello", content("hi"));
            }
            redis.kill();
            try (TestServer one = node("one", redis.address(), "")) {
                assertThat(one.get("/").body()).isEqualTo("hi");
            }
        }
    }

    @Test
    void aNodeWithNeitherRedisNorFileDoesNotStart() {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> node("one", "redis://127.0.0.1:1", ""))
                .withMessageContaining("does not answer")
                .withMessageContaining("start Redis, or correct its address");
    }

    @Test
    void theEmbeddedRedisKeepsUnitsOverARestart() {
        try (TestServer one = node("one", "embedded", "")) {
            control(one, "PUT", "/api/units/hello", content("hi"));
            assertThat(one.get("/").body()).isEqualTo("hi");
        }
        assertThat(folder.resolve("cuprum-data/redis/redis.conf")).exists();
        try (TestServer one = node("one", "embedded", "")) {
            assertThat(one.get("/").body()).isEqualTo("hi");
        }
    }

    @Test
    void whereTheConfigurationCannotBeServedTheEmbeddedRedisIsStopped() throws IOException {
        String bad = "units: { content: \"this is no lua\" }\n";

        assertThatExceptionOfType(InvalidUnitException.class)
                .isThrownBy(() -> node("one", "embedded", bad))
                .withMessageContaining("unit 'server.content'");

        assertThat(folder.resolve("cuprum-data/redis/redis.pid")).doesNotExist();
        try (var files = Files.list(folder.resolve("cuprum-data/redis"))) {
            assertThat(files).isNotEmpty();
        }
    }

    @Test
    void unitsOfAConfigurationAreTheNodesOwn() throws IOException {
        String own = "namespace: own\nunits: { content: \"ngx.print('own')\" }\n";
        try (RedisServer redis = RedisServers.any();
                TestServer one = node("one", redis.address(), own);
                TestServer two = node("two", redis.address(), "namespace: own\n")) {
            assertThat(one.get("/").body()).isEqualTo("own");
            assertThat(two.get("/").statusCode()).isEqualTo(404);
            assertThat(one.server().edge().store().load().generation()).isZero();

            JsonNode units = json(control(one, "GET", "/api/units", "")).path("units");
            assertThat(units.findValuesAsText("id")).isEqualTo(List.of("server.content"));
            assertThat(units.findValuesAsText("source")).isEqualTo(List.of("configuration"));
            assertThat(control(one, "DELETE", "/api/units/server.content", "").statusCode())
                    .isEqualTo(409);
            assertThat(control(two, "DELETE", "/api/units/server.content", "").statusCode())
                    .isEqualTo(404);

            control(two, "PUT", "/api/units/server.content", content("published"));

            awaitBody(one, "published");
        }
    }

    @Test
    void whatHappensIsCounted() {
        try (TestServer one = TestServer.start(folder, "")) {
            control(one, "PUT", "/api/units/hello", content("hi"));
            one.get("/");
            one.get("/");

            HttpResponse<String> metrics = control(one, "GET", "/metrics", "");

            assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain; version=0.0.4");
            assertThat(metrics.body())
                    .contains(
                            "cuprum_unit_executions_total{outcome=\"completed\",phase=\"content\",unit=\"hello\"} 2.0")
                    .contains("cuprum_generation 1.0")
                    .contains("cuprum_store_alarms{kind=\"tampered\"} 0.0");
        }
    }

    @Test
    void aReleaseCanWaitForItsInstant() throws IOException {
        try (TestServer one = TestServer.start(folder, "")) {
            Instant tomorrow = Instant.now().plusSeconds(86_400);
            String later = "{\"put\":[{\"id\":\"a\",\"phase\":\"content\",\"code\":\"ngx.print('a')\","
                    + TestServer.UNHURRIED + "}],"
                    + "\"activateAt\":\"" + tomorrow + "\"}";

            HttpResponse<String> waits = control(one, "POST", "/api/releases?wait=30s", later);

            assertThat(waits.statusCode()).as(waits.body()).isEqualTo(200);
            assertThat(json(waits).path("activateAt").asText()).isEqualTo(tomorrow.toString());
            assertThat(json(waits).at("/nodes/acknowledged/0").asText()).isEqualTo("node");
            assertThat(one.get("/").statusCode()).isEqualTo(404);
            HttpResponse<String> other = control(one, "PUT", "/api/units/b", content("b"));
            assertThat(other.statusCode()).isEqualTo(409);
            assertThat(json(other).path("detail").asText()).contains("generation 1 is to run from " + tomorrow);

            assertThat(control(one, "POST", "/api/releases/1/rollback", "").statusCode())
                    .isEqualTo(200);

            assertThat(one.get("/").body()).isEqualTo("a");
        }
    }

    @Test
    void publishedCodeThatFailsAtTheStartKeepsNoNodeFromStarting() throws IOException {
        String init = "{\"phase\":\"init\",\"code\":\"error('no')\"}";
        try (RedisServer redis = RedisServers.any()) {
            try (TestServer one = node("one", redis.address(), "namespace: start-fails\n")) {
                control(one, "PUT", "/api/units/start", init);
                control(one, "PUT", "/api/units/hello", content("hi"));
            }
            try (TestServer one = node("one", redis.address(), "namespace: start-fails\n")) {
                assertThat(one.get("/").body()).isEqualTo("hi");
                assertThat(json(control(one, "GET", "/api/nodes", "")).toString())
                        .contains("unit 'start' (init)");
            }
            assertThatExceptionOfType(InvalidUnitException.class)
                    .isThrownBy(() ->
                            node("one", redis.address(), "namespace: start-fails\nunits: { init: \"error('own')\" }\n"))
                    .withMessageContaining("own")
                    .withMessageNotContaining("'start'");
        }
    }

    @Test
    void aNodeTakesNothingFromItsOwnRedisToAnother() throws IOException {
        try (TestServer one = node("one", "embedded", "")) {
            control(one, "PUT", "/api/units/hello", content("local"));
        }
        try (RedisServer redis = RedisServers.own()) {
            try (TestServer one = node("one", redis.address(), "")) {
                assertThat(one.get("/").statusCode()).isEqualTo(404);
                control(one, "PUT", "/api/units/other", content("shared"));

                JsonNode units = json(control(one, "GET", "/api/units", ""));
                assertThat(units.path("generation").asLong()).isEqualTo(1);
                assertThat(units.findValuesAsText("id")).containsExactly("other");
            }
            String server = RedisAddresses.of(redis.address()).folderName();
            assertThat(folder.resolve("cuprum-data/units").resolve(server).resolve("units-default.jsonl"))
                    .exists();
        }
        assertThat(folder.resolve("cuprum-data/redis/units-default.jsonl")).exists();
        try (TestServer one = node("one", "embedded", "")) {
            assertThat(one.get("/").body()).isEqualTo("local");
        }
    }
}
