package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.undertow.standalone.config.Address;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients cannot do to the server. */
class LimitsTest {

    @TempDir
    Path folder;

    /** A unit that no busy machine stops. */
    private static ComputingUnit unhurried(String id, Phase phase, String code) {
        return ComputingUnit.builder(UnitId.of(id), phase, code)
                .limits(Limits.of(20_000, 16))
                .build();
    }

    @Test
    void aChunkedBodyThatIsTooLongForAUnitIs413() {
        try (TestServer server = TestServer.start(
                folder, "maxBodyBytes: 100000\nroutes: [{ path: /, respond: { status: 200, body: ok } }]")) {
            server.server().edge().put(unhurried("reads", Phase.ACCESS, "ngx.req.read_body() ngx.req.get_body_data()"));
            // One byte too many and none after it: a connection that is closed on unread bytes may lose the answer.
            String chunk = Integer.toHexString(200_000) + "\r\n" + "x".repeat(100_001);
            assertThat(server.raw("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aFunctionThatAnInitUnitHasLeftReadsTheBody() {
        try (TestServer server =
                TestServer.start(folder, "routes: [{ path: /, respond: { status: 200, body: ok } }]")) {
            server.server()
                    .edge()
                    .put(
                            ComputingUnit.of(
                                    "init",
                                    Phase.INIT,
                                    "function form() ngx.req.read_body() return ngx.req.get_body_data() end"),
                            unhurried("calls", Phase.CONTENT, "ngx.print('read ', form())"));
            assertThat(server.raw("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody"))
                    .contains("read body");
        }
    }

    @Test
    void allUnitsOfARequestTogetherHaveLimits() {
        try (TestServer server = TestServer.start(
                folder,
                """
                limits: { requestTimeoutMs: 40 }
                routes: [{ path: /, respond: { status: 200, body: ok } }]
                """)) {
            server.server()
                    .edge()
                    .put(ComputingUnit.builder(UnitId.of("slow"), Phase.REWRITE, "while true do end")
                            .limits(Limits.of(10_000, 16))
                            .build());
            assertThat(server.get("/").statusCode()).isEqualTo(200);

            server.server()
                    .edge()
                    .put(ComputingUnit.builder(UnitId.of("after"), Phase.ACCESS, "local x = 1")
                            .onFailure(FailureMode.CLOSED)
                            .build());
            assertThat(server.get("/").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void anEncodedSlashIsASlashForRoutes() {
        try (TestServer server = TestServer.start(
                folder,
                """
                routes:
                  - { path: /admin/, respond: { status: 403 } }
                  - { path: /, respond: { status: 200, body: ok } }
                """)) {
            assertThat(server.get("/admin%2Fx").statusCode()).isEqualTo(403);
            assertThat(server.get("/x%2F..%2Fadmin/").statusCode()).isEqualTo(403);
            assertThat(server.get("/x%252Fy").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionThatStandsStillWithinARequestIsClosed() throws Exception {
        try (Listening listening = Listening.start("test", 1, 1, Tuning.httpOptions(), Duration.ofSeconds(1))) {
            InetSocketAddress at = listening.http(
                    new Address("127.0.0.1", 0),
                    false,
                    exchange -> exchange.getRequestReceiver().receiveFullBytes((ended, bytes) -> ended.endExchange()),
                    "the test",
                    "nothing");
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), at.getPort())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream()
                        .write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhalf"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }
}
