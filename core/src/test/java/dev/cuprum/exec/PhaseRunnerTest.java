package dev.cuprum.exec;

import static dev.cuprum.exec.Running.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Sampling;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated
final class PhaseRunnerTest {

    private final Running running = new Running();
    private final MemoryExchange exchange = MemoryExchange.of("GET", "/");

    @AfterEach
    void close() {
        running.close();
    }

    private PhaseResult run(ComputingUnit.Builder... units) {
        return running.with(units).runner.run(running.request(exchange), Phase.REWRITE);
    }

    private PhaseResult again() {
        return running.runner.run(running.request(exchange), Phase.REWRITE);
    }

    private String body() {
        return new String(exchange.responseBody(), StandardCharsets.ISO_8859_1);
    }

    private static ComputingUnit.Builder closed(ComputingUnit.Builder unit) {
        return unit.onFailure(FailureMode.CLOSED);
    }

    @Test
    void runsTheUnitsOfThePhaseInOrder() {
        running.engine
                .on("1", Running.writing("1"))
                .on("2", Running.writing("2"))
                .on("3", Running.writing("3"));

        PhaseResult result = run(
                unit("b", "2"),
                unit("c", "3"),
                unit("z", "1").order(-1),
                unit("a", Phase.ACCESS, "write"),
                unit("d", "write").enabled(false));

        assertThat(result).isEqualTo(PhaseResult.GO_ON);
        assertThat(body()).isEqualTo("123");
    }

    @Test
    void goesOnWhereThereIsNoUnit() {
        assertThat(run()).isEqualTo(PhaseResult.GO_ON);
        assertThat(run(unit("a", Phase.LOG, "write"))).isEqualTo(PhaseResult.GO_ON);
        assertThat(body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "403, REQUEST_ENDED, 403, a",
        "302, REQUEST_ENDED, 302, a",
        "200, REQUEST_ENDED, 200, a",
        "-1, REQUEST_ENDED, 200, a",
        "0, PHASE_ENDED, 200, a",
        "-5, GO_ON, 200, a b",
        "1000, GO_ON, 200, a b",
    })
    void exitsEndTheRequestThePhaseOrTheUnit(int status, PhaseResult result, int answered, String ran) {
        RequestRun run =
                running.with(unit("a", "exit " + status), unit("b", "nothing")).request(exchange);

        assertThat(running.runner.run(run, Phase.REWRITE)).isEqualTo(result);

        assertThat(exchange.response().status()).isEqualTo(answered);
        assertThat(run.ran()).extracting(UnitId::value).containsExactly(ran.split(" "));
        assertThat(run.ended()).isEqualTo(result == PhaseResult.REQUEST_ENDED);
    }

    @Test
    void aStatusThatWasSetComesBeforeAnExitWith200() {
        running.engine.on("set", execution -> {
            execution.exchange().response().setStatus(404);
            return new Outcome.Exited(200);
        });

        assertThat(run(unit("a", "set"))).isEqualTo(PhaseResult.REQUEST_ENDED);
        assertThat(exchange.response().status()).isEqualTo(404);
    }

    @Test
    void outputComesBeforeTheStatusOfAnExit() {
        assertThat(run(unit("a", "write"), unit("b", "exit 403"))).isEqualTo(PhaseResult.REQUEST_ENDED);
        assertThat(exchange.response().status()).isEqualTo(200);
        assertThat(body()).isEqualTo("written;");
    }

    @Test
    void failingOpenGoesOnWithoutTheUnitsOutput() {
        assertThat(run(unit("a", "write"), unit("b", "write and fail"), unit("c", "write")))
                .isEqualTo(PhaseResult.GO_ON);
        assertThat(body()).isEqualTo("written;written;");
        assertThat(running.outcomes).containsExactly("a completed", "b failed", "c completed");
    }

    @Test
    void failingClosedEndsWith503AndNothingElse() {
        assertThat(run(unit("a", "write"), closed(unit("b", "write and fail")), unit("c", "write")))
                .isEqualTo(PhaseResult.REQUEST_ENDED);
        assertThat(exchange.response().status()).isEqualTo(503);
        assertThat(body()).isEmpty();
        assertThat(running.outcomes).containsExactly("a completed", "b failed");
    }

