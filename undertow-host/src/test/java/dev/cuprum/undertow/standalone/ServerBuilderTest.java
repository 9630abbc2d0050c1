package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.undertow.standalone.log.ErrorLog;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Phase;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerBuilderTest {

    @TempDir
    Path folder;

    private static HttpResponse<String> get(Server server, String path) {
        return TestServer.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build());
    }

    @Test
    void startsAndStopsAgainAndAgain() {
        for (int i = 0; i < 5; i++) {
            String word = "hello " + i;
            try (Server server = Server.builder()
                    .route("/hello", route -> route.content("ngx.say('" + word + "')"))
                    .start()) {
                assertThat(get(server, "/hello").body()).isEqualTo(word + "\n");
            }
        }
    }

    @Test
    void oneBuilderStartsSeveralServers() {
        ServerBuilder builder = Server.builder().route("/", route -> route.respond(200, "here"));
        try (Server one = builder.start();
                Server two = builder.start()) {
            assertThat(one.port()).isNotEqualTo(two.port());
            assertThat(get(one, "/").body()).isEqualTo("here");
            assertThat(get(two, "/").body()).isEqualTo("here");
            assertThat(one.errorLog()).isNotSameAs(two.errorLog());
        }
    }

    @Test
    void unitsOfARouteAreForItsRequestsAlone() {
        try (Server server = Server.builder()
                .route("/a", route -> route.content("ngx.say('a')"))
                .route("= /a/exact", route -> route.content("ngx.say('exact')"))
                .route("~ ^/re/\\d+$", route -> route.content("ngx.say('re')"))
                .route("/", route -> route.respond(200, "root"))
                .start()) {
            assertThat(get(server, "/a/x").body()).isEqualTo("a\n");
            assertThat(get(server, "/a/exact").body()).isEqualTo("exact\n");
            assertThat(get(server, "/re/12").body()).isEqualTo("re\n");
            assertThat(get(server, "/re/x").body()).isEqualTo("root");
        }
    }

    @Test
    void unitsOfOnePhaseRunInTheOrderInWhichTheyWereGiven() {
        try (Server server = Server.builder()
                .unit(Phase.CONTENT, "ngx.print('1')")
                .route("/", route -> route.content("ngx.print('2')")
                        .content("ngx.print('3')")
                        .content("ngx.print('4')"))
                .start()) {
            assertThat(get(server, "/").body()).isEqualTo("1234");
        }
    }

    @Test
    void takesWholeUnits() {
        try (Server server = Server.builder()
                .unit(ComputingUnit.of("everywhere", Phase.HEADER_FILTER, "ngx.header['X-All'] = 'yes'"))
                .route("/a", route -> route.unit(ComputingUnit.of("here", Phase.CONTENT, "ngx.print('a')")))
                .route("/b", route -> route.respond(200, "b"))
                .start()) {
            assertThat(get(server, "/a").body()).isEqualTo("a");
            assertThat(get(server, "/b").body()).isEqualTo("b");
            assertThat(get(server, "/b").headers().firstValue("X-All")).contains("yes");
        }
    }

    @Test
    void targetsAnswerWhereNoUnitDoes() throws Exception {
        Files.writeString(folder.resolve("page.html"), "page");
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub").resolve("index.html"), "index");
        try (Server origin = Server.builder()
                        .route("/", route -> route.content("ngx.print('origin ', ngx.var.uri)"))
                        .start();
                Server server = Server.builder()
                        .documentRoot(folder)
                        .route("/files/", route -> route.files(folder))
                        .route("/proxy", route -> route.proxy("http://127.0.0.1:" + origin.port()))
                        .route("/moved", route -> route.redirect(302, "http://elsewhere/"))
                        .route("/gone", route -> route.respond(410))
                        .route("/json", route -> route.defaultType("application/json")
                                .respond(201, "{}", Map.of("X-A", "b")))
                        .start()) {
            assertThat(get(server, "/files/page.html").body()).isEqualTo("page");
            assertThat(get(server, "/page.html").body()).isEqualTo("page");
            assertThat(get(server, "/sub/").body()).isEqualTo("index");
            assertThat(get(server, "/proxy/x").body()).isEqualTo("origin /proxy/x");
            assertThat(Wire.get(server.port(), "/moved"))
                    .startsWith("HTTP/1.1 302 Moved Temporarily\r\n")
                    .contains("Location: http://elsewhere/\r\n")
                    .contains("<title>302 Found</title>");
            assertThat(get(server, "/gone").body()).contains("<center><h1>410 Gone</h1></center>\r\n");
            assertThat(get(server, "/json").headers().map())
                    .containsEntry("content-type", List.of("application/json"))
                    .containsEntry("x-a", List.of("b"));
            assertThat(get(server, "/nothing").statusCode()).isEqualTo(404);
            assertThat(server.errorLog().text())
                    .contains("open() \"" + folder + "/nothing\" failed (2: No such file or directory), client: ");
        }
    }

    @Test
    void saysOfFoldersWhyTheyAreNotShown() throws Exception {
        Files.createDirectory(folder.resolve("dir"));
        try (Server server = Server.builder().documentRoot(folder).start()) {
            assertThat(get(server, "/dir/").statusCode()).isEqualTo(403);
            assertThat(get(server, "/gone/").statusCode()).isEqualTo(404);
            assertThat(server.errorLog().text())
                    .contains("directory index of \"" + folder + "/dir/\" is forbidden, client: ")
                    .contains(
                            "\"" + folder + "/gone/index.html\" is not found (2: No such file or directory), client: ");
        }
    }

    @Test
    void unitsKnowWhereTheFilesOfTheirRouteAre() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectory(folder.resolve("dir")));
        String code =
                "ngx.exit(ngx.say(ngx.var.document_root, ' ', ngx.var.realpath_root, ' ', ngx.var.request_filename))";
        try (Server server = Server.builder()
                .documentRoot(folder)
                .route("/link/", route -> route.files(link).unit(Phase.PRECONTENT, code))
                .route("/other", route -> route.content(code))
                .start()) {
            String real = folder.toRealPath().toString();
            assertThat(get(server, "/link/x/y").body()).isEqualTo(link + " " + real + "/dir " + link + "/x/y\n");
            assertThat(get(server, "/other").body()).isEqualTo(folder + " " + real + " " + folder + "/other\n");
        }
    }

    @Test
    void routesWithoutFilesHaveNoDocumentRoot() {
        String code = "ngx.say(tostring(ngx.var.document_root), tostring(ngx.var.realpath_root))";
        try (Server server =
                Server.builder().route("/", route -> route.content(code)).start()) {
            assertThat(get(server, "/").body()).isEqualTo("nilnil\n");
        }
    }

    @Test
    void isCalledByItsNameWhereARequestNamesNoHost() throws Exception {
        try (Server server = Server.builder()
                .serverName("edge.example")
                .route("/", route -> route.content("ngx.print(ngx.var.host, ' ', ngx.var.server_name)"))
                .start()) {
            assertThat(Wire.send(server.port(), "GET / HTTP/1.0\r\n\r\n"))
                    .endsWith("\r\n\r\nedge.example edge.example");
            assertThat(Wire.send(server.port(), "GET / HTTP/1.0\r\nHost: other\r\n\r\n"))
                    .endsWith("\r\n\r\nother edge.example");
        }
    }

    @Test
    void sendsClientsToTheSlashTheyForgotAsNginxDoes() throws Exception {
        Files.createDirectory(folder.resolve("dir"));
        try (Server server = Server.builder().documentRoot(folder).start()) {
            String port = ":" + server.port();
            assertThat(Wire.get(server.port(), "/dir?a=b"))
                    .startsWith("HTTP/1.1 301 Moved Permanently\r\n")
                    .contains("Location: http://localhost" + port + "/dir/?a=b\r\n")
                    .endsWith("<hr><center>cuprum</center>\r\n</body>\r\n</html>\r\n");
            assertThat(Wire.send(server.port(), "GET /dir HTTP/1.0\r\n\r\n"))
                    .contains("Location: http://127.0.0.1" + port + "/dir/\r\n");
            String head =
                    Wire.send(server.port(), "HEAD /dir HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n");
            assertThat(head)
                    .contains("Location: http://localhost" + port + "/dir/\r\n")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void whatNoRouteIsForIs404() {
        try (Server server = Server.builder().start()) {
            assertThat(get(server, "/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void internalRoutesAreNotThereForClients() {
        try (Server server = Server.builder()
                .route("/inner", route -> route.internal().content("ngx.say('inner')"))
                .route("@named", route -> route.content("ngx.say('named')"))
                .start()) {
            assertThat(get(server, "/inner").statusCode()).isEqualTo(404);
            assertThat(get(server, "/@named").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void writesTheErrorLogInNginxsForm() throws Exception {
        try (Server server = Server.builder()
                .serverName("tests")
                .route("/t", route -> route.content("ngx.log(ngx.WARN, 'careful') ngx.say('ok')")
                        .log("ngx.log(ngx.INFO, 'over')"))
                .start()) {
            Wire.send(
                    server.port(),
                    "GET /t?x HTTP/1.1\r\nHost: localhost\r\nReferer: http://r/\r\nConnection: close\r\n\r\n");
            assertThat(server.errorLog()
                            .await(line -> line.contains("careful"), Duration.ofSeconds(60))
                            .orElseThrow())
                    .matches(
                            "\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d \\[warn] \\d+#\\d+: (\\*\\d+ )?\\[lua] .*careful,"
                                    + " client: 127\\.0\\.0\\.1, server: tests, request: \"GET /t\\?x HTTP/1\\.1\","
                                    + " host: \"localhost\", referrer: \"http://r/\"");
            assertThat(server.errorLog().await(line -> line.contains("over"), Duration.ofSeconds(60)))
                    .hasValueSatisfying(line -> assertThat(line)
                            .contains("[info]")
                            .contains("over while logging request, client: 127.0.0.1"));
            server.errorLog().clear();
            assertThat(server.errorLog().lines()).isEmpty();
        }
    }

    @Test
    void wordsFailuresAsNginxDoes() throws Exception {
        try (Server server = Server.builder()
                .route("/rewrite", route -> route.rewrite("error('oops')").respond(200, "x"))
                .route("/content", route -> route.content("error('oops')"))
                .route("/log", route -> route.content("ngx.say('x')").log("error('oops')"))
                .start()) {
            assertThat(get(server, "/rewrite").statusCode()).isEqualTo(500);
            assertThat(get(server, "/content").statusCode()).isEqualTo(500);
            assertThat(server.errorLog().text())
                    .contains("[error] ")
                    .containsPattern("lua entry thread aborted: runtime error: .*oops.*\"GET /rewrite HTTP/1.1\"")
                    .containsPattern("lua entry thread aborted: runtime error: .*oops.*\"GET /content HTTP/1.1\"");
            assertThat(get(server, "/log").body()).isEqualTo("x\n");
            assertThat(server.errorLog()
                            .await(
                                    line -> line.contains("failed to run log_by_lua*: ") && line.contains("oops"),
                                    Duration.ofSeconds(60)))
                    .isPresent();
        }
    }

    @Test
    void writesNoLinesThatAreLessUrgentThanItsLevel() {
        ErrorLog log = ErrorLog.inMemory(LogLevel.ERR);
        try (Server server = Server.builder()
                .errorLog(log)
                .route("/", route -> route.content("ngx.log(ngx.WARN, 'w') ngx.log(ngx.ERR, 'e') ngx.say('x')"))
                .start()) {
            get(server, "/");
            assertThat(log.lines()).singleElement().asString().contains("[error]");
            assertThat(server.errorLog()).isSameAs(log);
        }
    }

    @Test
    void setsVariablesBeforeUnitsRun() {
        try (Server server = Server.builder()
                .set("site", "main")
                .route("/t", route -> route.set("who", "${site}-$arg_name")
                        .setBy("loud", "return ngx.var.who:upper()")
                        .content("ngx.say(ngx.var.site, ' ', ngx.var.who, ' ', ngx.var.loud)"))
                .route("~ ^/re/(?<year>\\d+)/(.*)", route -> route.content("ngx.say(ngx.var.year, ngx.var[2])"))
                .start()) {
            assertThat(get(server, "/t?name=x").body()).isEqualTo("main main-x MAIN-X\n");
            assertThat(get(server, "/re/2024/x").body()).isEqualTo("2024x\n");
        }
    }

    @Test
    void answersErrorsWithThePagesOfTheirRoutes() {
        try (Server server = Server.builder()
                .errorPage(404, "/missing")
                .route("/missing", route -> route.internal().content("ngx.print('missing ', ngx.var.request_uri)"))
                .route("/t", route -> route.errorPage(500, "@err")
                        .errorPage(403, 200, "@err")
                        .content("ngx.exit(tonumber(ngx.var.arg_status))"))
                .route("@err", route -> route.content("ngx.print('err')"))
                .start()) {
            HttpResponse<String> missing = get(server, "/nowhere");
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.body()).isEqualTo("missing /nowhere");
            assertThat(get(server, "/missing").body()).isEqualTo("missing /missing");
            assertThat(get(server, "/t?status=500").statusCode()).isEqualTo(500);
            assertThat(get(server, "/t?status=500").body()).isEqualTo("err");
            assertThat(get(server, "/t?status=403").statusCode()).isEqualTo(200);
            assertThat(get(server, "/t?status=410").body()).contains("410 Gone");
        }
    }

    @Test
    void asksTheRulesOfAccess() {
        try (Server server = Server.builder()
                .route("/no", route -> route.deny("all").respond(200, "x"))
                .route("/yes", route -> route.allow("127.0.0.0/8").deny("all").respond(200, "yes"))
                .route("/any", route -> route.satisfyAny()
                        .deny("all")
                        .access("if not ngx.var.arg_key then ngx.exit(403) end")
                        .respond(200, "any"))
                .start()) {
            assertThat(get(server, "/no").statusCode()).isEqualTo(403);
            assertThat(get(server, "/yes").body()).isEqualTo("yes");
            assertThat(get(server, "/any").statusCode()).isEqualTo(403);
            assertThat(get(server, "/any?key=1").body()).isEqualTo("any");
        }
    }

    @Test
    void aRouteThatIsLeftToUnitsIsEmptyWhereTheyDoNothing() {
        try (Server server = Server.builder()
                .documentRoot(folder)
                .route("/t", route -> route.content("local x = 1"))
                .route("/css", route -> route.defaultType("text/css").content("ngx.say('x')"))
                .start()) {
            HttpResponse<String> empty = get(server, "/t");
            assertThat(empty.statusCode()).isEqualTo(200);
            assertThat(empty.body()).isEmpty();
            assertThat(get(server, "/css").headers().firstValue("content-type")).contains("text/css");
        }
    }

    @Test
    void unitsShareDictionariesAndRequireModules() throws Exception {
        Files.writeString(folder.resolve("greeting.lua"), "return { hello = 'hello' }");
        try (Server server = Server.builder()
                .sharedDictionary("dogs", "1m")
                .modulePath(folder + "/?.lua")
                .route("/count", route -> route.content("ngx.print((ngx.shared.dogs:incr('n', 1, 0)))"))
                .route("/hello", route -> route.content("ngx.print(require('greeting').hello)"))
                .start()) {
            assertThat(get(server, "/count").body()).isEqualTo("1");
            assertThat(get(server, "/count").body()).isEqualTo("2");
            assertThat(get(server, "/hello").body()).isEqualTo("hello");
        }
    }

    @Test
    void hasNoControlPlaneUnlessOneIsAskedFor() {
        try (Server server = Server.builder().start()) {
            assertThatThrownBy(server::controlPort).isInstanceOf(IllegalStateException.class);
        }
        try (Server server =
                Server.builder().control("127.0.0.1", 0, "a-token-of-tests").start()) {
            HttpRequest.Builder units =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.controlPort() + "/api/units"));
            assertThat(TestServer.send(units.build()).statusCode()).isEqualTo(401);
            assertThat(TestServer.send(units.header("Authorization", "Bearer a-token-of-tests")
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysWhichCodeWouldNotRun() {
        ServerBuilder one = Server.builder().route("/t", route -> route.content("if"));
        assertThatThrownBy(one::start)
                .isInstanceOf(InvalidUnitException.class)
                .hasMessageStartingWith("unit 't.content' code: line 1: ");
        ServerBuilder two = Server.builder()
                .route("/", route -> route.content("ngx.say('x')"))
                .route("/t", route -> route.rewrite("ngx.say('x')").log("return return"));
        assertThatThrownBy(two::start)
                .isInstanceOf(InvalidUnitException.class)
                .hasMessageStartingWith("unit 't.log' code: line 1: ");
    }

    @Test
    void refusesWhatCannotBe() {
        ServerBuilder builder = Server.builder().route("/x", route -> {});
        assertThatThrownBy(() -> builder.route("^~ /x", route -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is a route '^~ /x' already");
        assertThatThrownBy(() -> builder.route("x", route -> {})).hasMessageContaining("does not start with a slash");
        assertThatThrownBy(() -> builder.route("/y", route -> route.respond(200).proxy("http://h")))
                .hasMessageContaining("the route '/y' has a target already");
        assertThatThrownBy(() -> builder.set("$x", "y")).hasMessageContaining("'$x' is not the name of a variable");
        assertThatThrownBy(() -> builder.set("x", "$")).hasMessageContaining("invalid variable name");
        assertThatThrownBy(() -> builder.errorPage(200, "/x")).hasMessageContaining("'200' is not a status");
        assertThatThrownBy(() -> builder.errorPage(404, "x")).hasMessageContaining("'x' is neither a path");
        assertThatThrownBy(() -> builder.deny("everybody")).hasMessageContaining("is no range of addresses");
        assertThatThrownBy(() -> builder.maxBody("big")).hasMessageContaining("'big' is not a size");
        assertThatThrownBy(() -> builder.listen("127.0.0.1", 70_000)).hasMessageContaining("port 70000");
        assertThatThrownBy(() -> builder.threads(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
