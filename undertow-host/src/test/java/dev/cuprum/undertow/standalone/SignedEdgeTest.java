package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.cuprum.redis.RedisServer;
import dev.cuprum.redis.RedisServers;
import dev.cuprum.redis.RedisUnitStore;
import dev.cuprum.store.Release;
import dev.cuprum.store.SigningKey;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that sign, and servers that run signed releases only. */
final class SignedEdgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final SigningKey key = SigningKey.generate();

    @BeforeEach
    void writeKeys() throws IOException {
        Files.writeString(folder.resolve("edge.key"), key.pem());
        Files.writeString(folder.resolve("edge.pub"), key.publicKey().pem());
    }

    private TestServer node(String redis, String more) {
        return TestServer.start(folder, "redis: " + redis + "\nnamespace: signed\ntrust: [ edge.pub ]\n" + more);
    }

    private static HttpResponse<String> control(TestServer node, String method, String path, String body) {
        return TestServer.send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + node.server().controlPort() + path))
                .header("Authorization", "Bearer a-token-of-tests")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> publish(TestServer node, String text) {
        return control(
                node,
                "PUT",
                "/api/units/hello?wait=30s",
                "{\"phase\":\"content\",\"code\":\"ngx.print('" + text + "')\"," + TestServer.UNHURRIED + "}");
    }

    private static void awaitBody(TestServer node, String body) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(node.get("/").body()).isEqualTo(body));
    }

    @Test
    void whatOneNodeSignsTheOtherRunsAndNothingElse() {
        try (RedisServer redis = RedisServers.own();
                TestServer publisher = node(redis.address(), "signing: { key: edge.key }\n");
                TestServer reader = node(redis.address(), "node: { name: reader }\n")) {
            assertThat(publish(publisher, "signed").statusCode()).isEqualTo(201);
            awaitBody(reader, "signed");

            HttpResponse<String> refused = publish(reader, "unsigned");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("has no key to sign one; nothing was published");

            try (RedisUnitStore stranger =
                    RedisUnitStore.builder(redis.address()).namespace("signed").build()) {
                stranger.publish(Release.put(ComputingUnit.of("hello", Phase.CONTENT, "ngx.print('evil')")));
            }

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            control(reader, "GET", "/api/nodes", "").body())
                    .contains("\"untrusted\"", "generation 2", "it is not signed"));
            assertThat(reader.get("/").body()).isEqualTo("signed");
            assertThat(publisher.get("/").body()).isEqualTo("signed");
        }
    }

    @Test
    void aNodeOfItsOwnSignsToo() {
        try (TestServer node = node("embedded", "signing: { key: edge.key }\n")) {
            assertThat(publish(node, "signed").statusCode()).isEqualTo(201);
        }
        try (TestServer node = node("embedded", "signing: { key: edge.key }\n")) {
            assertThat(node.get("/").body()).isEqualTo("signed");
        }
    }

    @Test
    void aNodeThatWouldNotRunWhatItPublishesDoesNotStart() throws IOException {
        Files.writeString(folder.resolve("other.key"), SigningKey.generate().pem());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> node("embedded", "signing: { key: other.key }\n"))
                .withMessageContaining("it would not run what it publishes");
    }
}
