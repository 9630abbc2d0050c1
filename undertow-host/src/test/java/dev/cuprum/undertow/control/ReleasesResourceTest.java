package dev.cuprum.undertow.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cuprum.undertow.control.ControlServer.Reply;
import dev.cuprum.unit.UnitId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReleasesResourceTest {

    private static final String UNIT = "{\"phase\":\"rewrite\",\"code\":\"x\"}";

    private final ControlServer server = new ControlServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private Reply publish(String body) {
        return server.call("POST", "/api/releases", body);
    }

    private static String unit(String id, String more) {
        return "{\"id\":\"" + id + "\",\"phase\":\"rewrite\",\"code\":\"x\"" + more + "}";
    }

    @Test
    void severalChangesAreOneGeneration() {
        server.put("old", UNIT);

        Reply reply = publish("{\"put\":[" + unit("a", ",\"onFailure\":\"fallback\",\"fallback\":\"b\"") + ","
                + unit("b", "") + "],\"delete\":[\"old\"],\"comment\":\"spring\"}");

        assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
        assertThat(reply.json().toString())
                .isEqualTo("{\"generation\":2,\"etags\":{\"a\":\"a.2\",\"b\":\"b.2\"},\"warnings\":[]}");
        assertThat(server.edge.store().load().units().keySet()).containsExactly(UnitId.of("a"), UnitId.of("b"));
    }

    @Test
    void problemsNameTheirPlaceInTheRelease() {
        Reply reply = publish("{\"put\":[" + unit("a", "") + "," + unit("b", ",\"sampling\":{\"percent\":101}") + ","
                + unit("c", ",\"ordre\":1") + ",{\"phase\":\"rewrite\",\"code\":\"x\"},7],"
                + "\"delete\":[\"x/y\"],\"coment\":\"\"}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "coment", "put[1].sampling.percent", "put[2].ordre", "put[3].id", "put[4]", "delete[0]");
        assertThat(server.generation()).isZero();
    }

    @Test
    void unitsThatDoNotCompileAreNamedByPlaceAndLine() {
        String broken = "{\"id\":\"b\",\"phase\":\"rewrite\",\"code\":\"x\\nsyntax error\"}";

        JsonNode several =
                publish("{\"put\":[" + unit("a", "") + "," + broken + "]}").json();
        JsonNode alone = publish("{\"put\":[" + broken + "]}").json();

        assertThat(several.at("/problems/0/field").textValue()).isEqualTo("put[1].code");
        assertThat(several.at("/problems/0/line").intValue()).isEqualTo(2);
        assertThat(alone.at("/problems/0/field").textValue()).isEqualTo("put[0].code");
        assertThat(server.generation()).isZero();
    }

    @Test
    void releasesThatDoNotFitTogetherAreRefused() {
        server.put("b", UNIT);
        server.put("a", "{\"phase\":\"rewrite\",\"code\":\"x\",\"onFailure\":\"fallback\",\"fallback\":\"b\"}");

        assertThat(publish("{\"delete\":[\"b\"]}")
                        .json()
                        .at("/problems/0/field")
                        .textValue())
                .isEqualTo("delete[0]");
        assertThat(publish("{\"delete\":[\"a\",\"ghost\"]}")
                        .json()
                        .at("/problems/0/field")
                        .textValue())
                .isEqualTo("delete[1]");
        assertThat(publish("{\"put\":[" + unit("c", "") + "," + unit("c", "") + "]}")
                        .json()
                        .at("/problems/0/field")
                        .textValue())
                .isEqualTo("put[1].id");
        assertThat(publish("{\"put\":[{\"id\":\"b\",\"phase\":\"access\",\"code\":\"x\"}]}")
                        .json()
                        .at("/problems/0/field")
                        .textValue())
                .isEqualTo("put[0].phase");
        assertThat(server.generation()).isEqualTo(2);
    }

    @Test
    void nothingIsNoRelease() {
        for (String body : new String[] {"{}", "{\"put\":[],\"delete\":[]}", "{\"comment\":\"x\"}"}) {
            Reply reply = publish(body);
            assertThat(reply.status()).as(body).isEqualTo(422);
            assertThat(reply.json().path("detail").textValue()).contains("there is nothing to publish");
        }
    }

    @Test
    void historyTellsTheNewestFirst() {
        publish("{\"put\":[" + unit("a", "") + "],\"comment\":\"first\"}");
        server.call("DELETE", "/api/units/a", "");

        JsonNode history = server.get("/api/releases").json();

        assertThat(history.path("generation").longValue()).isEqualTo(2);
        assertThat(history.path("releases").findValuesAsText("generation")).containsExactly("2", "1");
        JsonNode first = history.at("/releases/1");
        assertThat(first.path("author").textValue()).isEqualTo("admin");
        assertThat(first.path("comment").textValue()).isEqualTo("first");
        assertThat(first.path("put").toString()).isEqualTo("[\"a\"]");
        assertThat(first.path("at").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(history.at("/releases/0/delete").toString()).isEqualTo("[\"a\"]");
    }

    @Test
    void rollbackReturnsAsANewGeneration() {
        server.put("a", UNIT);
        server.put("a", "{\"phase\":\"rewrite\",\"code\":\"worse\"}");
        server.put("b", UNIT);

        Reply reply = server.call("POST", "/api/releases/1/rollback?wait=30s", "{\"comment\":\"too slow\"}");

        assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
        assertThat(reply.json().path("generation").longValue()).isEqualTo(4);
        assertThat(reply.json().path("etags").toString()).isEqualTo("{\"a\":\"a.4\"}");
        assertThat(reply.json().at("/nodes/acknowledged/0").textValue()).isEqualTo("node");
        assertThat(server.get("/api/units/a").json().path("code").textValue()).isEqualTo("x");
        assertThat(server.get("/api/units/b").status()).isEqualTo(404);
        assertThat(server.get("/api/releases").json().at("/releases/0/comment").textValue())
                .isEqualTo("too slow");
    }

    @Test
    void rollbackNeedsNoBody() {
        server.put("a", UNIT);

        assertThat(server.call("POST", "/api/releases/1/rollback", "").status()).isEqualTo(200);
        assertThat(server.get("/api/releases").json().at("/releases/0/comment").textValue())
                .isEqualTo("rollback to generation 1");
    }

    @Test
    void generationsThatAreNotThereAreRefused() {
        server.put("a", UNIT);

        Reply unknown = server.call("POST", "/api/releases/7/rollback", "");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().path("detail").textValue())
                .contains("there is no generation 7 to return to; this store keeps 1 to 1");
        assertThat(server.call("POST", "/api/releases/0/rollback", "").status()).isEqualTo(404);
        assertThat(server.call("POST", "/api/releases/one/rollback", "").status())
                .isEqualTo(422);
        assertThat(server.call("POST", "/api/releases/1/rollback", "{\"why\":1}")
                        .status())
                .isEqualTo(422);
        assertThat(server.generation()).isEqualTo(1);
    }
}
