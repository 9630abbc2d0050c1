package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Units in JavaScript as they are published, wait and misbehave on a server with one I/O thread. */
final class JavaScriptServerTest {

    private static final String TOKEN = "a-token-of-tests";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final CountDownLatch FETCHED = new CountDownLatch(1);
    private static final CountDownLatch MAY_ANSWER = new CountDownLatch(1);

    private static HttpServer origin;
    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.createContext("/slow", JavaScriptServerTest::answerLate);
        origin.createContext("/slow/chunked", JavaScriptServerTest::answerInChunks);
        origin.start();
        server = Server.builder()
                .threads(1, 1)
                .control("127.0.0.1", 0, TOKEN)
                .fetch(originUrl("/slow"))
                .route("/", route -> route.respond(200, "page\n"))
                .start();
        // GraalVM takes its time to start, in which nothing can be stopped.
        publish("first", "content", 60_000, "closed", "export default ({ respond }) => respond('started');");
        assertThat(send(edge("/first")).body()).isEqualTo("started");
    }

    private static String originUrl(String path) {
        return "http://127.0.0.1:" + origin.getAddress().getPort() + path;
    }

    private static void answerLate(HttpExchange exchange) throws IOException {
        FETCHED.countDown();
        try {
            MAY_ANSWER.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] body = "late".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void answerInChunks(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Keep-Alive", "timeout=7");
        exchange.getResponseHeaders().set("X-Kept", "kept");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", "99");
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("in chunks".getBytes(StandardCharsets.UTF_8));
        }
        exchange.close();
    }

    @AfterAll
    static void stop() {
        MAY_ANSWER.countDown();
        origin.stop(0);
        server.close();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder edge(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static HttpRequest.Builder control(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.controlPort() + path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json");
    }

    /** Publishes a unit for the path of its own name. */
    private static HttpResponse<String> put(String id, String phase, int timeoutMs, String onFailure, String code)
            throws Exception {
        Map<String, Object> unit = Map.of(
                "phase",
                phase,
                "language",
                "js",
                "code",
                code,
                "onFailure",
                onFailure,
                "match",
                Map.of("paths", new String[] {"/" + id}),
                "limits",
                Map.of("timeoutMs", timeoutMs, "memoryMb", 512));
        return send(control("/api/units/" + id).PUT(BodyPublishers.ofString(JSON.writeValueAsString(unit))));
    }

    private static void publish(String id, String phase, int timeoutMs, String onFailure, String code)
            throws Exception {
        HttpResponse<String> answer = put(id, phase, timeoutMs, onFailure, code);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static JsonNode node() throws Exception {
        return JSON.readTree(send(control("/api/nodes")).body()).at("/nodes/0");
    }

    private static String metrics() throws Exception {
        return send(control("/metrics")).body();
    }

    @Test
    void aUnitThatWaitsKeepsNoIoThread() throws Exception {
        publish(
                "waits",
                "content",
                60_000,
                "closed",
                """
                export default async ({ respond }) => {
                  await new Promise((resolve) => setTimeout(resolve, 5));
                  const answer = await fetch('%s');
                  respond(await answer.text());
                };
                """
                        .formatted(originUrl("/slow")));
        CompletableFuture<HttpResponse<String>> waiting =
                CLIENT.sendAsync(edge("/waits").build(), BodyHandlers.ofString());
        FETCHED.await();
        assertThat(send(edge("/other")).body()).isEqualTo("page\n");
        assertThat(waiting).isNotDone();
        MAY_ANSWER.countDown();
        assertThat(waiting.get().body()).isEqualTo("late");
    }

    @Test
    void aUnitFetchesFromAllowedTargetsOnly() throws Exception {
        publish(
                "fetches",
                "content",
                60_000,
                "closed",
                "export default async ({ respond }) => { try { await fetch('%s'); } catch (e) { respond(e.message); } };"
                        .formatted(originUrl("/other")));
        assertThat(send(edge("/fetches")).body())
                .contains(originUrl("/other") + " is not an allowed target")
                .contains("the operator allows it with fetch: [");
    }

    @Test
    void aUnitThatNeverEndsIsStoppedAndFailsAsItSays() throws Exception {
        publish("closed", "access", 50, "closed", "export default () => { for (;;); };");
        publish("open", "access", 50, "open", "export default () => { for (;;); };");
        assertThat(send(edge("/closed")).statusCode()).isEqualTo(503);
        assertThat(send(edge("/open")).body()).isEqualTo("page\n");
        assertThat(server.errorLog().text()).contains("50 ms budget used up");
        assertThat(metrics())
                .contains("cuprum_unit_executions_total{outcome=\"timed_out\",phase=\"access\",unit=\"closed\"} 1.0")
                .contains("cuprum_unit_executions_total{outcome=\"timed_out\",phase=\"access\",unit=\"open\"} 1.0");
    }

    @Test
    void aUnitThatCannotBeStoppedIsGivenUpAndSwitchedOff() throws Exception {
        publish("stuck", "access", 20, "open", "export default () => { new Uint8Array({ length: 2e7 }); };");
        assertThat(send(edge("/stuck")).statusCode()).isEqualTo(503);
        assertThat(send(edge("/other")).body()).isEqualTo("page\n");
        JsonNode node = node();
        assertThat(node.at("/stuckThreads").intValue()).isEqualTo(1);
        assertThat(node.at("/switchedOff/0/unit").textValue()).isEqualTo("stuck");
        assertThat(node.at("/switchedOff/0/message").textValue()).contains("could not be stopped");
        assertThat(metrics()).contains("cuprum_threads_stuck 1.0");
        assertThat(send(edge("/stuck")).body()).isEqualTo("page\n");
        await().atMost(Duration.ofSeconds(100))
                .until(() -> node().at("/stuckThreads").intValue() == 0);
        assertThat(send(edge("/other")).body()).isEqualTo("page\n");
    }

    @Test
    void aUnitReadsTheBodyOfTheRequest() throws Exception {
        publish(
                "sum",
                "content",
                60_000,
                "closed",
                "export default async ({ request }) => Response.json({ sum: (await request.json()).reduce((a, b) => a + b) });");
        HttpResponse<String> answer = send(edge("/sum").POST(BodyPublishers.ofString("[1, 2, 3.5]")));
        assertThat(answer.body()).isEqualTo("{\"sum\":6.5}");
        assertThat(metrics())
                .contains("cuprum_unit_executions_total{outcome=\"exited\",phase=\"content\",unit=\"sum\"} 1.0");
    }

    @Test
    void aSyntaxErrorIsRefusedWithItsPlace() throws Exception {
        HttpResponse<String> answer =
                put("wrong", "access", 50, "closed", "export default ({ respond }) => {\n  respond(403;\n};");
        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode problem = JSON.readTree(answer.body()).at("/problems/0");
        assertThat(problem.at("/field").textValue()).isEqualTo("code");
        assertThat(problem.at("/line").intValue()).isEqualTo(2);
        assertThat(problem.at("/message").textValue()).contains("column 14").doesNotContain("org.graalvm", "\tat ");
        assertThat(send(edge("/wrong")).body()).isEqualTo("page\n");
    }

    @Test
    void anErrorNamesItsLineInTheLogAndNotToTheClient() throws Exception {
        publish("breaks", "access", 60_000, "closed", "export default ({ request }) => {\n  request.nothing.here;\n};");
        HttpResponse<String> answer = send(edge("/breaks"));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("nothing");
        assertThat(server.errorLog()
                        .await(line -> line.contains("breaks"), Duration.ofSeconds(60))
                        .orElseThrow())
                .contains("line 2")
                .contains("TypeError")
                .doesNotContain("\tat ");
    }

    @Test
    void whatAnotherServerAnswersIsPassedOnWithoutWhatItsConnectionSaysOfItself() throws Exception {
        publish(
                "passes",
                "content",
                60_000,
                "closed",
                "export default ({ request }) => fetch('%s', { method: request.headers.get('x-method') ?? request.method });"
                        .formatted(originUrl("/slow/chunked")));
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = send(edge("/passes"));
            assertThat(answer.body()).isEqualTo("in chunks");
            assertThat(answer.headers().map()).doesNotContainKeys("keep-alive");
            assertThat(answer.headers().firstValue("x-kept")).contains("kept");
            assertThat(answer.headers().allValues("transfer-encoding")).containsExactly("chunked");
            assertThat(send(edge("/passes").method("HEAD", BodyPublishers.noBody()))
                            .headers()
                            .map())
                    .containsKey("x-kept")
                    .doesNotContainKeys("keep-alive", "content-length");
            HttpResponse<String> without = send(edge("/passes").header("X-Method", "HEAD"));
            assertThat(without.body()).isEmpty();
            assertThat(without.headers().allValues("content-length")).doesNotContain("99");
        }
    }

    @Test
    void theUrlOfARequestIsThatOfItsTargetWhateverTheHostSays() throws Exception {
        publish(
                "url",
                "content",
                60_000,
                "closed",
                "export default ({ request, respond }) => respond(`${request.host} ${request.url}`);");

        assertThat(raw("GET /url?a HTTP/1.1\r\nHost: a.example:81\r\n"))
                .contains("\na.example http://a.example:81/url?a\r\n");
        assertThat(raw("GET http://B.example:82/url?a HTTP/1.1\r\nHost: B.example:82\r\n"))
                .contains("\nb.example http://B.example:82/url?a\r\n");
        assertThat(raw("GET /url?a HTTP/1.1\r\nHost: x/public?\r\n")).doesNotContain("http://x/public?");
        assertThat(raw("GET /url?a HTTP/1.1\r\nHost: u:p@x\r\n")).doesNotContain("http://u:p@x");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
