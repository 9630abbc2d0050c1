package dev.cuprum.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.Breaker;
import dev.cuprum.exec.EdgeListener;
import dev.cuprum.http.Exchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Units that misbehave, each executed a thousand times, while the server answers everybody else as it should. A breaker
 * would let only the first few executions of a failing unit through, so such a unit is published anew all the time: every
 * publication differs in its order, and so has a breaker of its own.
 */
class HostileUnitsTest {

    /** {@code cuprum.share} is the share of them where there is little time. */
    private static final int EXECUTIONS = (int) (1000 * Double.parseDouble(System.getProperty("cuprum.share", "1")));

    private static final int HITS_PER_PUBLICATION = 2;
    /** More hits than any breaker needs to open. */
    private static final int MANY_HITS = 100;

    private static final Limits SMALL = Limits.of(5, 16);
    /** What no busy machine can make a short unit use up. */
    private static final Limits AMPLE = Limits.of(10_000, 64);

    static Stream<Arguments> failing() {
        return Stream.of(
                Arguments.of("endless-loop", "while true do end"),
                Arguments.of("endless-loop-in-pcall", "while true do pcall(function() while true do end end) end"),
                Arguments.of("deep-recursion", "local function f(n) return 1 + f(n + 1) end return f(1)"),
                Arguments.of("error-nil", "error(nil)"),
                Arguments.of("error-table", "error({code = 1})"),
                Arguments.of("nil-index", "local x = nil; return x.y.z"),
                Arguments.of("huge-string", "local s = 'x' while true do s = s .. s end"),
                Arguments.of("rep-gigabyte", "local s = string.rep('x', 1024 * 1024 * 1024) ngx.say(#s)"));
    }

    static Stream<Arguments> harmless() {
        return Stream.of(
                Arguments.of(
                        "writes-to-G",
                        "assert(leaked == nil) _G.leaked = 'mine' leaked = 'mine' _G.string = nil _G.ngx = nil"),
                Arguments.of("header-injection", "ngx.header['X-Bad'] = 'a\\r\\nX-Injected: yes\\r\\n\\r\\n<script>'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failing")
    void failuresLeaveTheServerAnsweringOthersAndOpenTheBreaker(String id, String code) throws Exception {
        Endings endings = new Endings(id);
        try (EdgeServer server = server(endings)) {
            AtomicInteger orders = new AtomicInteger();
            besideOthers(server, () -> {
                while (endings.failed.get() < EXECUTIONS) {
                    server.edge().put(unit(id, code, orders.incrementAndGet(), SMALL));
                    for (int i = 0; i < HITS_PER_PUBLICATION; i++) {
                        check(server, "/bad");
                    }
                }
                return null;
            });
            assertThat(endings.failed).hasValueGreaterThanOrEqualTo(EXECUTIONS);
            assertThat(endings.ranToTheEnd).hasValue(0);

            int last = orders.incrementAndGet();
            server.edge().put(unit(id, code, last, SMALL));
            for (int i = 0; i < MANY_HITS && !endings.opened.contains(last); i++) {
                check(server, "/bad");
            }
            assertThat(endings.opened).as("publications whose breaker opened").contains(last);
            check(server, "/bad");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void mischiefReachesNobodyElse(String id, String code) throws Exception {
        Endings endings = new Endings(id);
        try (EdgeServer server = server(endings)) {
            server.edge().put(unit(id, code, 0, AMPLE));
            besideOthers(server, () -> {
                while (endings.ranToTheEnd.get() < EXECUTIONS && endings.failed.get() == 0) {
                    check(server, "/bad");
                }
                return null;
            });
            assertThat(endings.failed).hasValue(0);
            assertThat(endings.ranToTheEnd).hasValueGreaterThanOrEqualTo(EXECUTIONS);
            assertThat(endings.opened).isEmpty();
        }
    }

    private static EdgeServer server(Endings endings) {
        EdgeServer server = EdgeServer.of(
                exchange -> exchange.getResponseSender().send("hello " + exchange.getRelativePath()),
                edge -> edge.listener(endings).requestLimits(AMPLE));
        server.edge()
                .put(ComputingUnit.builder(UnitId.of("good"), Phase.HEADER_FILTER, "ngx.header['X-Good'] = ngx.var.uri")
                        .limits(AMPLE)
                        .build());
        return server;
    }

    private static ComputingUnit unit(String id, String code, int order, Limits limits) {
        return ComputingUnit.builder(UnitId.of(id), Phase.REWRITE, code)
                .match(new Match(List.of(), List.of(PathPattern.parse("/bad")), List.of()))
                .order(order)
                .limits(limits)
                .build();
    }

    /** Two clients that hit, and a third that all the while asks for something else. */
    private static void besideOthers(EdgeServer server, Callable<?> hits) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(3);
        try {
            Future<?> others = clients.submit(() -> {
                do {
                    check(server, "/good");
                } while (!done.get());
                return null;
            });
            for (Future<?> client : List.of(clients.submit(hits), clients.submit(hits))) {
                client.get();
            }
            done.set(true);
            others.get();
        } finally {
            clients.shutdownNow();
        }
    }

    /** A unit that fails open is as if it were not there, so the answer is the same with it and without it. */
    private static void check(EdgeServer server, String path) throws Exception {
        HttpResponse<String> response = server.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("hello " + path);
        assertThat(response.headers().firstValue("X-Good")).hasValue(path);
        assertThat(response.headers().firstValue("X-Injected")).isEmpty();
    }

    /** How the executions of one unit ended. */
    private static final class Endings implements EdgeListener {

        private final UnitId id;
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicInteger ranToTheEnd = new AtomicInteger();
        /** The orders of the publications whose breaker opened. */
        private final Set<Integer> opened = ConcurrentHashMap.newKeySet();

        Endings(String id) {
            this.id = UnitId.of(id);
        }

        @Override
        public void ended(ComputingUnit unit, Exchange exchange, Outcome outcome, long nanos) {
            if (!unit.id().equals(id)) {
                return;
            }
            if (outcome instanceof Outcome.Failed || outcome instanceof Outcome.TimedOut) {
                failed.incrementAndGet();
            } else if (outcome instanceof Outcome.Completed) {
                ranToTheEnd.incrementAndGet();
            }
        }

        @Override
        public void breakerChanged(ComputingUnit unit, Breaker.State from, Breaker.State to, String reason) {
            if (unit.id().equals(id) && to == Breaker.State.OPEN) {
                opened.add(unit.order());
            }
        }
    }
}
