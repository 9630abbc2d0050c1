package dev.cuprum.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.exec.Breaker;
import dev.cuprum.exec.EdgeListener;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Units that misbehave, each hit a thousand times, while the server answers everybody else as it should. */
class HostileUnitsTest {

    private static final int HITS = 1000;

    static Stream<Arguments> units() {
        return Stream.of(
                Arguments.of("endless-loop", true, "while true do end"),
                Arguments.of(
                        "endless-loop-in-pcall", true, "while true do pcall(function() while true do end end) end"),
                Arguments.of("deep-recursion", true, "local function f(n) return 1 + f(n + 1) end return f(1)"),
                Arguments.of("error-nil", true, "error(nil)"),
                Arguments.of("error-table", true, "error({code = 1})"),
                Arguments.of("nil-index", true, "local x = nil; return x.y.z"),
                Arguments.of(
                        "writes-to-G",
                        false,
                        "assert(leaked == nil) _G.leaked = 'mine' leaked = 'mine' _G.string = nil _G.ngx = nil"),
                Arguments.of("huge-string", true, "local s = 'x' while true do s = s .. s end"),
                Arguments.of("rep-gigabyte", true, "local s = string.rep('x', 1024 * 1024 * 1024) ngx.say(#s)"),
                Arguments.of(
                        "header-injection",
                        false,
                        "ngx.header['X-Bad'] = 'a\\r\\nX-Injected: yes\\r\\n\\r\\n<script>'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("units")
    void leaveTheServerAnsweringOthers(String id, boolean fails, String code) throws Exception {
        Set<Breaker.State> states = ConcurrentHashMap.newKeySet();
        EdgeListener watcher = new EdgeListener() {
            @Override
            public void breakerChanged(ComputingUnit unit, Breaker.State from, Breaker.State to, String reason) {
                states.add(to);
            }
        };
        try (EdgeServer server = new EdgeServer(
                exchange -> exchange.getResponseSender().send("hello " + exchange.getRelativePath()), watcher)) {
            Match bad = new Match(List.of(), List.of(PathPattern.parse("/bad")), List.of());
            server.edge()
                    .put(
                            ComputingUnit.builder(UnitId.of(id), Phase.REWRITE, code)
                                    .match(bad)
                                    .build(),
                            ComputingUnit.of("good", Phase.HEADER_FILTER, "ngx.header['X-Good'] = ngx.var.uri"));
            hit(server);
            assertThat(states.contains(Breaker.State.OPEN))
                    .as("the breaker has opened")
                    .isEqualTo(fails);
        }
    }

    private static void hit(EdgeServer server) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(3);
        try {
            Future<?> others = clients.submit(() -> {
                do {
                    check(server, "/good");
                } while (!done.get());
                return null;
            });
            for (Future<?> hits : List.of(clients.submit(() -> hits(server)), clients.submit(() -> hits(server)))) {
                hits.get();
            }
            done.set(true);
            others.get();
        } finally {
            clients.shutdownNow();
        }
    }

    private static Object hits(EdgeServer server) throws Exception {
        for (int i = 0; i < HITS / 2; i++) {
            check(server, "/bad");
        }
        return HITS;
    }

    /** A unit that fails open is as if it were not there, so the answer is the same with it and without it. */
    private static void check(EdgeServer server, String path) throws Exception {
        HttpResponse<String> response = server.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello " + path);
        assertThat(response.headers().firstValue("X-Good")).hasValue(path);
        assertThat(response.headers().firstValue("X-Injected")).isEmpty();
    }
}
