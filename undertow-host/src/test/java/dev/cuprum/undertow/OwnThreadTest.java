package dev.cuprum.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.engine.CompiledUnit.Need;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.ThreadLimits;
import dev.cuprum.http.RequestBody;
import dev.cuprum.store.NodeReport;
import dev.cuprum.undertow.standalone.Server;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import io.undertow.server.HttpHandler;
import io.undertow.util.Headers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Units that may be impossible to stop, over HTTP. */
@Timeout(60)
class OwnThreadTest {

    private static final HttpHandler HELLO = exchange -> {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
        exchange.getResponseSender().send("hello");
    };

    private static final String UNIT_THREAD = "cuprum-unit-";

    private final List<String> threads = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicInteger spinning = new AtomicInteger();

    @AfterEach
    void letEnd() {
        mayEnd.countDown();
    }

    private static EdgeServer server(HttpHandler application) {
        return server(application, Duration.ofMillis(20));
    }

    private static EdgeServer server(HttpHandler application, Duration grace) {
        return EdgeServer.of(application, builder -> builder.threadLimits(new ThreadLimits(4, 2, 8, grace)));
    }

    private Function<Execution, Outcome> noting(Consumer<Execution> piece) {
        return execution -> {
            threads.add(Thread.currentThread().getName());
            piece.accept(execution);
            return Outcome.Completed.INSTANCE;
        };
    }

    /** Publishes a unit for /spin that does not end until the test lets it. */
    private void spin(EdgeServer server, Phase phase, Consumer<Execution> last) {
        server.unit(phase, spinning(last), builder -> spinsAt("/spin", builder), Need.OWN_THREAD);
    }

    private Function<Execution, Outcome> spinning(Consumer<Execution> last) {
        return execution -> {
            spinning.incrementAndGet();
            while (mayEnd.getCount() > 0) {
                LockSupport.parkNanos(1_000_000); // Others have tests to run.
            }
            last.accept(execution);
            return Outcome.Completed.INSTANCE;
        };
    }

