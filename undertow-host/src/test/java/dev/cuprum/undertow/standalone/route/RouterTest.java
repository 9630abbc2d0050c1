package dev.cuprum.undertow.standalone.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.undertow.EdgeHandler;
import dev.cuprum.undertow.RouteSettings;
import dev.cuprum.undertow.standalone.TestServer;
import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.config.ConfigurationReader;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RouterTest {

    private static final String ROUTES =
            """
            routes:
              - { path: /, respond: { body: root } }
              - { path: = /exact, respond: { body: exact } }
              - { path: /a/, respond: { body: a } }
              - { path: ^~ /a/final/, respond: { body: final } }
              - { path: ~ \\.txt$, respond: { body: txt } }
              - { path: /inner, internal: true, respond: { body: inner } }
              - { path: "@named", respond: { body: named } }
              - { path: /status, respond: { status: 418, body: "short and stout", headers: { Content-Type: text/x, X: [1, 2] } } }
              - { path: /empty, respond: { status: 204 } }
            """;

    @TempDir
    Path folder;

    private Undertow inner;

    @AfterEach
    void stop() {
        if (inner != null) {
            inner.stop();
        }
    }

    @Test
    void routesByNginxsRules() {
        try (TestServer server = TestServer.start(folder, ROUTES)) {
            assertThat(server.get("/").body()).isEqualTo("root");
            assertThat(server.get("/exact").body()).isEqualTo("exact");
            assertThat(server.get("/exact/").body()).isEqualTo("root");
            assertThat(server.get("/a/x").body()).isEqualTo("a");
            assertThat(server.get("/a/x.txt?q").body()).isEqualTo("txt");
            assertThat(server.get("/a/final/x.txt").body()).isEqualTo("final");
            assertThat(server.get("/a/../exact").body()).isEqualTo("exact");
            assertThat(server.get("/b//..//%65xact").body()).isEqualTo("exact");
        }
    }

    @Test
    void sendsFixedResponses() {
        try (TestServer server = TestServer.start(folder, ROUTES)) {
            HttpResponse<String> teapot = server.get("/status");
            assertThat(teapot.statusCode()).isEqualTo(418);
            assertThat(teapot.body()).isEqualTo("short and stout");
            assertThat(teapot.headers().allValues("content-type")).containsExactly("text/x");
            assertThat(teapot.headers().allValues("x")).containsExactly("1", "2");

            assertThat(server.get("/").headers().firstValue("content-type")).contains("text/plain");
            assertThat(server.get("/empty").statusCode()).isEqualTo(204);

            HttpResponse<String> head = TestServer.send(server.request("/status")
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build());
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("content-length")).contains("15");
        }
    }

    @Test
    void hidesWhatIsInternal() {
        try (TestServer server = TestServer.start(folder, ROUTES)) {
            assertThat(server.get("/inner").statusCode()).isEqualTo(404);
            assertThat(server.get("/inner/x").statusCode()).isEqualTo(404);
            assertThat(server.get("/@named").body()).isEqualTo("root");
            assertThat(server.raw("GET @named HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void answersWhatNoRouteIsForWith404() {
        try (TestServer server = TestServer.start(folder, "routes: [{ path: /a, respond: { } }]")) {
            HttpResponse<String> response = server.get("/b");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.body()).contains("<h1>404 Not Found</h1>");
            assertThat(server.raw("GET /../a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void refusesBodiesThatAreTooLong() {
        try (TestServer server = TestServer.start(folder, "maxBodyBytes: 10\n" + ROUTES)) {
            assertThat(TestServer.send(server.request("/")
                                    .POST(HttpRequest.BodyPublishers.ofString("0123456789"))
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.raw("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n0123456789A"))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void tellsHttp10ClientsThatTheirConnectionIsKept() {
        try (TestServer server = TestServer.start(folder, ROUTES)) {
            String twice = server.raw("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /exact HTTP/1.0\r\n\r\n");
            assertThat(twice).containsIgnoringCase("Connection: keep-alive").endsWith("exact");
        }
    }

    @Test
    void leavesARequestWithTheRouteThatTheEdgeHasFound() {
        Configuration configuration = ConfigurationReader.parse(ROUTES, "test.yaml", folder);
        Router router = Router.create(configuration.site(), 1);

        assertThat(answer(chosen(router, "/inner"))).isEqualTo("inner");
        assertThat(answer(chosen(router, "@named"))).isEqualTo("named");
        assertThat(answer(chosen(router, "~ \\.txt$"))).isEqualTo("txt");
    }

    private static HttpHandler chosen(Router router, String route) {
        return exchange -> {
            exchange.putAttachment(EdgeHandler.ROUTE, RouteSettings.of(route));
            router.handleRequest(exchange);
        };
    }

    private String answer(HttpHandler handler) {
        inner = Undertow.builder()
                .addHttpListener(0, "127.0.0.1", handler)
                .setIoThreads(1)
                .setWorkerThreads(1)
                .build();
        inner.start();
        InetSocketAddress address =
                (InetSocketAddress) List.copyOf(inner.getListenerInfo()).get(0).getAddress();
        try {
            return TestServer.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/here"))
                            .build())
                    .body();
        } finally {
            inner.stop();
        }
    }
}
