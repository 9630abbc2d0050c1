package dev.cuprum.undertow.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cuprum.Edge;
import dev.cuprum.engine.LambdaEngine;
import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.store.Release;
import dev.cuprum.undertow.control.ControlServer.Reply;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class UnitsResourceTest {

    private static final String UNIT = "{\"phase\":\"rewrite\",\"code\":\"x\"}";

    private final LambdaEngine engine = new LambdaEngine().on("fail", execution -> new Outcome.Failed("on purpose"));
    private final ControlServer server =
            new ControlServer(Edge.builder().engine(engine).build());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void putCreatesAndThenReplaces() {
        Reply created = server.put("a", UNIT);
        Reply replaced = server.put("a", "{\"phase\":\"rewrite\",\"code\":\"y\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().toString())
                .isEqualTo("{\"id\":\"a\",\"generation\":1,\"etag\":\"a.1\",\"warnings\":[]}");
        assertThat(created.etag()).isEqualTo("\"a.1\"");
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.etag()).isEqualTo("\"a.2\"");
        assertThat(server.edge
                        .catalog()
                        .unit(UnitId.of("a"))
                        .orElseThrow()
                        .unit()
                        .code())
                .isEqualTo("y");
    }

    @Test
    void putWarnsOfWhatIsLikelyAMistake() {
        Reply reply = server.put("a", "{\"phase\":\"access\",\"code\":\"x\"}");

        assertThat(reply.json().at("/warnings/0").textValue()).contains("unit 'a' (access) fails open");
    }

    @Test
    void getTellsTheWholeUnit() {
        server.put("a", UNIT);

        Reply reply = server.get("/api/units/a");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.etag()).isEqualTo("\"a.1\"");
        assertThat(reply.json().toString())
                .isEqualTo("{\"id\":\"a\",\"phase\":\"rewrite\",\"code\":\"x\",\"language\":\"lua\",\"order\":0,"
                        + "\"sampling\":{\"percent\":100,\"mode\":\"random\",\"key\":\"remote_addr\"},"
                        + "\"match\":{\"hosts\":[],\"paths\":[],\"methods\":[]},\"nodes\":[],"
                        + "\"limits\":{\"timeoutMs\":50,\"memoryMb\":16},\"onFailure\":\"open\",\"enabled\":true,"
                        + "\"generation\":1,\"etag\":\"a.1\",\"breaker\":\"closed\"}");
    }

    @Test
    void whatGetTellsPutTakes() {
        server.put("b", UNIT);
        server.put(
                "a",
                "{\"phase\":\"rewrite\",\"code\":\"x\",\"order\":-3,\"sampling\":{\"percent\":0.25,\"mode\":\"sticky\"},"
                        + "\"match\":{\"hosts\":[\"*.example.org\"],\"paths\":[\"/p\",\"= /q\",\"~ ^/r\",\"~* s\"],"
                        + "\"methods\":[\"GET\"]},\"nodes\":[\"one\",\"region=eu\"],\"onFailure\":\"fallback\","
                        + "\"fallback\":\"b\",\"enabled\":false,\"expiresAt\":\"2030-01-01T00:00:00+01:00\"}");
        ComputingUnit before =
                server.edge.store().load().unit(UnitId.of("a")).orElseThrow().unit();

        Reply reply = server.put("a", server.get("/api/units/a").response().body());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(server.edge.store().load().unit(UnitId.of("a")).orElseThrow().unit())
                .isEqualTo(before);
    }

    @Test
    void getTellsClientsThatHaveTheVersionSo() {
        server.put("a", UNIT);

        for (String tag : new String[] {"\"a.1\"", "W/\"a.1\"", "\"b\", \"a.1\"", "*"}) {
            Reply reply = server.get("/api/units/a", "If-None-Match", tag);
            assertThat(reply.status()).as(tag).isEqualTo(304);
            assertThat(reply.etag()).isEqualTo("\"a.1\"");
            assertThat(reply.response().body()).isEmpty();
        }
        assertThat(server.get("/api/units/a", "If-None-Match", "\"a.0\"").status())
                .isEqualTo(200);
    }

    @Test
    void listTellsEverythingButTheCode() {
        server.put("b", UNIT);
        server.put("a", UNIT);

        JsonNode list = server.get("/api/units").json();

        assertThat(list.path("generation").longValue()).isEqualTo(2);
        assertThat(list.findValuesAsText("id")).containsExactly("a", "b");
        assertThat(list.findValuesAsText("etag")).containsExactly("a.2", "b.1");
        assertThat(list.findValuesAsText("breaker")).containsExactly("closed", "closed");
        assertThat(list.findValue("code")).isNull();
    }

    @Test
    void breakersThatOpenAreSeen() {
        server.put("a", "{\"phase\":\"rewrite\",\"code\":\"fail\"}");
        for (int i = 0; i < 20; i++) {
            var catalog = server.edge.catalog();
            server.edge
                    .runner()
                    .run(
                            new RequestRun(
                                    catalog, catalog.select("localhost", "/", "GET"), MemoryExchange.of("GET", "/")),
                            Phase.REWRITE);
        }

        assertThat(server.get("/api/units/a").json().path("breaker").textValue())
                .isEqualTo("open");
        assertThat(server.get("/api/units").json().at("/units/0/breaker").textValue())
                .isEqualTo("open");
    }

    @Test
    void unitsThatDoNotCompileHereAreSeen() {
        server.put("a", UNIT);
        // As if another node, which has another engine, had published it.
        server.edge.store().publish(Release.put(ComputingUnit.of("a", Phase.REWRITE, "syntax error")));

        JsonNode unit = server.get("/api/units/a").json();

        assertThat(unit.at("/failure/message").textValue()).contains("line 1: unexpected symbol");
        assertThat(unit.at("/failure/keptLastGood").booleanValue()).isTrue();
        assertThat(server.get("/api/units").json().at("/units/0/failure").isObject())
                .isTrue();
    }

    @Test
    void deleteRemoves() {
        server.put("a", UNIT);

        Reply reply = server.call("DELETE", "/api/units/a", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().toString()).isEqualTo("{\"id\":\"a\",\"generation\":2}");
        assertThat(server.get("/api/units/a").status()).isEqualTo(404);
        assertThat(server.call("DELETE", "/api/units/a", "").status()).isEqualTo(404);
        assertThat(server.generation()).isEqualTo(2);
    }

    @Test
    void deletingTheFallbackOfAnotherIsRefused() {
        server.put("b", UNIT);
        server.put("a", "{\"phase\":\"rewrite\",\"code\":\"x\",\"onFailure\":\"fallback\",\"fallback\":\"b\"}");

        Reply reply = server.call("DELETE", "/api/units/b", "");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("detail").textValue()).contains("unit 'a' falls back to 'b'");
    }

    @Test
    void staleVersionsAreNotReplaced() {
        server.put("a", UNIT);
        server.put("a", UNIT);

        for (String tag : new String[] {"\"a.1\"", "W/\"a.2\"", "\"x\", \"y\""}) {
            assertThat(server.put("a", UNIT, "If-Match", tag).status()).as(tag).isEqualTo(412);
            assertThat(server.call("DELETE", "/api/units/a", "", "If-Match", tag)
                            .status())
                    .as(tag)
                    .isEqualTo(412);
        }
        assertThat(server.generation()).isEqualTo(2);
        assertThat(server.put("a", UNIT, "If-Match", "\"x\", \"a.2\"").status()).isEqualTo(200);
        assertThat(server.put("a", UNIT, "If-Match", "*").status()).isEqualTo(200);
        assertThat(server.call("DELETE", "/api/units/a", "", "If-Match", "\"a.4\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ifMatchNeedsAUnit() {
        for (String tag : new String[] {"\"a.1\"", "*"}) {
            Reply reply = server.put("a", UNIT, "If-Match", tag);
            assertThat(reply.status()).isEqualTo(412);
            assertThat(reply.json().path("detail").textValue()).contains("there is no such unit");
            assertThat(server.call("DELETE", "/api/units/a", "", "If-Match", tag)
                            .status())
                    .isEqualTo(412);
        }
        assertThat(server.generation()).isZero();
    }

    @Test
    void ifNoneMatchCreatesOnly() {
        assertThat(server.put("a", UNIT, "If-None-Match", "*").status()).isEqualTo(201);
        assertThat(server.put("a", UNIT, "If-None-Match", "*").status()).isEqualTo(412);
        assertThat(server.put("a", UNIT, "If-None-Match", "\"a.1\"").status()).isEqualTo(412);
        assertThat(server.put("a", UNIT, "If-None-Match", "\"a.0\"").status()).isEqualTo(200);
    }

    @Test
    void malformedTagsAreRefused() {
        for (String tag : new String[] {"a.1", "\"a.1", "", "\"a\" \"b\"", "w/\"a\"", "*, \"a\""}) {
            Reply reply = server.put("a", UNIT, "If-Match", tag);
            assertThat(reply.status()).as(tag).isEqualTo(400);
            assertThat(reply.json().path("detail").textValue()).contains("write it in quotes");
        }
    }

    @Test
    void waitingTellsWhichNodesHaveIt() {
        Reply reply = server.put("a?wait=30s", UNIT);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("nodes").toString()).isEqualTo("{\"acknowledged\":[\"node\"],\"pending\":[]}");
        assertThat(server.call("DELETE", "/api/units/a?wait=500ms", "").json().has("nodes"))
                .isTrue();
    }

    @Test
    void waitsThatAreNoDurationAreRefused() {
        for (String wait : new String[] {"", "2", "s", "-1s", "2h", "1.5s", "61s", "9999999s"}) {
            assertThat(server.put("a?wait=" + wait, UNIT).status()).as(wait).isEqualTo(400);
        }
        assertThat(server.generation()).isZero();
    }
}