    private static void add(Execution execution, String field) {
        execution.exchange().response().headers().add("x-units", field);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aRequestMovesOnceAndStays() throws Exception {
        try (EdgeServer server = server(HELLO)) {
            for (Phase phase :
                    List.of(Phase.SERVER_REWRITE, Phase.REWRITE, Phase.ACCESS, Phase.HEADER_FILTER, Phase.LOG)) {
                server.ending(phase, noting(execution -> {}), Need.OWN_THREAD);
            }
            server.ending(
                    Phase.BODY_FILTER,
                    noting(execution -> execution
                            .exchange()
                            .response()
                            .chunk()
                            .orElseThrow()
                            .replace(bytes("changed"))),
                    Need.OWN_THREAD);

            assertThat(server.get("/").body()).isEqualTo("changed");
            await().until(() -> threads.size() == 6);
            assertThat(threads)
                    .allMatch(name -> name.equals(threads.get(0)))
                    .allMatch(name -> name.startsWith(UNIT_THREAD));
        }
    }

    @Test
    void contentOfSuchAUnitIsSent() throws Exception {
        try (EdgeServer server = server(HELLO)) {
            server.unit(Phase.REWRITE, execution -> add(execution, "io"));
            server.ending(
                    Phase.CONTENT,
                    noting(execution -> execution.exchange().response().write(bytes("made"))),
                    Need.OWN_THREAD);

            for (int i = 0; i < 3; i++) {
                HttpResponse<String> response = server.get("/");
                assertThat(response.body()).isEqualTo("made");
                assertThat(response.headers().allValues("x-units")).containsExactly("io");
            }
            assertThat(threads).hasSize(3).allMatch(name -> name.startsWith(UNIT_THREAD));
        }
    }

    @Test
    void readsTheBodyFirst() throws Exception {
        try (EdgeServer server = server(HELLO)) {
            server.ending(
                    Phase.CONTENT,
                    noting(execution -> {
                        RequestBody body = execution.exchange().request().body();
                        body.read();
                        execution.exchange().response().write(body.bytes());
                    }),
                    Need.OWN_THREAD,
                    Need.REQUEST_BODY);

            assertThat(server.send(server.request("/").POST(BodyPublishers.ofString("sent")))
                            .body())
                    .isEqualTo("sent");
        }
    }

    @Test
    void answersOverHttp2() throws Exception {
        try (EdgeServer server = server(HELLO)) {
            server.ending(Phase.ACCESS, noting(execution -> {}), Need.OWN_THREAD);
            server.ending(Phase.HEADER_FILTER, noting(execution -> add(execution, "filtered")), Need.OWN_THREAD);
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

            for (int i = 0; i < 3; i++) {
                HttpResponse<String> response =
                        client.send(server.request("/").build(), HttpResponse.BodyHandlers.ofString());
                assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
                assertThat(response.body()).isEqualTo("hello");
                assertThat(response.headers().firstValue("x-units")).contains("filtered");
            }
        }
    }

    @Test
    void filtersWhatIsAnsweredOnAnIoThread() throws Exception {
        HttpHandler fromIoThread = exchange -> exchange.dispatch(
                exchange.getIoThread(), () -> exchange.getResponseSender().send("hello"));
        try (EdgeServer server = server(fromIoThread)) {
            server.ending(Phase.HEADER_FILTER, noting(execution -> add(execution, "filtered")), Need.OWN_THREAD);
            server.ending(
                    Phase.BODY_FILTER,
                    noting(execution -> execution
                            .exchange()
                            .response()
                            .chunk()
                            .orElseThrow()
                            .replace(bytes("changed"))),
                    Need.OWN_THREAD);
            server.ending(Phase.LOG, noting(execution -> {}), Need.OWN_THREAD);

            HttpResponse<String> response = server.get("/");
            assertThat(response.body()).isEqualTo("changed");
            assertThat(response.headers().firstValue("x-units")).contains("filtered");
            await().until(() -> threads.size() == 3);
            assertThat(threads).allMatch(name -> name.startsWith(UNIT_THREAD));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_REWRITE", "REWRITE", "ACCESS", "CONTENT"})
    void answersInPlaceOfAUnitThatDoesNotEnd(Phase phase) throws Exception {
        try (EdgeServer server = server(HELLO)) {
            server.unit(Phase.LOG, execution -> threads.add("log"));
            spin(server, phase, execution -> execution.exchange().response().setStatus(418));

            assertThat(server.get("/spin").statusCode()).isEqualTo(503);
            assertThat(threads).isEmpty();
            NodeReport report = server.edge().nodes().get(0).report();
            assertThat(report.stuckThreads()).isEqualTo(1);
            assertThat(report.switchedOff()).singleElement().satisfies(off -> assertThat(off.message())
                    .contains("could not be stopped"));

            assertThat(server.get("/spin").body()).isEqualTo("hello");
            assertThat(spinning).hasValue(1);
            mayEnd.countDown();
            await().until(() -> server.edge().nodes().get(0).report().stuckThreads() == 0);
            assertThat(server.get("/spin").body()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HEADER_FILTER", "BODY_FILTER"})
    void closesTheConnectionOfAFilterThatDoesNotEnd(Phase phase) throws Exception {
        try (EdgeServer server = server(HELLO)) {
            spin(server, phase, execution -> add(execution, "late"));

            assertThat(server.raw("GET /spin HTTP/1.1\r\nHost: x\r\n\r\n")).isEmpty();
            assertThat(server.edge().runner().threads().stuck()).isEqualTo(1);
            assertThat(server.get("/spin").body()).isEqualTo("hello");
            mayEnd.countDown();
            await().until(() -> server.edge().runner().threads().stuck() == 0);
            assertThat(server.get("/spin").body()).isEqualTo("hello");
        }
    }

    @Test
    void goesOnWithoutAHeaderFilterThatDoesNotEndWhileAnIoThreadWaits() throws Exception {
        HttpHandler fromIoThread = exchange -> exchange.dispatch(
                exchange.getIoThread(), () -> exchange.getResponseSender().send("hello"));
        // It is also how long the I/O thread waits for a thread to start.
        try (EdgeServer server = server(fromIoThread, Duration.ofSeconds(2))) {
            spin(server, Phase.HEADER_FILTER, execution -> add(execution, "late"));

            HttpResponse<String> response = server.get("/spin");
            assertThat(response.body()).isEqualTo("hello");
            assertThat(response.headers().firstValue("x-units")).isEmpty();
            assertThat(server.edge().runner().threads().stuck()).isEqualTo(1);
        }
    }

    @Test
    void filtersWhatAnOriginAnswersAndKeepsNoIoThread() throws Exception {
        JavaEngine engine = new JavaEngine()
                .on("note", noting(execution -> add(execution, "filtered")), Need.OWN_THREAD)
                .on("spin", spinning(execution -> {}), Need.OWN_THREAD);
        try (EdgeServer origin = server(HELLO);
                Server server = Server.builder()
                        .threads(1, 1)
                        .edge(builder -> builder.engine(engine)
                                .requestLimits(EdgeServer.AMPLE)
                                .threadLimits(new ThreadLimits(4, 2, 8, Duration.ofMillis(20))))
                        .route("/", route -> route.proxy("http://127.0.0.1:" + origin.port()))
                        .start()) {
            server.edge()
                    .put(java("note").build(), spinsAt("/spin", java("spin")).build());

            for (int i = 0; i < 3; i++) {
                HttpResponse<String> response = get(server.port(), "/");
                assertThat(response.body()).isEqualTo("hello");
                assertThat(response.headers().firstValue("x-units")).contains("filtered");
            }
            assertThat(threads).hasSize(3).allMatch(name -> name.startsWith(UNIT_THREAD));
            assertThat(get(server.port(), "/spin").statusCode()).isEqualTo(503);
            assertThat(get(server.port(), "/spin").body()).isEqualTo("hello");
            assertThat(server.errorLog().text()).contains("does not end and cannot be stopped");
        }
    }

    private static ComputingUnit.Builder java(String name) {
        return ComputingUnit.builder(UnitId.of(name), Phase.HEADER_FILTER, name)
                .language("java")
                .limits(EdgeServer.AMPLE);
    }

    private static ComputingUnit.Builder spinsAt(String path, ComputingUnit.Builder unit) {
        return unit.limits(Limits.of(5, 64)).match(new Match(List.of(), List.of(PathPattern.parse(path)), List.of()));
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theConnectionGoesOnWithoutALogUnitThatDoesNotEnd() throws Exception {
        try (EdgeServer server = server(HELLO)) {
            spin(server, Phase.LOG, execution -> {});
            String request = "GET /spin HTTP/1.1\r\nHost: x\r\n\r\n";
            String last = "GET /spin HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

            assertThat(server.raw(request + request + last).split("hello", -1)).hasSize(4);
            assertThat(spinning).hasValue(1);
        }
    }

    @Test
    void refusesRequestsForWhichNoThreadIsFree() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        try (EdgeServer server = server(HELLO)) {
            server.unit(
                    Phase.ACCESS,
                    execution -> {
                        begun.incrementAndGet();
                        try {
                            done.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return Outcome.Completed.INSTANCE;
                    },
                    builder -> builder.limits(Limits.of(50_000, 64)),
                    Need.OWN_THREAD);
            List<CompletableFuture<HttpResponse<String>>> waiting = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 4; i++) {
                waiting.add(server.begin("/"));
                int now = i + 1;
                await().until(() -> begun.get() == now);
            }
            // Two more may wait, and those after them may not.
            for (int i = 0; i < 4; i++) {
                waiting.add(server.begin("/"));
            }
            await().until(() ->
                    waiting.stream().filter(CompletableFuture::isDone).count() == 2);
            done.countDown();

            assertThat(waiting.stream().map(response -> response.join().statusCode()))
                    .containsOnly(200, 503)
                    .filteredOn(status -> status == 503)
                    .hasSize(2);
        }
    }
}
