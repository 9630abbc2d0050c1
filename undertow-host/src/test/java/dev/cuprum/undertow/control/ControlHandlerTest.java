package dev.cuprum.undertow.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cuprum.Edge;
import dev.cuprum.engine.LambdaEngine;
import dev.cuprum.store.HistoryEntry;
import dev.cuprum.store.MemoryUnitStore;
import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.UnitStore;
import dev.cuprum.undertow.control.ControlServer.Reply;
import dev.cuprum.unit.UnitId;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ControlHandlerTest {

    private static final String UNIT = "{\"phase\":\"rewrite\",\"code\":\"x\"}";
    private static final byte[] NOTHING = {};

    private final ControlServer server = new ControlServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply withAuthorization(String authorization) {
        HttpRequest.Builder request = server.request("GET", "/api/units", NOTHING);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return server.send(request);
    }

    @Test
    void everyCallNeedsTheToken() {
        for (String authorization : new String[] {"", "Basic Y29ycmVjdA==", "Bearer", ControlServer.TOKEN}) {
            Reply reply = withAuthorization(authorization);
            assertThat(reply.status()).as(authorization).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"cuprum\"");
            assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        }
        for (String token : new String[] {"wrong", ControlServer.TOKEN + "x", "correct-hors", ""}) {
            Reply reply = withAuthorization("Bearer " + token);
            assertThat(reply.status()).as(token).isEqualTo(401);
        }
        assertThat(withAuthorization("Bearer wrong").header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"cuprum\", error=\"invalid_token\"");
        assertThat(withAuthorization("bearer  " + ControlServer.TOKEN).status()).isEqualTo(200);
    }

    @Test
    void theTokenComesBeforeEverythingElse() {
        for (String path : new String[] {"/nowhere", "/api", "/api/units/a%2F", "/api/units?x=1"}) {
            assertThat(server.send(server.request("POST", path, UNIT.getBytes(StandardCharsets.UTF_8)))
                            .status())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void anEmptyTokenProtectsNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> ControlHandler.create(server.edge, " "));
    }

    @Test
    void theRootSaysWhatThisIsToEverybody() {
        Reply reply = server.send(server.request("GET", "/", NOTHING));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("units").textValue()).isEqualTo("/api/units");
        assertThat(reply.response().body()).doesNotContain(ControlServer.TOKEN);
    }

    @Test
    void nothingIsStored() {
        for (String path : new String[] {"/", "/api/units", "/nowhere"}) {
            assertThat(server.get(path).header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void unknownPathsAreNotFound() {
        for (String path :
                new String[] {"/api", "/api/", "/api/unit", "/api/releases/1", "/api/releases/1/2/rollback", "/x"}) {
            Reply reply = server.get(path);
            assertThat(reply.status()).as(path).isEqualTo(404);
            assertThat(reply.json().path("detail").textValue())
                    .contains("there is nothing at " + path, "/api/units/{id}");
        }
    }

    @Test
    void otherMethodsAreToldWhichThereAre() {
        assertAllowed("POST", "/api/units", "GET, HEAD, OPTIONS");
        assertAllowed("PATCH", "/api/units/a", "GET, HEAD, PUT, DELETE, OPTIONS");
        assertAllowed("DELETE", "/api/releases", "GET, HEAD, POST, OPTIONS");
        assertAllowed("GET", "/api/releases/1/rollback", "POST, OPTIONS");
        assertAllowed("DELETE", "/", "GET, HEAD, OPTIONS");
    }

    private void assertAllowed(String method, String path, String allowed) {
        Reply refused = server.call(method, path, "");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).isEqualTo(allowed);
        Reply options = server.call("OPTIONS", path, "");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo(allowed);
    }

    @Test
    void headIsGetWithoutTheBody() {
        server.put("a", UNIT);

        Reply head = server.call("HEAD", "/api/units/a", "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.etag()).isEqualTo("\"a.1\"");
        assertThat(head.response().body()).isEmpty();
        assertThat(server.call("HEAD", "/api/units/b", "").status()).isEqualTo(404);
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

    @Test
    void bodiesThatAreTooLongAreRefused() {
        byte[] body = new byte[(1 << 20) + 1];

        Reply announced = server.callBytes("PUT", "/api/units/a", body);
        Reply chunked = server.send(server.request("PUT", "/api/units/a", NOTHING)
                .method("PUT", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .header("Authorization", "Bearer " + ControlServer.TOKEN));

        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.json().path("detail").textValue()).isEqualTo("the body is longer than 1 MiB");
        assertThat(chunked.status()).isEqualTo(413);
    }

    @Test
    void bodiesThatWillBeTooLongAreRefusedBeforeTheyCome() throws Exception {
        assertThat(statusOf("POST /api/releases HTTP/1.1\r\nContent-Length: 500000000\r\n"))
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
    void unknownQueryParametersAreRefused() {
        assertThat(server.put("a?wiat=2s", UNIT).status()).isEqualTo(400);
        assertThat(server.get("/api/units?wait=2s").status()).isEqualTo(400);
        assertThat(server.generation()).isZero();
    }

    @Test
    void idsArePercentDecoded() {
        assertThat(server.put("%61%2Db", UNIT).status()).isEqualTo(201);
        assertThat(server.edge.store().load().unit(UnitId.of("a-b"))).isPresent();
    }

    @Test
    void pathsThatCannotBeDecodedAreBadRequests() throws Exception {
        assertThat(statusOf("GET /api/units/a%zz HTTP/1.1\r\n")).isEqualTo(400);
    }

    @Test
    void absoluteTargetsAreTheSame() throws Exception {
        assertThat(statusOf("GET http://x/api/units HTTP/1.1\r\n")).isEqualTo(200);
    }

    @Test
    void clientsThatAskBeforeTheySendAreToldToGoOn() throws Exception {
        String head = "PUT /api/units/a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: " + UNIT.length() + "\r\n";
        try (Socket socket = connect(head)) {
            assertThat(readLine(socket)).isEqualTo("HTTP/1.1 100 Continue");
            socket.getOutputStream().write(UNIT.getBytes(StandardCharsets.US_ASCII));
            assertThat(readLine(socket)).isEmpty();
            assertThat(readLine(socket)).isEqualTo("HTTP/1.1 201 Created");
        }
    }

    private int statusOf(String head) throws Exception {
        try (Socket socket = connect(head)) {
            return Integer.parseInt(readLine(socket).split(" ")[1]);
        }
    }

    private Socket connect(String head) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        String request = head + "Host: x\r\nAuthorization: Bearer " + ControlServer.TOKEN + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String readLine(Socket socket) throws Exception {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Test
    void whatNobodyForesawIsANumberToLookUp() {
        Edge broken = Edge.builder()
                .engine(new LambdaEngine())
                .store(new BrokenStore())
                .build();
        try (ControlServer other = new ControlServer(broken)) {
            Reply reply = other.get("/api/releases");

            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.json().path("instance").textValue()).startsWith("urn:uuid:");
            assertThat(reply.response().body()).doesNotContain("secret", "Exception", "\tat ");
        }
    }

    /** A store whose history is lost. */
    private static final class BrokenStore implements UnitStore {
        private final UnitStore whole = new MemoryUnitStore();

        @Override
        public Snapshot load() {
            return whole.load();
        }

        @Override
        public Snapshot publish(Release release) {
            return whole.publish(release);
        }

        @Override
        public Snapshot rollback(long generation, String author, String comment) {
            return whole.rollback(generation, author, comment);
        }

        @Override
        public List<HistoryEntry> history() {
            throw new IllegalStateException("a secret of the house");
        }

        @Override
        public Subscription watch(Consumer<Snapshot> watcher) {
            return whole.watch(watcher);
        }
    }
}
