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
import java.net.http.HttpRequest;
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
        assertThat(server.statusOf("GET /api/units/a%zz HTTP/1.1\r\n")).isEqualTo(400);
    }

    @Test
    void absoluteTargetsAreTheSame() throws Exception {
        assertThat(server.statusOf("GET http://x/api/units HTTP/1.1\r\n")).isEqualTo(200);
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
