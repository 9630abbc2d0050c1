package dev.cuprum.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.engine.CompiledUnit.Need;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.RequestBody;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.HostPattern;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EdgeHandlerTest {

    private static final HttpHandler HELLO = exchange -> {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
        exchange.getResponseSender().send("hello from " + exchange.getRelativePath() + "?" + exchange.getQueryString());
    };

    /** Reads the whole request and sends it back. */
    private static final HttpHandler ECHO = new BlockingHandler(exchange -> {
        byte[] body = exchange.getInputStream().readAllBytes();
        exchange.getResponseHeaders()
                .put(new HttpString("X-Length"), exchange.getRequestHeaders().getFirst(Headers.CONTENT_LENGTH));
        exchange.getOutputStream().write(body);
    });

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void passesRequestsThatNoUnitIsFor() throws Exception {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            assertThat(server.get("/x").body()).isEqualTo("hello from /x?");
        }
    }

    @Test
    void runsPhasesInTheOrderOfARequest() throws Exception {
        List<Phase> seen = new CopyOnWriteArrayList<>();
        try (EdgeServer server = new EdgeServer(HELLO)) {
            List<Phase> phases = List.of(
                    Phase.SERVER_REWRITE,
                    Phase.REWRITE,
                    Phase.ACCESS,
                    Phase.PRECONTENT,
                    Phase.CONTENT,
                    Phase.HEADER_FILTER,
                    Phase.BODY_FILTER,
                    Phase.LOG);
            for (int i = phases.size() - 1; i >= 0; i--) {
                Phase phase = phases.get(i);
                server.unit(phase, execution -> {
                    if (!seen.contains(phase)) {
                        seen.add(phase);
                    }
                });
            }
            assertThat(server.get("/").body()).isEqualTo("hello from /?");
            Awaitility.await().until(() -> seen.size() == phases.size());
            assertThat(seen).containsExactlyElementsOf(phases);
        }
    }

    @Test
    void anExitInAccessAnswersWithItsStatusAndSkipsTheApplication() throws Exception {
        AtomicReference<Integer> logged = new AtomicReference<>();
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.ending(Phase.ACCESS, execution -> new Outcome.Exited(403))
                    .unit(Phase.HEADER_FILTER, execution -> {
                        execution.exchange().response().headers().set("X-Filtered", "yes");
                    })
                    .unit(
                            Phase.LOG,
                            execution ->
                                    logged.set(execution.exchange().response().status()));
            HttpResponse<String> response = server.get("/");
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body()).contains("403 Forbidden").doesNotContain("hello");
            assertThat(response.headers().firstValue("X-Filtered")).hasValue("yes");
            Awaitility.await().until(() -> logged.get() != null);
            assertThat(logged.get()).isEqualTo(403);
        }
    }

    @Test
    void contentOfSeveralUnitsIsAppendedAndReplacesTheApplications() throws Exception {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.unit(
                            Phase.CONTENT,
                            execution -> execution.exchange().response().write(bytes("one ")))
                    .unit(
                            Phase.CONTENT,
                            execution -> execution.exchange().response().write(bytes("two")));
            HttpResponse<String> response = server.get("/");
            assertThat(response.body()).isEqualTo("one two");
            assertThat(response.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
        }
    }

    @Test
    void aContentUnitThatDoesNothingDeclines() throws Exception {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.unit(Phase.CONTENT, execution -> {});
            assertThat(server.get("/x").body()).isEqualTo("hello from /x?");
        }
    }

    @Test
    void aContentUnitThatSetsOnlyAStatusAnswers() throws Exception {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.unit(
                    Phase.CONTENT, execution -> execution.exchange().response().setStatus(410));
            HttpResponse<String> response = server.get("/x");
            assertThat(response.statusCode()).isEqualTo(410);
            assertThat(response.body()).doesNotContain("hello");
        }
    }

    @Test
    void outputOfAFailedUnitIsTakenBackAndTheApplicationAnswers() throws Exception {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.ending(Phase.CONTENT, execution -> {
                execution.exchange().response().write(bytes("half"));
                return new Outcome.Failed("broken");
            });
            assertThat(server.get("/x").body()).isEqualTo("hello from /x?");
        }
    }

    @Test
    void theStatusOfAFailedUnitIsTakenBackToo() throws Exception {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.ending(Phase.REWRITE, execution -> {
                        execution.exchange().response().setStatus(403);
                        return new Outcome.Failed("broken");
                    })
                    .ending(Phase.CONTENT, execution -> {
                        execution.exchange().response().setStatus(201);
                        execution.exchange().response().write(bytes("half"));
                        return new Outcome.Failed("broken");
                    });
            HttpResponse<String> response = server.get("/x");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("hello from /x?");
        }
    }

    private static byte[] bodyOf(Execution execution) {
        RequestBody body = execution.exchange().request().body();
        body.read();
        try {
            return body.state() == RequestBody.State.FILE ? Files.readAllBytes(body.file()) : body.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFallbackHasTheBodyThatItNeeds() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        try (EdgeServer server = new EdgeServer(ECHO)) {
            server.unit(
                            Phase.ACCESS,
                            execution -> {
                                seen.set(new String(bodyOf(execution), StandardCharsets.ISO_8859_1));
                                return Outcome.Completed.INSTANCE;
                            },
                            builder -> builder.enabled(false),
                            Need.REQUEST_BODY)
                    .unit(
                            Phase.ACCESS,
                            execution -> new Outcome.Failed("broken"),
                            builder -> builder.fallback(UnitId.of("unit1")));
            assertThat(server.send(server.request("/").POST(BodyPublishers.ofString("signed")))
                            .body())
                    .isEqualTo("signed");
            assertThat(seen.get()).isEqualTo("signed");
        }
    }

    @Test
    void aBodyFilterThatFailsAtTheEndOfEachResponseOpensItsBreaker() throws Exception {
        HttpHandler pieces = new BlockingHandler(exchange -> {
            for (int i = 0; i < 5; i++) {
                exchange.getOutputStream().write(bytes("piece"));
                exchange.getOutputStream().flush();
            }
        });
        try (EdgeServer server = new EdgeServer(pieces)) {
            server.ending(
                    Phase.BODY_FILTER,
                    execution -> execution
                                    .exchange()
                                    .response()
                                    .chunk()
                                    .orElseThrow()
                                    .last()
                            ? new Outcome.Failed("broken")
                            : Outcome.Completed.INSTANCE);
            for (int i = 0; i < 10; i++) {
                assertThat(server.get("/").body()).isEqualTo("piece".repeat(5));
            }
            assertThat(server.edge()
                            .catalog()
                            .unit(UnitId.of("unit1"))
                            .orElseThrow()
                            .guard()
                            .state())
                    .isEqualTo("open");
        }
    }

    @Test
    void aHostWithTheDotOfTheRootIsTheSameHost() throws Exception {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.unit(
                    Phase.ACCESS,
                    execution -> new Outcome.Exited(403),
                    builder ->
                            builder.match(new Match(List.of(HostPattern.parse("example.org")), List.of(), List.of())));
            for (String host : List.of("example.org", "EXAMPLE.org.", "example.org.:80")) {
                assertThat(server.raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                        .as(host)
                        .startsWith("HTTP/1.1 403 ");
            }
        }
    }

    @Test
    void aUnitThatFailsClosedAnswers503WithoutTheReason() throws Exception {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.unit(
                    Phase.ACCESS,
                    execution -> new Outcome.Failed("secret reason"),
                    builder -> builder.onFailure(FailureMode.CLOSED));
            HttpResponse<String> response = server.get("/");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).doesNotContain("secret");
        }
    }

    @Test
    void aHeaderFilterThatFailsClosedReplacesTheResponse() throws Exception {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.unit(
                    Phase.HEADER_FILTER,
                    execution -> new Outcome.Failed("no"),
                    builder -> builder.onFailure(FailureMode.CLOSED));
            HttpResponse<String> response = server.get("/");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("503").doesNotContain("hello");
        }
    }

    @Test
    void aBodyFilterThatFailsClosedCutsTheResponseOff() {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.unit(
                    Phase.BODY_FILTER,
                    execution -> new Outcome.Failed("no"),
                    builder -> builder.onFailure(FailureMode.CLOSED));
            assertThatThrownBy(() -> server.get("/")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aRewrittenPathAndQueryReachTheApplication() throws Exception {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.unit(Phase.REWRITE, execution -> {
                        execution.exchange().request().setPath("/new path");
                        execution.exchange().request().setQuery("a=1");
                    })
                    .unit(Phase.HEADER_FILTER, execution -> {
                        var request = execution.exchange().request();
                        execution.exchange().response().headers().set("X-Target", request.target());
                        execution.exchange().response().headers().set("X-Path", request.path());
                    });
            HttpResponse<String> response = server.get("/old?b=2");
            assertThat(response.body()).isEqualTo("hello from /new path?a=1");
            assertThat(response.headers().firstValue("X-Target")).hasValue("/old?b=2");
            assertThat(response.headers().firstValue("X-Path")).hasValue("/new path");
        }
    }

    @Test
    void aBodyThatAUnitHasReadIsThereForTheApplicationToo() throws Exception {
        try (EdgeServer server = new EdgeServer(ECHO)) {
            AtomicReference<String> seen = new AtomicReference<>("");
            server.ending(
                    Phase.ACCESS,
                    execution -> {
                        seen.set(new String(bodyOf(execution), StandardCharsets.ISO_8859_1));
                        return Outcome.Completed.INSTANCE;
                    },
                    Need.REQUEST_BODY);
            for (int size : new int[] {0, 1, 1000, 16384, 16385, 300_000, 1 << 20}) {
                String body = "x".repeat(size);
                var fixed = server.send(server.request("/").POST(BodyPublishers.ofString(body)));
                assertThat(fixed.body()).isEqualTo(body);
                assertThat(seen.get()).isEqualTo(body);
                var chunked = server.send(
                        server.request("/").POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(body))));
                assertThat(chunked.body()).isEqualTo(body);
                assertThat(chunked.headers().firstValue("X-Length")).hasValue(size + "");
                assertThat(seen.get()).isEqualTo(body);
            }
        }
    }

    @Test
    void aBodyThatIsTooLongForAUnitIsRefused() throws Exception {
        try (EdgeServer server = new EdgeServer(ECHO)) {
            server.ending(Phase.ACCESS, execution -> Outcome.Completed.INSTANCE, Need.REQUEST_BODY);
            String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n";
            assertThat(server.raw(head)).startsWith("HTTP/1.1 413 ");
            assertThat(server.raw(head.replace("Host", "Expect: 100-continue\r\nHost")))
                    .startsWith("HTTP/1.1 413 ");
            String chunked =
                    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n" + "x".repeat(0x100001);
            assertThat(server.raw(chunked)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aClientThatAsksBeforeItSendsItsBodyIsToldToGoOn() throws Exception {
        try (EdgeServer server = new EdgeServer(ECHO)) {
            server.ending(Phase.ACCESS, execution -> Outcome.Completed.INSTANCE, Need.REQUEST_BODY);
            assertThat(server.send(server.request("/").expectContinue(true).POST(BodyPublishers.ofString("body")))
                            .body())
                    .isEqualTo("body");
        }
    }

    @Test
    void aUnitThatWaitsLeavesTheIoThread() throws Exception {
        AtomicReference<String> waiting = new AtomicReference<>("");
        AtomicReference<String> computing = new AtomicReference<>("");
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.unit(
                    Phase.REWRITE,
                    execution -> computing.set(Thread.currentThread().getName()));
            assertThat(server.get("/").statusCode()).isEqualTo(200);
            assertThat(computing.get()).contains("I/O");
            server.ending(
                    Phase.ACCESS,
                    execution -> {
                        waiting.set(Thread.currentThread().getName());
                        return Outcome.Completed.INSTANCE;
                    },
                    Need.WAITING);
            assertThat(server.get("/").statusCode()).isEqualTo(200);
            assertThat(waiting.get()).contains("task");
        }
    }

    @Test
    void unitsOfARequestAreKnownToItsAccessLog() throws Exception {
        AtomicReference<List<UnitId>> units = new AtomicReference<>(List.of());
        HttpHandler application = exchange -> {
            exchange.addExchangeCompleteListener((ended, nextListener) -> {
                units.set(EdgeHandler.unitsOf(ended));
                nextListener.proceed();
            });
            exchange.endExchange();
        };
        try (EdgeServer server = new EdgeServer(application)) {
            server.unit(Phase.REWRITE, execution -> {}).unit(Phase.HEADER_FILTER, execution -> {});
            server.get("/");
            Awaitility.await().untilAsserted(() -> assertThat(units.get())
                    .containsExactly(UnitId.of("unit1"), UnitId.of("unit2")));
        }
    }

    @Test
    void status444ClosesTheConnectionWithoutAnAnswer() {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.ending(Phase.ACCESS, execution -> new Outcome.Exited(444));
            assertThatThrownBy(() -> server.get("/")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aRequestKeepsItsCatalogWhateverIsPublishedMeanwhile() throws Exception {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.unit(Phase.REWRITE, execution -> server.edge().remove(UnitId.of("unit2")))
                    .unit(Phase.HEADER_FILTER, execution -> {
                        execution.exchange().response().headers().set("X-Second", "ran");
                    });
            assertThat(server.get("/").headers().firstValue("X-Second")).hasValue("ran");
            server.edge().remove(UnitId.of("unit1"));
            assertThat(server.get("/").headers().firstValue("X-Second")).isEmpty();
        }
    }

    @Test
    void aPathCannotBeWrittenPastAUnit() throws Exception {
        try (EdgeServer server = new EdgeServer(HELLO)) {
            server.unit(
                    Phase.ACCESS,
                    execution -> new Outcome.Exited(403),
                    builder -> builder.match(new Match(List.of(), List.of(PathPattern.parse("/admin")), List.of())));
            for (String path : List.of(
                    "/admin",
                    "//admin",
                    "/./admin",
                    "/x/../admin",
                    "/%61dmin",
                    "/x/%2e%2e/admin",
                    "/x%2F..%2Fadmin",
                    "/x/..%2fadmin")) {
                assertThat(server.get(path).statusCode()).as(path).isEqualTo(403);
            }
            assertThat(server.get("/other").statusCode()).isEqualTo(200);
        }
    }
}
