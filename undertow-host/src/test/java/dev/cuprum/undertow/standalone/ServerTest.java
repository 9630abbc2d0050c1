package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.undertow.standalone.config.Address;
import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.config.Redis;
import dev.cuprum.undertow.standalone.log.ErrorLog;
import dev.cuprum.undertow.standalone.log.LogWriter;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xnio.Options;

final class ServerTest {

    @TempDir
    Path folder;

    private Configuration anywhere() {
        return Configuration.defaults().toBuilder()
                .redis(Redis.MEMORY)
                .listen(new Address("127.0.0.1", 0))
                .control(new Address("127.0.0.1", 0))
                .data(folder)
                .build();
    }

    private static Server start(Configuration configuration) {
        return Server.start(configuration, Map.of(), LogWriter.start(new ByteArrayOutputStream()));
    }

    private static HttpResponse<String> get(int port, String path) {
        return TestServer.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build());
    }

    @Test
    void showsTheStartPageAtTheRootAlone() {
        try (Server server = start(anywhere())) {
            HttpResponse<String> page = get(server.edgePort(), "/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
            assertThat(page.body())
                    .contains("curl -X PUT http://127.0.0.1:" + server.controlPort() + "/api/units/hello")
                    .contains("http://127.0.0.1:" + server.edgePort() + "/hello?name=copper")
                    .contains("Bearer $(cat " + folder.resolve("token") + ")")
                    .doesNotContain(server.token().value());
            assertThat(get(server.edgePort(), "/x").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void servesTheControlPlaneOnItsOwnListener() {
        try (Server server = start(anywhere())) {
            assertThat(get(server.controlPort(), "/api/units").statusCode()).isEqualTo(401);
            assertThat(TestServer.send(HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + server.controlPort() + "/api/units"))
                                    .header(
                                            "Authorization",
                                            "Bearer " + server.token().value())
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(server.edgePort(), "/api/units").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void saysWhichListenerCannotListenAndHowToChangeIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Address address = new Address("127.0.0.1", taken.getLocalPort());
            assertThatThrownBy(
                            () -> start(anywhere().toBuilder().listen(address).build()))
                    .isInstanceOf(ListenException.class)
                    .hasMessage(
                            "the edge cannot listen on " + address + ": something else listens there already; choose"
                                    + " another address with --listen ADDRESS or 'listen' in the configuration");
            assertThatThrownBy(
                            () -> start(anywhere().toBuilder().control(address).build()))
                    .isInstanceOf(ListenException.class)
                    .hasMessageStartingWith("the control plane cannot listen on " + address);
        }
    }

    @Test
    void letsRequestsThatAreBeingAnsweredEnd() throws Exception {
        try (ServerSocket origin = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestServer server = TestServer.start(
                        folder,
                        "routes: [{ path: /, proxy: 'http://127.0.0.1:%d' }]".formatted(origin.getLocalPort()))) {
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> server.get("/slow"));
            try (Socket socket = origin.accept()) {
                CompletableFuture<Void> stop = CompletableFuture.runAsync(server.server()::stop);
                await().untilAsserted(() -> assertThatThrownBy(() -> new Socket(
                                        InetAddress.getLoopbackAddress(),
                                        server.server().edgePort())
                                .close())
                        .isInstanceOf(ConnectException.class));
                assertThat(stop).isNotDone();
                assertThat(answer).isNotDone();

                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone".getBytes(StandardCharsets.US_ASCII));
                assertThat(answer.join().body()).isEqualTo("done");
                stop.join();
            }
        }
    }

    @Test
    void logsALineForEachRequest() {
        try (TestServer server =
                TestServer.start(folder, "routes: [{ path: /, respond: { status: 201, body: four } }]")) {
            server.get("/a?b=c");
            server.raw("GET /x%0Aevil\u00ff HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            await().untilAsserted(() -> assertThat(server.log())
                    .containsPattern("Z INFO  access: GET /a\\?b=c 201 4B [0-9.]+ms 127\\.0\\.0\\.1 units=-\n"));
        }
    }

    @Test
    void logsNoRequestsWhereThatIsOff() {
        try (TestServer server =
                TestServer.start(folder, "accessLog: false\nroutes: [{ path: /, respond: { body: four } }]")) {
            server.get("/");
            server.server().stop();
            assertThat(server.log()).isEmpty();
        }
    }

    @Test
    void leavesTheStacksOfItsThreadsToTheOptionsOfTheJvm() {
        assertThat(Tuning.workerOptions("x", 1, 1).contains(Options.STACK_SIZE)).isFalse();
    }

    @Test
    void unitsCountInTheSharedDictionariesOfTheConfiguration() {
        String yaml = "shared: { hits: 100k }\nroutes: [{ path: /, respond: { } }]\n";
        try (TestServer server = TestServer.start(folder, yaml)) {
            server.server()
                    .edge()
                    .put(ComputingUnit.builder(
                                    UnitId.of("count"),
                                    Phase.CONTENT,
                                    "ngx.print(ngx.shared.hits:incr(ngx.var.arg_who, 1, 0))")
                            // Its first run loads classes, beside the tests of other classes.
                            .limits(Limits.of(20_000, 16))
                            .build());

            assertThat(server.get("/?who=a").body()).isEqualTo("1nilfalse");
            assertThat(server.get("/?who=b").body()).isEqualTo("1nilfalse");
            assertThat(server.get("/?who=a").body()).isEqualTo("2nilfalse");
        }
    }

    @Test
    void theErrorLogIsClosedWhereAServerCannotStart() throws IOException {
        Path file = folder.resolve("error.log");

        assertThatThrownBy(() -> Server.builder()
                        .errorLog(ErrorLog.toFile(file, LogLevel.DEBUG))
                        .init("ngx.log(ngx.ERR, 'before') error('no')")
                        .start())
                .isInstanceOf(InvalidUnitException.class);

        assertThat(Files.readString(file)).contains("before");
    }
}
