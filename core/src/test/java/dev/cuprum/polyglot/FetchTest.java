package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.cuprum.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The global {@code fetch}, to a server on the loopback interface. */
final class FetchTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch finished = new CountDownLatch(1);
    private HttpServer server;
    private String origin;
    private WebContext context;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        origin = "http://127.0.0.1:" + server.getAddress().getPort();
        context = new WebContext(Fetcher.to(List.of(origin + "/api/")));
        answer("/api/ok", exchange -> respond(exchange, 200, "ok"));
        answer("/secret", exchange -> respond(exchange, 200, "secret"));
    }

    @AfterEach
    void stop() {
        finished.countDown();
        context.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        if (octets.length > 0) {
            exchange.getResponseBody().write(octets);
        }
        exchange.close();
    }

    private void redirect(String from, int status, String location) {
        answer(from, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            respond(exchange, status, "");
        });
    }

    /** Answers with what the request was. */
    private void echo(String path) {
        answer(path, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            String secret = exchange.getRequestHeaders().getFirst("Authorization");
            respond(
                    exchange,
                    200,
                    exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + type + " " + secret + " "
                            + body);
        });
    }

    private String fetch(String path, String rest) throws InterruptedException {
        return context.eval("fetch('" + origin + path + "'" + rest);
    }

    @Test
    void givesStatusHeadersAndBody() throws InterruptedException {
        answer("/api/full", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "a=1");
            exchange.getResponseHeaders().add("Set-Cookie", "b=2");
            exchange.getResponseHeaders().set("X-Answer", "42");
            respond(exchange, 404, "{\"a\":\"é\"}");
        });

        assertThat(
                        fetch(
                                "/api/full#part",
                                """
                        ).then(async r => [r.status, r.ok, r.statusText, r.headers.get('x-answer'), r.headers.getSetCookie(),
                          r.redirected, r.url, await r.json()])"""))
                .isEqualTo("[404,false,\"Not Found\",\"42\",[\"a=1\",\"b=2\"],false,\"" + origin
                        + "/api/full\",{\"a\":\"é\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {}                                                                | GET /api/echo?a=%5B1%5D null null
                    { method: 'post', body: 'é' }                                     | POST /api/echo?a=%5B1%5D text/plain;charset=UTF-8 null é
                    { method: 'PUT', body: new URLSearchParams('a=1') }               | PUT /api/echo?a=%5B1%5D application/x-www-form-urlencoded;charset=UTF-8 null a=1
                    { method: 'POST', body: Uint8Array.of(65, 66).subarray(1) }       | POST /api/echo?a=%5B1%5D null null B
                    { method: 'PATCH', headers: { 'content-type': 'a/b' }, body: '' } | PATCH /api/echo?a=%5B1%5D a/b null
                    { method: 'DELETE', headers: { authorization: 'x' } }             | DELETE /api/echo?a=%5B1%5D null x
                    """)
    void sendsMethodHeadersAndBody(String init, String seen) throws InterruptedException {
        echo("/api/echo");

        assertThat(fetch("/api/echo?a=[1]", ", " + init + ").then(async r => (await r.text()).trim())"))
                .isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    { body: 'x' }                        | a request with method GET has no body
                    { method: 'a b' }                    | 'a b' is not a method
                    { redirect: 'maybe' }                | redirect is one of follow, manual, error, not 'maybe'
                    { signal: {} }                       | fetch knows no signal here; the time limit of the unit ends it
                    { headers: { host: 'x' } }           | fetch failed: a unit cannot set the header 'host' of a request
                    { headers: { 'Proxy-Connection': 1 }}| fetch failed: a unit cannot set the header 'proxy-connection' of a request
                    { headers: { 'content-length': 1 } } | fetch failed: a unit cannot set the header 'content-length' of a request
                    5                                    | the options of fetch must be an object, not a number
                    """)
    void refusesRequestsThatCannotBe(String init, String reason) throws InterruptedException {
        assertThat(fetch("/api/ok", ", " + init + ")")).isEqualTo("TypeError: " + reason);
    }

    @Test
    void refusesWhatIsNotAllowed() throws InterruptedException {
        assertThat(fetch("/secret", ")"))
                .isEqualTo(
                        "TypeError: fetch failed: %1$s/secret is not an allowed target (%1$s/api/); the operator allows it"
                                + " with fetch: [%1$s/]",
                        origin);
        assertThat(fetch("/api/../secret", ")")).contains("/secret is not an allowed target");
        assertThat(fetch("/api/%2e%2e/secret", ")")).contains("/secret is not an allowed target");
        assertThat(fetch("/api/..%2Fsecret", ")")).contains("is not an allowed target");
        assertThat(fetch("/apis", ")")).contains("is not an allowed target");
        assertThat(context.eval("fetch('" + origin.replace("http", "https") + "/api/ok')"))
                .contains("is not an allowed target");
        assertThat(context.eval("fetch('" + origin.replace("127.0.0.1", "localhost") + "/api/ok')"))
                .contains("is not an allowed target");
        assertThat(context.eval("fetch('" + origin.replace("//", "//u:p@") + "/api/ok')"))
                .contains("a URL with a user or a password is not fetched");
        assertThat(context.eval("fetch('file:///etc/passwd')")).contains("is not an allowed target");
        assertThat(context.eval("fetch('/api/ok')")).isEqualTo("TypeError: '/api/ok' is not an absolute URL");
    }

    @Test
    void nothingIsAllowedUnlessSomebodyHasAllowedIt() throws InterruptedException {
        try (WebContext alone = WebContext.withoutTargets()) {
            assertThat(alone.eval("fetch('https://example.com/x')"))
                    .isEqualTo(
                            "TypeError: fetch failed: https://example.com/x is not an allowed target (there are none);"
                                    + " the operator allows it with fetch: [https://example.com/]");
        }
    }

    @Test
    void followsRedirectsToAllowedTargets() throws InterruptedException {
        redirect("/api/a", 302, "b?x=1");
        redirect("/api/b", 308, origin + "/api/ok");

        assertThat(fetch("/api/a", ").then(async r => [r.status, r.redirected, r.url, await r.text()])"))
                .isEqualTo("[200,true,\"" + origin + "/api/ok\",\"ok\"]");
    }

    @Test
    void doesNotFollowRedirectsOutOfTheTargets() throws InterruptedException {
        redirect("/api/out", 302, "/secret");

        assertThat(fetch("/api/out", ")"))
                .startsWith("TypeError: fetch failed: redirected by " + origin + "/api/out: " + origin
                        + "/secret is not an allowed target");
    }

    @Test
    void givesUpAfterFiveRedirects() throws InterruptedException {
        redirect("/api/loop", 302, "/api/loop");

        assertThat(fetch("/api/loop", ")")).isEqualTo("TypeError: fetch failed: redirected more than 5 times");
    }

    @Test
    void redirectsAreTheUnitsWhereItWantsThem() throws InterruptedException {
        redirect("/api/out", 302, "/secret");

        assertThat(fetch("/api/out", ", { redirect: 'manual' }).then(r => [r.status, r.headers.get('location')])"))
                .isEqualTo("[302,\"/secret\"]");
        assertThat(fetch("/api/out", ", { redirect: 'error' })"))
                .isEqualTo("TypeError: fetch failed: " + origin + "/api/out answers with a redirect");
    }

    @ParameterizedTest
    @CsvSource({
        "301, POST, GET",
        "302, POST, GET",
        "303, PUT, GET",
        "302, PUT, PUT",
        "307, POST, POST",
        "308, POST, POST"
    })
    void redirectsChangeTheMethodAsTheStandardSays(int status, String method, String then) throws InterruptedException {
        redirect("/api/form", status, "/api/echo");
        echo("/api/echo");
        String kept = then.equals("GET") ? " /api/echo null null " : " /api/echo text/plain;charset=UTF-8 null x";

        assertThat(fetch("/api/form", ", { method: '" + method + "', body: 'x' }).then(r => r.text())"))
                .isEqualTo(then + kept);
    }

    @Test
    void credentialsDoNotFollowToAnotherOrigin() throws IOException, InterruptedException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext(
                "/",
                exchange -> respond(
                        exchange, 200, "got " + exchange.getRequestHeaders().getFirst("Authorization")));
        other.start();
        String elsewhere = "http://127.0.0.1:" + other.getAddress().getPort();
        redirect("/api/away", 302, elsewhere + "/");

        try (WebContext both = new WebContext(Fetcher.to(List.of(origin + "/api/", elsewhere)))) {
            assertThat(both.eval("fetch('" + origin
                            + "/api/away', { headers: { authorization: 'x' } }).then(r => r.text())"))
                    .isEqualTo("got null");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws InterruptedException {
        answer("/api/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[2000]);
            exchange.close();
        });
        Fetcher small = new Fetcher(List.of(AllowedTarget.parse(origin)), 1999);
        Fetcher enough = new Fetcher(List.of(AllowedTarget.parse(origin)), 2000);
        String code = "fetch('" + origin + "/api/large').then(r => r.bytes()).then(b => b.length)";

        try (WebContext refused = new WebContext(small);
                WebContext taken = new WebContext(enough)) {
            assertThat(refused.eval(code)).endsWith("the body of the response is larger than 1999 bytes");
            assertThat(taken.eval(code)).isEqualTo("2000");
        }
    }

    @Test
    void endsWithTheTimeOfTheUnit() throws InterruptedException {
        answer("/api/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            awaitEnd();
            exchange.close();
        });
        FetchRequest request = new FetchRequest(
                "GET", origin + "/api/slow", List.of(), null, FetchRequest.Redirects.FOLLOW, Duration.ofMillis(50));
        CompletableFuture<FetchResult> result = new CompletableFuture<>();

        Fetcher.to(List.of(origin)).fetch(request, result::complete);

        assertThat(result)
                .succeedsWithin(Duration.ofSeconds(60))
                .isEqualTo(new FetchResult.Failed(
                        origin + "/api/slow did not answer within the time that the unit had left"));
    }

    private void awaitEnd() {
        try {
            assertThat(finished.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void saysWhyThereIsNoConnection() throws InterruptedException {
        String nowhere = "http://127.0.0.1:" + Ports.free();

        try (WebContext both = new WebContext(Fetcher.to(List.of(nowhere)))) {
            assertThat(both.eval("fetch('" + nowhere + "/')"))
                    .isEqualTo("TypeError: fetch failed: " + nowhere + "/: no connection can be made");
        }
    }

    @Test
    void headersOfAnAnswerStayAsTheyAre() throws InterruptedException {
        assertThat(fetch("/api/ok", ").then(r => r.headers.set('a', 1))"))
                .isEqualTo("TypeError: these headers cannot be changed; new Headers(them) can");
        assertThat(fetch("/api/ok", ").then(r => new Response('x', r).headers.has('date'))"))
                .isEqualTo("true");
    }

    @Test
    void bodiesOfAnswersCountForTheBudget() throws InterruptedException {
        long before = context.budget().allocated();
        answer("/api/mega", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[4 << 20]);
            exchange.close();
        });

        fetch("/api/mega", ").then(r => r.status)");

        assertThat(context.budget().allocated() - before).isGreaterThan(4 << 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.com",
                "/v1",
                "ftp://a/",
                "https://u:p@a/",
                "https://a/?x",
                "https://a/#x",
                "https://*.a/",
                "mailto:a@b",
                ""
            })
    void refusesTargetsThatAreNone(String target) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedTarget.parse(target))
                .withMessageStartingWith("'" + target + "' is no target for fetch: ")
                .withMessageEndingWith(", as in https://api.example.com/v1/");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a/, https://a/x?y, true",
        "https://a, https://a:443/x, true",
        "https://a, https://a:444/x, false",
        "https://a, http://a/x, false",
        "https://a, https://b.a/x, false",
        "https://A/V1, https://a/V1, true",
        "https://a/v1, https://a/v1/x, true",
        "https://a/v1, https://a/v1?x, true",
        "https://a/v1, https://a/v12, false",
        "https://a/v1/, https://a/v1, false",
        "https://a/v1/, https://a/v1/..%5cx, false",
        "https://a/, https://a/..%2fx, true",
        "https://a/v1/, https://a/v1/..;/admin, false",
        "https://a/v1/, https://a/v1/..;a=b/admin, false",
        "https://a/v1/, https://a/v1/%2e%2E;/admin, false",
        "https://a/v1/, https://a/v1/..%3B/admin, false",
        "https://a/v1/, https://a/v1/.;/x, false",
        "https://a/v1/, https://a/v1/x/%252e%252e/admin, false",
        "https://a/v1/, https://a/v1/a..;b/...;c/%41, true",
        "https://a/, https://a/..;/100%25, true",
    })
    void aTargetIsAnOriginAndAPathWithWhatIsBelow(String target, String url, boolean allowed) {
        UrlRecord parsed = UrlParser.parse(url, null);
        assertThat(parsed).isNotNull();

        assertThat(AllowedTarget.parse(target).allows(parsed)).isEqualTo(allowed);
    }
}
