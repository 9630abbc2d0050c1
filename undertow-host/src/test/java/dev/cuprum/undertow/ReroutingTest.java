package dev.cuprum.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.Outcome.Rerouted;
import dev.cuprum.engine.Outcome.Rerouted.Way;
import dev.cuprum.http.AttachmentKey;
import dev.cuprum.http.VariableText;
import dev.cuprum.undertow.RouteSettings.ErrorTarget;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.Phase;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReroutingTest {

    private static final AttachmentKey<StringBuilder> NOTES = new AttachmentKey<>("notes");

    private final Map<String, RouteSettings> routes = new LinkedHashMap<>();
    private final EdgeServer server = new EdgeServer(
            handler -> handler,
            exchange -> {
                RouteSettings route = exchange.getAttachment(EdgeHandler.ROUTE);
                exchange.getResponseSender()
                        .send("application at " + (route == null ? "nowhere" : route.name()) + " with "
                                + exchange.getRequestPath() + "?" + exchange.getQueryString());
            },
            new EdgeOptions(1 << 20, 1 << 10, new Routes()));

    private final class Routes implements RouteMap {
        @Override
        public Optional<RouteSettings> of(String path, boolean internal) {
            return Optional.ofNullable(routes.get(path));
        }

        @Override
        public Optional<RouteSettings> named(String name) {
            return Optional.ofNullable(routes.get(name));
        }

        @Override
        public Set<String> variables() {
            return Set.of("named", "other");
        }

        @Override
        public boolean plain() {
            return false;
        }
    }

    private ReroutingTest route(String name) {
        routes.put(name, RouteSettings.of(name));
        return this;
    }

    private ReroutingTest unit(String route, Phase phase, Function<Execution, Outcome> body) {
        Match match = new Match(List.of(), List.of(), List.of(), List.of(route));
        server.unit(phase, body, builder -> builder.match(match).onFailure(FailureMode.ERROR));
        return this;
    }

    private static Function<Execution, Outcome> says(String text) {
        return execution -> {
            execution.exchange().response().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return Outcome.Completed.INSTANCE;
        };
    }

    private static Function<Execution, Outcome> does(java.util.function.Consumer<Execution> what) {
        return execution -> {
            what.accept(execution);
            return Outcome.Completed.INSTANCE;
        };
    }

    private static Function<Execution, Outcome> goes(Way way, String where) {
        return execution -> new Rerouted(way, where, Optional.of("q=1"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRedirectInsideMeetsTheUnitsOfWhereItLeads() throws Exception {
        route("/a")
                .route("/b")
                .unit("/a", Phase.CONTENT, goes(Way.REDIRECT, "/b"))
                .unit(
                        "/a",
                        Phase.HEADER_FILTER,
                        does(e -> e.exchange().response().headers().set("X-From", "a")))
                .unit(
                        "/b",
                        Phase.HEADER_FILTER,
                        does(e -> e.exchange().response().headers().set("X-At", "b")))
                .unit(
                        "/b",
                        Phase.CONTENT,
                        execution -> says(execution.exchange().request().path() + " "
                                        + execution.exchange().request().query() + " "
                                        + execution.exchange().request().internal())
                                .apply(execution));
        var response = server.get("/a?x=2");
        assertThat(response.body()).isEqualTo("/b q=1 true");
        assertThat(response.headers().firstValue("X-At")).hasValue("b");
        assertThat(response.headers().firstValue("X-From")).isEmpty();
    }

    @Test
    void anApplicationHasTheRouteThatTheRequestHasComeTo() throws Exception {
        route("/a").route("/b").unit("/a", Phase.ACCESS, goes(Way.REDIRECT, "/b"));
        assertThat(server.get("/a").body()).isEqualTo("application at /b with /b?q=1");
        assertThat(server.get("/b?x").body()).isEqualTo("application at nowhere with /b?x");
    }

    @Test
    void aNamedRouteTakesTheRequestWithItsPath() throws Exception {
        route("/a")
                .route("@n")
                .unit("/a", Phase.REWRITE, goes(Way.NAMED, "@n"))
                .unit("@n", Phase.SERVER_REWRITE, says("not again"))
                .unit(
                        "@n",
                        Phase.REWRITE,
                        does(e -> e.exchange().response().headers().set("X-Rewrite", "n")));
        var response = server.get("/a?x=2");
        assertThat(response.body()).isEqualTo("application at @n with /a?x=2");
        assertThat(response.headers().firstValue("X-Rewrite")).hasValue("n");
    }

    @Test
    void aNamedRouteThatIsNotThereIsAnError() throws Exception {
        route("/a").unit("/a", Phase.CONTENT, goes(Way.NAMED, "@missing"));
        assertThat(server.get("/a").statusCode()).isEqualTo(500);
    }

    @Test
    void aJumpKeepsWhatEnginesHaveKeptAndARedirectDoesNot() throws Exception {
        Function<Execution, Outcome> tells = execution -> says(execution
                        .exchange()
                        .attachment(NOTES, StringBuilder::new)
                        .toString())
                .apply(execution);
        route("/jump")
                .route("/redirect")
                .route("/end")
                .unit("/jump", Phase.REWRITE, execution -> {
                    execution.exchange().attachment(NOTES, StringBuilder::new).append("noted");
                    return new Rerouted(Way.JUMP, "/end", Optional.empty());
                })
                .unit("/redirect", Phase.REWRITE, execution -> {
                    execution.exchange().attachment(NOTES, StringBuilder::new).append("noted");
                    return new Rerouted(Way.REDIRECT, "/end", Optional.empty());
                })
                .unit("/end", Phase.CONTENT, tells);
        assertThat(server.get("/jump").body()).isEqualTo("noted");
        assertThat(server.get("/redirect").body()).isEmpty();
    }

    @Test
    void aCircleEndsAfterTenTurns() throws Exception {
        route("/a").unit("/a", Phase.REWRITE, goes(Way.REDIRECT, "/a"));
        assertThat(server.get("/a").statusCode()).isEqualTo(500);
    }

    @Test
    void routesSetVariablesInTheirOrder() throws Exception {
        Map<String, VariableText> variables = new LinkedHashMap<>();
        variables.put("named", VariableText.parse("$arg_x-"));
        variables.put("other", VariableText.parse("<${named}>"));
        routes.put("/v", new RouteSettings("/v", variables, "text/plain", Map.of(), List.of(), false, true));
        unit(
                "/v",
                Phase.CONTENT,
                execution -> says(execution.exchange().variable("other").orElseThrow())
                        .apply(execution));
        assertThat(server.get("/v?x=1").body()).isEqualTo("<1->");
    }

    @Test
    void anErrorWithoutABodyHasTheRoutesPage() throws Exception {
        Map<Integer, ErrorTarget> pages =
                Map.of(404, new ErrorTarget("/page", ErrorTarget.KEEPS), 403, new ErrorTarget("@page", 200));
        routes.put("/e", new RouteSettings("/e", Map.of(), "text/plain", pages, List.of(), false, false));
        route("/page")
                .route("@page")
                .unit(
                        "/e",
                        Phase.ACCESS,
                        execution -> new Outcome.Exited(
                                Integer.parseInt(execution.exchange().request().query())))
                .unit("/page", Phase.CONTENT, execution -> says("page for "
                                + execution.exchange().request().method())
                        .apply(execution))
                .unit("@page", Phase.CONTENT, says("named page"));
        var missing = server.send(server.request("/e?404").POST(BodyPublishers.ofString("x")));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).isEqualTo("page for GET");
        var forbidden = server.get("/e?403");
        assertThat(forbidden.statusCode()).isEqualTo(200);
        assertThat(forbidden.body()).isEqualTo("named page");
        assertThat(server.get("/e?410").statusCode()).isEqualTo(410);
    }

    @Test
    void oneYesIsEnoughWhereTheRouteSaysSo() throws Exception {
        List<AccessRule> nobody = List.of(AccessRule.of(false, "all"));
        routes.put("/any", new RouteSettings("/any", Map.of(), "text/plain", Map.of(), nobody, true, false));
        routes.put("/all", new RouteSettings("/all", Map.of(), "text/plain", Map.of(), nobody, false, false));
        Function<Execution, Outcome> asks = execution -> {
            String query = execution.exchange().request().query();
            return query.isEmpty() ? Outcome.Completed.INSTANCE : new Outcome.Exited(Integer.parseInt(query));
        };
        unit("/any", Phase.ACCESS, asks).unit("/all", Phase.ACCESS, asks);
        assertThat(server.get("/any").statusCode()).isEqualTo(200);
        assertThat(server.get("/any?401").statusCode()).isEqualTo(401);
        assertThat(server.get("/any?403").statusCode()).isEqualTo(403);
        assertThat(server.get("/any?0").statusCode()).isEqualTo(200);
        assertThat(server.get("/all").statusCode()).isEqualTo(403);
    }

    @Test
    void aUnitThatFailsAsInNginxEndsTheRequestOrCutsItOff() throws Exception {
        route("/early")
                .route("/late")
                .route("/soon")
                .unit("/soon", Phase.CONTENT, execution -> {
                    execution.exchange().response().write("half".getBytes(StandardCharsets.ISO_8859_1));
                    return new Outcome.Failed("broken");
                })
                .unit("/early", Phase.CONTENT, execution -> new Outcome.Failed("broken"))
                .unit("/late", Phase.CONTENT, execution -> {
                    execution.exchange().response().write("half".repeat(500).getBytes(StandardCharsets.ISO_8859_1));
                    return new Outcome.Failed("broken");
                });
        assertThat(server.get("/early").statusCode()).isEqualTo(500);
        assertThat(server.raw("GET /soon HTTP/1.1\r\nHost: x\r\n\r\n")).isEmpty();
        String raw = server.raw("GET /late HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(raw).startsWith("HTTP/1.1 200 ").contains("half").doesNotContain("\r\n0\r\n");
    }

    @Test
    void longBodiesAreInFilesAndGoOnToTheApplication() throws Exception {
        route("/b");
        Match match = new Match(List.of(), List.of(), List.of(), List.of("/b"));
        server.unit(
                Phase.CONTENT,
                execution -> {
                    var body = execution.exchange().request().body();
                    body.read();
                    return says(body.state() + " " + body.length()).apply(execution);
                },
                builder -> builder.match(match),
                dev.cuprum.engine.CompiledUnit.Need.REQUEST_BODY);
        assertThat(server.send(server.request("/b").POST(BodyPublishers.ofString("x".repeat(1024))))
                        .body())
                .isEqualTo("MEMORY 1024");
        assertThat(server.send(server.request("/b").POST(BodyPublishers.ofString("x".repeat(1025))))
                        .body())
                .isEqualTo("FILE 1025");
    }
}
