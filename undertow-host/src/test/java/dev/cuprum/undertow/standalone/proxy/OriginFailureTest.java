package dev.cuprum.undertow.standalone.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.Ports;
import dev.cuprum.undertow.standalone.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OriginFailureTest {

    @TempDir
    Path folder;

    private TestServer proxy(String url, String more) {
        return TestServer.start(folder, "routes: [{ path: /, proxy: '%s'%s }]".formatted(url, more));
    }

    private static void assertSaysNothing(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("<h1>" + status).doesNotContain("127.0.0.1", "xception");
        assertThat(response.headers().map().keySet())
                .containsExactlyInAnyOrder("content-length", "content-type", "date");
    }

    @Test
    void aRefusedConnectionIs502() throws IOException {
        try (TestServer server = proxy("http://127.0.0.1:" + Ports.free(), "")) {
            assertSaysNothing(server.get("/"), 502);
            assertThat(TestServer.send(server.request("/")
                                    .POST(HttpRequest.BodyPublishers.ofString("body"))
                                    .build())
                            .statusCode())
                    .isEqualTo(502);
        }
    }

    @Test
    void anUnknownHostIs502() {
        try (TestServer server = proxy("http://no-such-host.invalid", "")) {
            assertSaysNothing(server.get("/"), 502);
        }
    }

    @Test
    void anOriginThatHangsUpIs502() throws IOException {
        try (RawOrigin origin = new RawOrigin((socket, number) -> RawOrigin.readHeader(socket));
                TestServer server = proxy(origin.url(), "")) {
            assertSaysNothing(server.get("/"), 502);
        }
    }

    @Test
    void anOriginThatDoesNotSpeakHttpIs502() throws IOException {
        try (RawOrigin origin = new RawOrigin((socket, number) -> {
                    RawOrigin.readHeader(socket);
                    RawOrigin.write(socket, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
                });
                TestServer server = proxy(origin.url(), "")) {
            assertSaysNothing(server.get("/"), 502);
        }
    }

    @Test
    void anOriginThatIsSilentIs504() throws IOException {
        try (RawOrigin origin = new RawOrigin((socket, number) -> {
                    RawOrigin.readHeader(socket);
                    RawOrigin.readHeader(socket);
                });
                TestServer server = proxy(origin.url(), ", timeoutMs: 100")) {
            assertSaysNothing(server.get("/"), 504);
        }
    }

    @Test
    void anOriginThatFallsSilentWithinAResponseIsCutOff() throws IOException {
        try (RawOrigin origin = new RawOrigin((socket, number) -> {
                    RawOrigin.readHeader(socket);
                    RawOrigin.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                    RawOrigin.readHeader(socket);
                });
                // The origin is to have answered by then, however busy the machine is.
                TestServer server = proxy(origin.url(), ", timeoutMs: 3000")) {
            assertThat(server.raw("GET / HTTP/1.1\r\nHost: h\r\n\r\n")).endsWith("half");
        }
    }

    @Test
    void aBodyThatTurnsOutTooLongIs413() {
        try (Origin origin = Origin.echo();
                TestServer server = TestServer.start(
                        folder, "maxBodyBytes: 10\nroutes: [{ path: /, proxy: '%s' }]".formatted(origin.url()))) {
            assertThat(
                            server.raw(
                                    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n0123456789ABCDEF\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void goesOnAfterTheOriginIsBack() throws IOException {
        int port = Ports.free();
        try (TestServer server = proxy("http://127.0.0.1:" + port, "")) {
            assertThat(server.get("/").statusCode()).isEqualTo(502);
            try (ServerSocket back = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                Thread answer = new Thread(() -> {
                    try (var socket = back.accept()) {
                        RawOrigin.readHeader(socket);
                        RawOrigin.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                        RawOrigin.readHeader(socket);
                    } catch (IOException e) {
                        // the test is over
                    }
                });
                answer.start();
                assertThat(server.get("/").body()).isEqualTo("ok");
            }
        }
    }
}
