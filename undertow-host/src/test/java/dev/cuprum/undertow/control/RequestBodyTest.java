package dev.cuprum.undertow.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.undertow.control.ControlServer.Reply;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class RequestBodyTest {

    private static final String UNIT = "{\"phase\":\"rewrite\",\"code\":\"x\"}";
    private static final byte[] NOTHING = {};

    private final ControlServer server = new ControlServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void jsonIsTakenUnderItsNamesAndUnderCurls() {
        for (String type : new String[] {
            "application/json",
            "application/json; charset=utf-8",
            "Application/JSON;charset=\"UTF-8\"",
            "application/vnd.cuprum+json",
            "application/x-www-form-urlencoded"
        }) {
            assertThat(server.put("a", UNIT, "Content-Type", type).status())
                    .as(type)
                    .isIn(200, 201);
        }
    }

    @Test
    void otherTypesAreRefused() {
        for (String type : new String[] {"text/plain", "application/json; charset=latin1", "application/xml", ";"}) {
            Reply reply = server.put("a", UNIT, "Content-Type", type);
            assertThat(reply.status()).as(type).isEqualTo(415);
            assertThat(reply.json().path("detail").textValue()).contains("Content-Type: application/json");
        }
        assertThat(server.put("a", UNIT, "Content-Encoding", "gzip").status()).isEqualTo(415);
    }

    @RepeatedTest(5)
    void bodiesThatAreTooLongAreRefused() {
        byte[] body = new byte[(1 << 20) + 1];

        Reply announced = server.callBytes("PUT", "/api/units/a", body);
        Reply chunked = server.send(server.request("PUT", "/api/units/a", NOTHING)
                .method("PUT", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .header("Authorization", "Bearer " + ControlServer.TOKEN));

        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.json().path("detail").textValue()).isEqualTo("the body is longer than 1 MiB");
        assertThat(chunked.status()).isEqualTo(413);
        assertThat(server.put("a", UNIT).status()).isIn(200, 201);
    }

    @Test
    void bodiesThatWillBeTooLongAreRefusedBeforeTheyCome() throws Exception {
        assertThat(server.statusOf("POST /api/releases HTTP/1.1\r\nContent-Length: 500000000\r\n"))
                .isEqualTo(413);
        assertThat(server.statusOf("PUT /api/units/a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n"))
                .isEqualTo(413);
    }

    @Test
    void releasesMayBeLongerThanUnits() {
        StringBuilder body = new StringBuilder("{\"put\":[");
        for (int i = 0; i < 40; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"u")
                    .append(i)
                    .append("\",\"phase\":\"log\",\"code\":\"")
                    .append("x".repeat(200_000))
                    .append("\"}");
        }

        Reply reply = server.call("POST", "/api/releases", body + "]}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(server.edge.catalog().failures()).as(reply.response().body()).isEmpty();
        assertThat(server.edge.catalog().size()).isEqualTo(40);
    }

    @Test
    void clientsThatAskBeforeTheySendAreToldToGoOn() throws Exception {
        String head = "PUT /api/units/a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: " + UNIT.length() + "\r\n";
        try (Socket socket = server.connect(head)) {
            assertThat(ControlServer.readLine(socket)).isEqualTo("HTTP/1.1 100 Continue");
            socket.getOutputStream().write(UNIT.getBytes(StandardCharsets.US_ASCII));
            assertThat(ControlServer.readLine(socket)).isEmpty();
            assertThat(ControlServer.readLine(socket)).isEqualTo("HTTP/1.1 201 Created");
        }
    }
}