    @Test
    void skippedUnitsAreToldAndDoNotRun() {
        run(
                unit("a", "write").sampling(Sampling.of(0, Sampling.Mode.RANDOM)),
                unit("b", "write").expiresAt(Instant.EPOCH));

        assertThat(running.outcomes).containsExactly("a skipped", "b skipped");
        assertThat(body()).isEmpty();
    }

    @Test
    void unitsThatKeepFailingAreRejected() {
        run(closed(unit("a", "fail")));
        for (int i = 1; i < 10; i++) {
            again();
        }
        assertThat(running.state("a")).isEqualTo("open");

        MemoryExchange next = MemoryExchange.of("GET", "/");
        RequestRun run = running.request(next);
        assertThat(running.runner.run(run, Phase.REWRITE)).isEqualTo(PhaseResult.REQUEST_ENDED);

        assertThat(running.outcomes).hasSize(11).endsWith("a rejected");
        assertThat(next.response().status()).isEqualTo(503);
        assertThat(run.ran()).isEmpty();
    }

    @Test
    void enginesThatThrowFailTheUnit() {
        for (Throwable thrown : List.of(
                new IllegalStateException("broken"),
                new StackOverflowError(),
                new OutOfMemoryError("not really"),
                new NoClassDefFoundError("gone"),
                new AssertionError("impossible"))) {
            running.engine.on("throw", execution -> {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            });
            running.outcomes.clear();

            assertThat(run(unit("a", "throw").order((int) System.nanoTime()))).isEqualTo(PhaseResult.GO_ON);
            assertThat(running.outcomes).containsExactly("a failed");
        }
    }

    @Test
    void exhaustionThatAnEngineLetsThroughIsATimeout() {
        running.engine.on("loop", execution -> {
            while (true) {
                execution.budget().poll();
            }
        });

        run(unit("a", "loop").limits(Limits.of(5, 16)), unit("b", "write"));

        assertThat(running.outcomes).containsExactly("a timed_out", "b completed");
    }

    @Test
    void listenersThatThrowDisturbNobody() {
        EdgeListener thrower = new EdgeListener() {
            @Override
            public void ended(ComputingUnit unit, Exchange exchange, Outcome outcome, long nanos) {
                if (outcome.isFailure()) {
                    throw new IllegalStateException("on purpose");
                }
                throw new AssertionError("on purpose too");
            }

            @Override
            public void breakerChanged(ComputingUnit unit, Breaker.State from, Breaker.State to, String reason) {
                throw new IllegalStateException("on purpose");
            }
        };
        try (Running disturbed = new Running(thrower)) {
            disturbed.with(unit("a", "fail"), unit("b", "write"));
            for (int i = 0; i < 12; i++) {
                assertThat(disturbed.runner.run(disturbed.request(exchange), Phase.REWRITE))
                        .isEqualTo(PhaseResult.GO_ON);
            }
            assertThat(disturbed.outcomes).hasSize(24).endsWith("a rejected", "b completed");
        }
    }

    /** An engine that cannot do what it has left for later. */
    private static final class NeverReady implements CompiledUnit {
        @Override
        public boolean isPrepared() {
            return false;
        }

        @Override
        public void prepare() {
            throw new VerifyError("on purpose");
        }

        @Override
        public Outcome run(Execution execution) {
            return Outcome.Completed.INSTANCE;
        }
    }

    @Test
    void aUnitThatCannotBeMadeReadyFailsAsOthersDo() {
        running.engine.on("later", new NeverReady());

        assertThat(run(unit("a", "later"), unit("b", "write"))).isEqualTo(PhaseResult.GO_ON);
        for (int i = 0; i < 12; i++) {
            assertThat(again()).isEqualTo(PhaseResult.GO_ON);
        }
        assertThat(running.outcomes).startsWith("a failed", "b completed").endsWith("a rejected", "b completed");

        assertThat(run(closed(unit("a", "later")))).isEqualTo(PhaseResult.REQUEST_ENDED);
        assertThat(exchange.response().status()).isEqualTo(503);
    }

    @Test
    void aRequestStaysWithItsCatalog() {
        RequestRun run = running.with(unit("a", Phase.REWRITE, "write"), unit("b", Phase.ACCESS, "write"))
                .request(exchange);
        running.runner.run(run, Phase.REWRITE);

        running.with(unit("b", Phase.ACCESS, "exit 403"));

        assertThat(running.runner.run(run, Phase.ACCESS)).isEqualTo(PhaseResult.GO_ON);
        assertThat(body()).isEqualTo("written;written;");
    }
}
