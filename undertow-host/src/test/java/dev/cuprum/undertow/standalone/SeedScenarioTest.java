package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cuprum.undertow.standalone.config.Address;
import dev.cuprum.undertow.standalone.config.ConfigurationReader;
import dev.cuprum.undertow.standalone.config.Redis;
import dev.cuprum.unit.Limits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story with which it all began: a token check before a proxied origin, published and removed while it serves. */
class SeedScenarioTest {

    private static final String TOKEN_CHECK =
            "local token = ngx.var.arg_token or ngx.var.cookie_superstition if token ~= 'token' then return"
                    + " ngx.exit(ngx.HTTP_FORBIDDEN) else ngx.header['Set-Cookie'] = {'superstition=token'} end";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer origin;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.createContext("/", exchange -> {
            byte[] body = "origin".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        origin.start();
        String yaml =
                "listen: 127.0.0.1:0\ncontrol: { listen: 127.0.0.1:0 }\nroutes:\n  - { path: /, proxy: \"http://127.0.0.1:"
                        + origin.getAddress().getPort() + "\" }\n";
        server = Server.start(ConfigurationReader.parse(yaml, "test.yaml", folder).toBuilder()
                .redis(Redis.MEMORY)
                .requestLimits(Limits.of(60_000, 64))
                .data(folder.resolve("data"))
                .control(new Address("127.0.0.1", 0))
                .build());
    }

    @AfterEach
    void stop() {
        server.close();
        origin.stop(0);
    }

    @Test
    void eachChangeIsLiveInTheNextRequest() throws Exception {
        for (int round = 0; round < 20; round++) {
            assertThat(get("/x").statusCode()).isEqualTo(200);
            assertThat(control(
                                    "PUT",
                                    "{\"phase\":\"rewrite\",\"code\":\"" + TOKEN_CHECK + "\"," + TestServer.UNHURRIED
                                            + "}")
                            .statusCode())
                    .isEqualTo(201);

            HttpResponse<String> without = get("/x");
            assertThat(without.statusCode()).isEqualTo(403);
            assertThat(without.body()).doesNotContain("origin");

            HttpResponse<String> with = get("/x?token=token");
            assertThat(with.statusCode()).isEqualTo(200);
            assertThat(with.body()).isEqualTo("origin");
            assertThat(with.headers().allValues("Set-Cookie")).containsExactly("superstition=token");

            assertThat(get("/x", "Cookie", "superstition=token").statusCode()).isEqualTo(200);
            assertThat(get("/x", "Cookie", "superstition=other").statusCode()).isEqualTo(403);

            assertThat(control("DELETE", "").statusCode()).isEqualTo(200);
            assertThat(get("/x").body()).isEqualTo("origin");
        }
    }

    private HttpResponse<String> get(String target, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.edgePort() + target))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> control(String method, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.controlPort() + "/api/units/token-check"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + server.token().value())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
