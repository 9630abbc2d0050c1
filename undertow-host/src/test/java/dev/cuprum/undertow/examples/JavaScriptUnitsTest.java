package dev.cuprum.undertow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cuprum.undertow.standalone.Server;
import dev.cuprum.undertow.standalone.ServerBuilder;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The units in JavaScript of the examples, each as it is, over HTTP. */
class JavaScriptUnitsTest {

    private static final Path UNITS =
            Path.of(System.getProperty("cuprum.root", "..")).resolve("undertow-host/examples/units");

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final String PATH_AND_CONTEXT =
            "export default ({ request, ctx, respond }) => respond(`${request.path} ${ctx.variant}`);";
    private static final String USER =
            "export default ({ request, respond }) => respond(`hello ${request.headers.get('x-user')}`);";
    private static final String PIECES =
            """
            export default ({ request, response }) => {
              response.headers.set('content-type', request.query.get('type') ?? 'text/html; charset=utf-8');
              request.query.getAll('piece').forEach((piece) => response.write(piece));
            };
            """;

    private static final AtomicInteger ASKED = new AtomicInteger();
    private static HttpServer service;
    private static Server server;

    private static ComputingUnit example(String name, Phase phase) throws IOException {
        return unit(name, phase, Files.readString(UNITS.resolve(name + ".js")));
    }

    private static ComputingUnit unit(String name, Phase phase, String code) {
        return ComputingUnit.builder(UnitId.of(name), phase, code)
                .language("js")
                .limits(Limits.of(60_000, 64))
                .onFailure(FailureMode.ERROR)
                .build();
    }

    @BeforeAll
    static void start() throws Exception {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/check", JavaScriptUnitsTest::whoIs);
        service.start();
        String check = "http://127.0.0.1:" + service.getAddress().getPort() + "/check";
        ServerBuilder builder = Server.builder()
                .fetch(check)
                .route("/token", route -> route.respond(200, "hello\n"))
                .route("/pieces", route -> route.unit(unit("pieces", Phase.CONTENT, PIECES)))
                .route("/checkout", route -> route.unit(unit("shown", Phase.CONTENT, PATH_AND_CONTEXT)))
                .route("/private", route -> route.set("auth_service", check).unit(unit("user", Phase.CONTENT, USER)))
                .route("/counted", route -> route.respond(200, "counted\n"))
                .route("/", route -> route.respond(200, "page\n", Map.of("X-Powered-By", "much")));
        for (ComputingUnit unit : List.of(
                on("/token", example("token-check", Phase.REWRITE)),
                on("/", example("decorate", Phase.HEADER_FILTER)),
                on("/", example("redirects", Phase.REWRITE)),
                on("/checkout", example("ab-split", Phase.REWRITE)),
                on("/pieces", example("body-rewrite", Phase.BODY_FILTER)),
                on("/counted", example("counter", Phase.ACCESS)),
                on("/private", example("outbound-auth", Phase.ACCESS)),
                on("/notes", example("json-api", Phase.CONTENT)))) {
            builder.unit(unit);
        }
        server = builder.start();
    }

    private static ComputingUnit on(String path, ComputingUnit unit) {
        return unit.toBuilder()
                .match(new Match(List.of(), List.of(PathPattern.parse(path)), List.of()))
                .build();
    }

