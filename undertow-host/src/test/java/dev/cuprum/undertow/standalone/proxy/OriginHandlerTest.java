package dev.cuprum.undertow.standalone.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.undertow.standalone.TestServer;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginHandlerTest {

    @TempDir
    Path folder;

    private TestServer proxy(String path, String url, String more) {
        return TestServer.start(
                folder, "maxBodyBytes: 0\nroutes: [{ path: '%s', proxy: '%s'%s }]".formatted(path, url, more));
    }

    private static String line(HttpResponse<String> echo, String name) {
        return echo.body()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("(none)");
    }

    @Test
    void tellsTheOriginWhoAsksForWhat() {
        try (Origin origin = Origin.echo();
                TestServer server = proxy("/", origin.url(), "")) {
            HttpResponse<String> response = server.get(
                    "/a%20b/c?x=1&y=%2F",
                    "X-Own",
                    "mine",
                    "X-Forwarded-For",
                    "10.1.2.3",
                    "X-Forwarded-Proto",
                    "https",
                    "X-Forwarded-Host",
                    "spoofed");

            String host = "127.0.0.1:" + server.server().edgePort();
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).startsWith("/a%20b/c?x=1&y=%2F\n");
            assertThat(line(response, "Host")).isEqualTo(host);
            assertThat(line(response, "X-Own")).isEqualTo("mine");
            assertThat(line(response, "X-Forwarded-For")).isEqualTo("10.1.2.3, 127.0.0.1");
            assertThat(line(response, "X-Forwarded-Proto")).isEqualTo("http");
            assertThat(line(response, "X-Forwarded-Host")).isEqualTo(host);
        }
    }

    @Test
    void callsTheOriginByItsOwnNameIfTold() {
        try (Origin origin = Origin.echo();
                TestServer server = proxy("/", origin.url(), ", hostHeader: origin")) {
            assertThat(line(server.get("/"), "Host")).isEqualTo("127.0.0.1:" + origin.port());
        }
    }

    @Test
    void keepsFieldsOfOneHopToThatHop() {
        try (Origin origin = new Origin(exchange -> {
                    exchange.getResponseHeaders()
                            .put(Headers.CONNECTION, "X-Private")
                            .put(new HttpString("X-Private"), "1")
                            .put(new HttpString("Keep-Alive"), "timeout=5")
                            .put(new HttpString("X-Public"), "1");
                    exchange.getResponseSender()
                            .send(exchange.getRequestHeaders().toString());
                });
                TestServer server = proxy("/", origin.url(), "")) {
            String answer = server.raw(String.join(
                    "\r\n",
                    "GET / HTTP/1.0",
                    "Host: h",
                    "Connection: X-Secret, x-more",
                    "X-Secret: 1",
                    "TE: trailers",
                    "Upgrade: websocket",
                    "Proxy-Authorization: x",
                    "X-Open: 1",
                    "",
                    ""));

            assertThat(answer).contains("X-Public: 1").doesNotContain("X-Private", "timeout=5");
            assertThat(answer).containsIgnoringCase("x-open").doesNotContainIgnoringCase("x-secret");
            assertThat(answer).doesNotContainIgnoringCase("upgrade").doesNotContainIgnoringCase("proxy-auth");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, '', /a/b?q, /a/b?q",
        "/, /base, /a/b?q, /basea/b?q",
        "/, /base/, /a/b?q, /base/a/b?q",
        "/app/, '', /app/x, /app/x",
        "/app/, /, /app/x, /x",
        "/app/, /new/, /app/x/../y%20z, /new/y%20z",
        "/app, /new, /app/x, /new/x",
        "= /app, /new, /app, /new",
        "/, '', //a/../b, //a/../b",
        "~ ^/re, '', /re/x?q=%41, /re/x?q=%41",
    })
    void asksForThePathAsNginxDoes(String location, String base, String asked, String got) {
        try (Origin origin = Origin.echo();
                TestServer server = proxy(location, origin.url() + base, "")) {
            assertThat(server.raw("GET " + asked + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                    .contains("\r\n\r\n" + got + "\n");
        }
    }

    @Test
    void passesStatusHeaderAndBodyBack() {
        try (Origin origin = new Origin(exchange -> {
                    exchange.setStatusCode(418);
                    exchange.setReasonPhrase("Short And Stout");
                    exchange.getResponseHeaders()
                            .add(Headers.SET_COOKIE, "a=1")
                            .add(Headers.SET_COOKIE, "b=2")
                            .put(Headers.SERVER, "pot");
                    exchange.getResponseSender().send("tea");
                });
                TestServer server = proxy("/", origin.url(), "")) {
            String answer = server.raw("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 418 Short And Stout\r\n")
                    .contains("Set-Cookie: a=1", "Set-Cookie: b=2", "Server: pot", "Content-Length: 3")
                    .endsWith("tea");
            assertThat(server.raw("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
                    .contains("Content-Length: 3")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void streamsBodiesBothWays() {
        byte[] random = new byte[12 << 20];
        new Random(7).nextBytes(random);
        String body = new String(random, StandardCharsets.ISO_8859_1).replace('\u0085', 'x');
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (Origin origin = Origin.echo();
                TestServer server = proxy("/", origin.url(), "")) {
            HttpRequest fixed = server.request("/")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                    .build();
            HttpRequest chunked = server.request("/")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
                    .build();
            for (HttpRequest request : List.of(fixed, chunked)) {
                String echoed = TestServer.send(request).body();
                assertThat(echoed.substring(echoed.indexOf("\n\n") + 2).equals(body))
                        .isTrue();
            }
        }
    }

    @Test
    void passesWhatComesAsItComes() throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        try (RawOrigin origin = new RawOrigin((socket, number) -> {
                    RawOrigin.readHeader(socket);
                    RawOrigin.write(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
                    seen.join();
                    RawOrigin.write(socket, "4\r\nlast\r\n0\r\n\r\n");
                });
                TestServer server = proxy("/", origin.url(), "")) {
            HttpResponse<InputStream> response = HttpClient.newHttpClient()
                    .send(server.request("/").build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                assertThat(new String(in.readNBytes(5), StandardCharsets.US_ASCII))
                        .isEqualTo("first");
                seen.complete(null);
                assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                        .isEqualTo("last");
            }
        }
    }

    @Test
    void keepsConnectionsForTheNextRequest() {
        try (Origin origin = Origin.echo();
                TestServer server = proxy("/", origin.url(), "")) {
            for (int i = 0; i < 20; i++) {
                assertThat(server.get("/" + i).statusCode()).isEqualTo(200);
            }
            // one for each I/O thread that a connection of the client may have fallen to
            assertThat(origin.connections())
                    .isLessThanOrEqualTo(Math.max(2, Runtime.getRuntime().availableProcessors()));
        }
    }

    @Test
    void letsRequestsWaitWhereConnectionsAreFew() {
        try (Origin origin = Origin.echo();
                TestServer server = TestServer.start(
                        folder,
                        "ioThreads: 1\nroutes: [{ path: /, proxy: '%s', maxConnections: 2 }]"
                                .formatted(origin.url()))) {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 50)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> server.get("/" + i).statusCode()))
                    .toList();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
            assertThat(origin.connections()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void goesOnSafelyAfterAConnectionThatClosedWhileIdle() throws Exception {
        try (RawOrigin origin = new RawOrigin((socket, number) -> {
                    RawOrigin.readHeader(socket);
                    RawOrigin.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    if (number == 1) {
                        // takes the second request, and hangs up on it
                        RawOrigin.readHeader(socket);
                        return;
                    }
                    RawOrigin.readHeader(socket);
                });
                TestServer server = TestServer.start(
                        folder, "ioThreads: 1\nroutes: [{ path: /, proxy: '%s' }]".formatted(origin.url()))) {
            assertThat(server.get("/").body()).isEqualTo("ok");
            assertThat(server.get("/").body()).isEqualTo("ok");
            assertThat(origin.connections()).isEqualTo(2);
        }
    }

    @Test
    void doesNotRepeatWhatIsNotSafeToRepeat() throws Exception {
        try (RawOrigin origin = new RawOrigin((socket, number) -> {
                    RawOrigin.readHeader(socket);
                    RawOrigin.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                    RawOrigin.readHeader(socket);
                });
                TestServer server = TestServer.start(
                        folder, "ioThreads: 1\nroutes: [{ path: /, proxy: '%s' }]".formatted(origin.url()))) {
            assertThat(server.get("/").body()).isEqualTo("ok");
            HttpRequest post = server.request("/")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(TestServer.send(post).statusCode()).isEqualTo(502);
            assertThat(origin.connections()).isEqualTo(1);
        }
    }
}
