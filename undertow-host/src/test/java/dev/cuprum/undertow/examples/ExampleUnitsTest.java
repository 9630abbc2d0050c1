package dev.cuprum.undertow.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.undertow.standalone.RouteBuilder;
import dev.cuprum.undertow.standalone.Server;
import dev.cuprum.undertow.standalone.ServerBuilder;
import dev.cuprum.undertow.standalone.log.ErrorLog;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Units as people bring them from OpenResty, each as it is in the examples, over HTTP. */
class ExampleUnitsTest {

    private static final Path UNITS =
            Path.of(System.getProperty("cuprum.root", "..")).resolve("undertow-host/examples/units");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ErrorLog log = ErrorLog.inMemory(LogLevel.INFO);
    private final ServerBuilder builder =
            Server.builder().errorLog(log).unitLimits(Limits.of(20_000, 64)).requestLimits(Limits.of(60_000, 256));
    private Server server;

    private static String unit(String name) {
        try {
            return Files.readString(UNITS.resolve(name + ".lua"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ExampleUnitsTest route(String location, Consumer<RouteBuilder> route) {
        builder.route(location, route);
        return this;
    }

    private HttpResponse<String> send(String method, String target, String... headers) throws Exception {
        if (server == null) {
            server = builder.start();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + target))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String target, String... headers) throws Exception {
        return send("GET", target, headers);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String token(String secret, String user, long expires) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
        byte[] signature = mac.doFinal((user + ":" + expires).getBytes(StandardCharsets.US_ASCII));
        return user + ":" + expires + ":" + Base64.getEncoder().encodeToString(signature);
    }

    @Test
    void aSignedTokenLetsARequestPass() throws Exception {
        route(
                "/",
                route -> route.set("token_secret", "s3cret")
                        .access(unit("signed-token"))
                        .content(
                                "ngx.say(ngx.ctx.user, ' ', ngx.req.get_headers()['X-User'], ' ', ngx.var.http_authorization)"));
        long later = Instant.now().getEpochSecond() + 3600;
        String good = token("s3cret", "ada", later);
        assertThat(get("/", "Authorization", "Bearer " + good).body()).isEqualTo("ada ada nil\n");
        assertThat(get("/", "Cookie", "session=" + good.replace("=", "%3D")).body())
                .startsWith("ada ");
        HttpResponse<String> missing = get("/");
        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(missing.body()).isEqualTo("{\"error\":\"missing_token\"}\n");
        assertThat(missing.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"edge\", error=\"missing_token\"");
        assertThat(get("/", "Authorization", "Bearer " + token("other", "ada", later))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("/", "Authorization", "Bearer " + token("s3cret", "ada", 1))
                        .body())
                .isEqualTo("{\"error\":\"expired_token\"}\n");
        assertThat(get("/", "Authorization", "Bearer nonsense").body()).contains("malformed_token");
        assertThat(log.text()).contains("token refused: bad_signature, from 127.0.0.1");
    }

    @Test
    void cookiesAreReadAndTrackingOnesTakenAway() throws Exception {
        route("/", route -> route.rewrite(unit("cookies"))
                .content("ngx.print(ngx.var.http_cookie, '|', ngx.var.http_x_lang, '|', ngx.var.http_x_visitor)"));
        String id = "0123456789abcdef0123456789abcdef";
        HttpResponse<String> known = get("/", "Cookie", "_ga=1; visitor=" + id + "; lang=\"DE-at\"; a=b=c");
        assertThat(known.body()).isEqualTo("visitor=" + id + "; lang=DE-at; a=b=c|de|" + id);
        assertThat(known.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("visitor=" + id + "; Path=/");
        assertThat(get("/").body()).matches("nil\\|nil\\|[0-9a-f]{32}");
    }

    @Test
    void scriptsOfKnownOriginsMayReadResponses() throws Exception {
        route("/", route -> route.rewrite(unit("cors")).content("ngx.say('data')"));
        HttpResponse<String> read = get("/", "Origin", "https://app.example.com");
        assertThat(read.body()).isEqualTo("data\n");
        assertThat(read.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example.com");
        assertThat(read.headers().firstValue("Vary")).hasValue("Origin");
        HttpResponse<String> preflight = send(
                "OPTIONS", "/", "Origin", "https://a.partners.example.org", "Access-Control-Request-Method", "PUT");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                .hasValue("GET, HEAD, POST, PUT, DELETE");
        assertThat(preflight.headers().firstValue("Access-Control-Max-Age")).hasValue("600");
        assertThat(send("OPTIONS", "/", "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(get("/", "Origin", "https://evil.example").headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(get("/").body()).isEqualTo("data\n");
    }

    @Test
    void visitorsAreSharedOutAmongVariantsAndStayWhereTheyAre() throws Exception {
        route("/", route -> route.rewrite(unit("ab-split"))
                .content("ngx.print(ngx.ctx.variant, ' ', ngx.var.http_x_variant, ' ', ngx.var.args)"));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            String visitor = "visitor=v" + i;
            String first = get("/checkout", "Cookie", visitor).body();
            assertThat(get("/checkout", "Cookie", visitor).body()).isEqualTo(first);
            seen.add(first.substring(0, first.indexOf(' ')));
        }
        assertThat(seen).containsExactlyInAnyOrder("control", "short", "express");
        assertThat(get("/checkout?variant=express&x=1").body()).isEqualTo("express express x=1");
        assertThat(get("/checkout", "Cookie", "exp_checkout=short").body()).startsWith("short short");
        assertThat(get("/other").body()).startsWith("nil nil");
    }

    @Test
    void botsAreTurnedAwayAndBlockedWhenTheyInsist() throws Exception {
        builder.sharedDictionary("bots", "100k");
        route("/", route -> route.access(unit("bot-block")).content("ngx.print('page ', ngx.var.http_x_bot)"));
        assertThat(get("/", "User-Agent", "Mozilla/5.0").body()).isEqualTo("page nil");
        assertThat(get("/", "User-Agent", "Googlebot/2.1").body()).isEqualTo("page good");
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> away = get("/", "User-Agent", "Curl/8");
            assertThat(away.statusCode()).isEqualTo(403);
            assertThat(away.headers().firstValue("X-Blocked")).hasValue("user agent curl");
        }
        HttpResponse<String> blocked = get("/", "User-Agent", "Mozilla/5.0");
        assertThat(blocked.statusCode()).isEqualTo(429);
        assertThat(blocked.headers().firstValueAsLong("Retry-After")).isPresent();
        assertThat(get("/robots.txt", "User-Agent", "curl").body()).isEqualTo("page nil");
        assertThat(log.text()).contains("is blocked for 600 s: user agent curl");
    }

    @Test
    void oldAddressesLeadToNewOnes() throws Exception {
        route("/", route -> route.rewrite(unit("redirects")).content("ngx.say('page')"));
        assertLeads("/old-home?a=1", 301, "/?a=1");
        assertLeads("/jobs", 302, "https://careers.example.com/");
        assertLeads("/blog/2020/05/hello-world.html?x=y", 301, "/articles/hello-world-202005?x=y");
        assertLeads("/product.php?id=7&ref=z", 301, "/products/7?ref=z");
        assertLeads("/de/docs/start", 308, "/docs/start?lang=de");
        assertThat(get("/gone").statusCode()).isEqualTo(410);
        assertThat(get("/page").body()).isEqualTo("page\n");
    }

    private void assertLeads(String target, int status, String location) throws Exception {
        HttpResponse<String> response = get(target);
        assertThat(response.statusCode()).as(target).isEqualTo(status);
        assertThat(response.headers().firstValue("Location")).as(target).hasValue(location);
    }

    @Test
    void pagesHaveABannerHoweverTheyCome() throws Exception {
        route("/", route -> route.defaultType("text/html")
                .headerFilter(unit("html-banner.header"))
                .bodyFilter(unit("html-banner.body"))
                .content("for piece in ngx.var.arg_page:gmatch('[^!]+') do ngx.print(ngx.unescape_uri(piece)) end"));
        route("/text", route -> route.headerFilter(unit("html-banner.header"))
                .bodyFilter(unit("html-banner.body"))
                .content("ngx.header.content_type = 'text/plain' ngx.print('<body>')"));
        String page = "%3Chtml%3E%3Cbo|dy%20class%3Dx%3E%3Ca%20hr|ef%3D%22http://a/%22%3Elink%3C/a%3E|%3C/body%3E";
        String changed = "<html><body class=x><div class=\"banner\">Hello</div>"
                + "<a rel=\"nofollow\" href=\"https://a/\">link</a></body><!-- 1 links -->";
        assertThat(get("/?banner=Hello&page=" + page.replace("|", "!")).body()).isEqualTo(changed);
        assertThat(get("/?banner=Hello&page=" + page.replace("|", "")).body()).isEqualTo(changed);
        assertThat(get("/text").body()).isEqualTo("<body>");
    }

    @Test
    void eachRequestIsALineOfJson() throws Exception {
        route("/", route -> route.access("ngx.ctx.user = 'ada'").content("ngx.print('12345')"));
        builder.unit(Phase.LOG, unit("json-log"));
        get("/p?a=1&token=abc&token=def", "User-Agent", "t");
        String line = log.await(text -> text.contains("request {"), Duration.ofSeconds(60))
                .orElseThrow();
        assertThat(line.substring(line.indexOf('{'), line.lastIndexOf('}')))
                .contains("\"method\":\"GET\"")
                .contains("\"path\":\"\\/p\"")
                .contains("\"token\":\"***\"")
                .contains("\"user\":\"ada\"")
                .contains("\"status\":200")
                .contains("\"agent\":\"t\"")
                .doesNotContain("abc");
    }

    @Test
    void clientsHaveABucketEach() throws Exception {
        builder.sharedDictionary("limits", "100k");
        route("/", route -> route.access(unit("rate-limit")).content("ngx.print('ok')"));
        AtomicInteger clients = new AtomicInteger();
        // A bucket has one more after two seconds, which four requests may take on a busy machine.
        await().untilAsserted(() -> hasABucket("k" + clients.incrementAndGet()));
        assertThat(get("/api/login", "X-Api-Key", "another").body()).isEqualTo("ok");
        assertThat(log.text()).contains("over the limit 'login'");
    }

    private void hasABucket(String client) throws Exception {
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> allowed = get("/api/login", "X-Api-Key", client);
            assertThat(allowed.body()).isEqualTo("ok");
            assertThat(allowed.headers().firstValue("RateLimit-Remaining")).hasValue(left + "");
        }
        HttpResponse<String> refused = get("/api/login", "X-Api-Key", client);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After")).isPresent();
    }

    @Test
    void aShareOfTheClientsMeetsTheCanary() throws Exception {
        builder.sharedDictionary("canary", "12k");
        route("/", route -> route.rewrite(unit("canary")).content("ngx.print('stable ', ngx.var.uri)"));
        route("/canary/", route -> route.content("ngx.print('canary ', ngx.var.uri)"));
        route("= /percent", route -> route.content("ngx.shared.canary:set('percent', tonumber(ngx.var.arg_to))"));
        assertThat(get("/x", "X-Canary", "always").body()).isEqualTo("canary /canary/x");
        assertThat(get("/x", "X-Canary", "never").body()).isEqualTo("stable /x");
        get("/percent?to=50");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            String body = get("/x", "X-Forwarded-For", "10.0." + i + ".9").body();
            assertThat(get("/x", "X-Forwarded-For", "10.0." + i + ".200").body())
                    .isEqualTo(body);
            seen.add(body);
        }
        assertThat(seen).containsExactlyInAnyOrder("stable /x", "canary /canary/x");
        get("/percent?to=0");
        assertThat(get("/x", "X-Forwarded-For", "10.0.1.9").body()).isEqualTo("stable /x");
    }
}