    /** Knows one token. */
    private static void whoIs(HttpExchange exchange) throws IOException {
        ASKED.incrementAndGet();
        boolean known = "Bearer ada".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = (known ? "{\"name\":\"Ada\"}" : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterAll
    static void stop() {
        service.stop(0);
        server.close();
    }

    private static HttpResponse<String> get(String target, String... headers) throws Exception {
        return send("GET", target, "", headers);
    }

    private static HttpResponse<String> send(String method, String target, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                .timeout(Duration.ofMinutes(2))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String field(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void aTokenLetsARequestPass() throws Exception {
        assertThat(get("/token").statusCode()).isEqualTo(403);
        assertThat(get("/token?token=wrong").statusCode()).isEqualTo(403);
        HttpResponse<String> passed = get("/token?token=token");
        assertThat(passed.statusCode()).isEqualTo(200);
        assertThat(passed.body()).isEqualTo("hello\n");
        assertThat(field(passed, "set-cookie")).isEqualTo("superstition=token");
        assertThat(get("/token", "Cookie", "a=b; superstition=token").body()).isEqualTo("hello\n");
    }

    @Test
    void headersAreDecoratedWhoeverAnswers() throws Exception {
        for (String path : List.of("/page", "/notes", "/token")) {
            HttpResponse<String> response = get(path);
            assertThat(field(response, "x-edge")).as(path).isEqualTo("cu");
            assertThat(field(response, "x-path")).isEqualTo(path);
            assertThat(field(response, "vary")).isEqualTo("Accept-Language");
            assertThat(field(response, "x-powered-by")).isEmpty();
        }
    }

    @Test
    void oldAddressesLeadToNewOnes() throws Exception {
        assertLeads("/old-home", 301, "/");
        assertLeads("/jobs", 301, "https://careers.example.com/");
        assertLeads("/blog/2020/05/hello-world.html", 308, "/articles/hello-world-202005");
        assertLeads("/de/docs/start", 308, "/docs/start?lang=de");
        assertThat(get("/flash-player").statusCode()).isEqualTo(410);
        assertThat(get("/page").body()).isEqualTo("page\n");
    }

    private static void assertLeads(String target, int status, String location) throws Exception {
        HttpResponse<String> response = get(target);
        assertThat(response.statusCode()).as(target).isEqualTo(status);
        assertThat(field(response, "location")).as(target).isEqualTo(location);
    }

    @Test
    void visitorsKeepTheirVariant() throws Exception {
        assertThat(get("/checkout", "Cookie", "checkout=long").body()).isEqualTo("/checkout/long long");
        assertThat(field(get("/checkout", "Cookie", "checkout=long"), "set-cookie"))
                .isEmpty();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 200 && seen.size() < 2; i++) {
            HttpResponse<String> response = get("/checkout");
            String variant = response.body().replaceFirst(".* ", "");
            assertThat(response.body()).isEqualTo("/checkout/" + variant + " " + variant);
            assertThat(field(response, "set-cookie")).startsWith("checkout=" + variant + ";");
            seen.add(variant);
        }
        assertThat(seen).containsExactlyInAnyOrder("short", "long");
    }

    @Test
    void pagesAreRewrittenHoweverTheyCome() throws Exception {
        String expected = "<!-- seen at the edge --><p>äöü<a href=\"https://a/\">x</a> <a href=\"https://b/\">y</a>";
        assertThat(get("/pieces?piece=%3Cp%3E%C3%A4%C3%B6%C3%BC%3Ca%20href=%22http://a/%22%3Ex%3C/a%3E%20"
                                + "%3Ca%20href=%22http://b/%22%3Ey%3C/a%3E")
                        .body())
                .isEqualTo(expected);
        assertThat(
                        get("/pieces?piece=%3Cp%3E%C3%A4%C3%B6%C3%BC%3Ca%20hr&piece=ef=%22http://a/%22%3Ex%3C/a%3E%20%3Ca%20h"
                                        + "&piece=ref=%22http:/&piece=/b/%22%3Ey%3C/a%3E")
                                .body())
                .isEqualTo(expected);
        assertThat(get("/pieces?type=text/plain&piece=href=%22http://a/").body())
                .isEqualTo("href=\"http://a/");
    }

    @Test
    void clientsAreCounted() throws Exception {
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> response = get("/counted", "X-Api-Key", "k1");
            assertThat(response.body()).isEqualTo("counted\n");
            assertThat(field(response, "ratelimit-remaining")).isEqualTo(left + "");
        }
        HttpResponse<String> refused = get("/counted", "X-Api-Key", "k1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("Slow down.\n");
        assertThat(field(refused, "retry-after")).isEqualTo("60");
        assertThat(get("/counted", "X-Api-Key", "k2").body()).isEqualTo("counted\n");
        assertThat(server.errorLog().text()).contains("k1 has sent 4 requests within 60 s");
    }

    @Test
    void aServiceIsAskedWhoSendsARequest() throws Exception {
        HttpResponse<String> nobody = get("/private");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(field(nobody, "www-authenticate")).isEqualTo("Bearer");
        assertThat(get("/private", "Authorization", "Bearer eve").statusCode()).isEqualTo(401);
        int before = ASKED.get();
        for (int i = 0; i < 3; i++) {
            assertThat(get("/private", "Authorization", "Bearer ada").body()).isEqualTo("hello Ada");
        }
        assertThat(ASKED).hasValue(before + 1);
    }

    @Test
    void aServiceOfJsonKeepsNotes() throws Exception {
        HttpResponse<String> created = send("POST", "/notes", "{\"text\":\"Grüße\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(field(created, "content-type")).isEqualTo("application/json");
        String place = field(created, "location");
        assertThat(get(place).body()).isEqualTo(created.body()).matches("\\{\"id\":\\d+,\"text\":\"Grüße\"}");
        assertThat(send("PUT", place, "").statusCode()).isEqualTo(405);
        assertThat(send("DELETE", place, "").statusCode()).isEqualTo(204);
        HttpResponse<String> gone = get(place);
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThat(field(gone, "content-type")).isEqualTo("application/problem+json");
        assertThat(send("POST", "/notes", "{").statusCode()).isEqualTo(400);
        assertThat(send("POST", "/notes", "{}").statusCode()).isEqualTo(422);
    }
}
