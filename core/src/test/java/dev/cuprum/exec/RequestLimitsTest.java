package dev.cuprum.exec;

import static dev.cuprum.exec.Running.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What the executions of one request share. */
@Isolated
final class RequestLimitsTest {

    private static final Limits AMPLE = Limits.of(60_000, 1024);

    /** Keeps what a test allocates from being optimised away. */
    @SuppressWarnings("unused")
    private static volatile Object sink;

    private final List<String> endings = new ArrayList<>();
    private final MemoryExchange exchange = MemoryExchange.of("GET", "/");
    private Running running = running(Limits.of(40, 32));

    private Running running(Limits requestLimits) {
        Running made = new Running(requestLimits, new EdgeListener() {
            @Override
            public void ended(ComputingUnit unit, Exchange of, Outcome outcome, long nanos) {
                endings.add(unit.id() + ": " + describe(outcome));
            }
        });
        made.engine
                .on("loop", execution -> {
                    execution.budget().place(() -> 3);
                    loop(execution.budget());
                    return Outcome.Completed.INSTANCE;
                })
                .on("allocate", execution -> {
                    while (true) {
                        sink = new byte[1 << 16];
                        execution.budget().poll();
                    }
                });
        return made;
    }

    private static String describe(Outcome outcome) {
        if (outcome instanceof Outcome.TimedOut timedOut) {
            return timedOut.message();
        }
        return outcome instanceof Outcome.Failed failed ? failed.message() : outcome.kind();
    }

    /** For tests in which nothing is to run into the time of the request. */
    private void takeAllTheTime() {
        running.close();
        running = running(Limits.of(60_000, 32));
    }

    @AfterEach
    void close() {
        running.close();
    }

    private static void loop(Budget budget) {
        while (true) {
            budget.poll();
        }
    }

    private static void pollFor(Budget budget, long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (System.nanoTime() - end < 0) {
            budget.poll();
        }
    }

    @Test
    void endsAUnitAtTheTotalOfTheRequestAndThoseAfterItAtOnce() {
        running.with(
                unit("a", "loop").limits(AMPLE),
                unit("b", "write"),
                unit("c", Phase.ACCESS, "write").onFailure(FailureMode.CLOSED));
        RequestRun run = running.request(exchange);

        assertThat(running.runner.run(run, Phase.REWRITE)).isEqualTo(PhaseResult.GO_ON);
        assertThat(running.runner.run(run, Phase.ACCESS)).isEqualTo(PhaseResult.REQUEST_ENDED);

        assertThat(endings)
                .containsExactly(
                        "a: 40 ms budget of the request used up at line 3",
                        "b: 40 ms budget of the request used up",
                        "c: 40 ms budget of the request used up");
        assertThat(exchange.responseBody()).isEmpty();
        assertThat(exchange.response().status()).isEqualTo(503);
    }

    @Test
    void theTimeOfAllUnitsAddsUp() {
        running.engine.on("some", execution -> {
            pollFor(execution.budget(), 15);
            return Outcome.Completed.INSTANCE;
        });
        running.with(unit("a", "some").limits(AMPLE), unit("b", "some").limits(AMPLE), unit("c", "loop"));

        running.runner.run(running.request(exchange), Phase.REWRITE);

        assertThat(endings).hasSize(3);
        assertThat(endings.get(2)).startsWith("c: 40 ms budget of the request used up");
    }

    @Test
    void theMemoryOfAllUnitsAddsUp() {
        takeAllTheTime();
        running.with(
                unit("a", "allocate").limits(Limits.of(20_000, 20)),
                unit("b", "allocate").limits(Limits.of(20_000, 512)),
                unit("c", "write"));

        running.runner.run(running.request(exchange), Phase.REWRITE);

        assertThat(endings)
                .containsExactly(
                        "a: 20 MB memory budget used up",
                        "b: 32 MB memory budget of the request used up",
                        "c: 32 MB memory budget of the request used up");
    }

    @Test
    void unitsThatWereNotBegunKeepTheirBreakersClosed() {
        running.with(unit("a", "loop").limits(AMPLE), unit("b", "write"));
        for (int i = 0; i < 3; i++) {
            running.runner.run(running.request(exchange), Phase.REWRITE);
        }

        assertThat(running.state("a")).isEqualTo("open");
        assertThat(running.state("b")).isEqualTo("closed");
    }

    @Test
    void eachRequestHasItsOwnTotal() {
        running.with(unit("a", "loop").limits(AMPLE), unit("b", Phase.ACCESS, "write"));
        running.runner.run(running.request(exchange), Phase.REWRITE);

        running.runner.run(running.request(exchange), Phase.ACCESS);

        assertThat(endings).endsWith("b: completed");
    }

    @Test
    void allExecutionsOfARequestHaveTheSameBudgetOnWhateverThread() throws Exception {
        takeAllTheTime();
        List<Budget> budgets = new ArrayList<>();
        running.engine.on("remember", execution -> {
            budgets.add(execution.budget());
            return Outcome.Completed.INSTANCE;
        });
        running.with(unit("a", "remember"), unit("b", Phase.ACCESS, "remember"));
        RequestRun run = running.request(exchange);

        running.runner.run(run, Phase.REWRITE);
        CompletableFuture.supplyAsync(() -> running.runner.run(run, Phase.ACCESS))
                .get();
        running.runner.run(running.request(exchange), Phase.REWRITE);

        assertThat(budgets).hasSize(3);
        assertThat(budgets.get(1)).isSameAs(budgets.get(0));
        assertThat(budgets.get(2)).isNotSameAs(budgets.get(0));
    }

    @Test
    void whatAnEarlierExecutionMadeIsStoppedByTheBudgetOfALaterOne() throws Exception {
        takeAllTheTime();
        AtomicReference<Runnable> made = new AtomicReference<>();
        running.engine.on("make", execution -> {
            Budget budget = execution.budget();
            made.set(() -> loop(budget));
            return Outcome.Completed.INSTANCE;
        });
        running.engine.on("call", execution -> {
            made.get().run();
            return Outcome.Completed.INSTANCE;
        });
        running.with(unit("a", "make"), unit("b", Phase.ACCESS, "call").limits(Limits.of(5, 16)));
        RequestRun run = running.request(exchange);

        running.runner.run(run, Phase.REWRITE);
        CompletableFuture.supplyAsync(() -> running.runner.run(run, Phase.ACCESS))
                .get();

        assertThat(endings).containsExactly("a: completed", "b: 5 ms budget used up");
    }

    @Test
    void anExecutionInsideAnotherOfTheSameRequestLeavesItsLimitsAsTheyWere() {
        takeAllTheTime();
        AtomicReference<RequestRun> run = new AtomicReference<>();
        running.engine.on("outer", execution -> {
            Budget budget = execution.budget();
            budget.place(() -> 7);
            budget.enter(100);
            running.runner.run(run.get(), Phase.HEADER_FILTER);
            assertThat(budget.depth()).isEqualTo(100);
            assertThat(budget.running()).isTrue();
            loop(budget);
            return Outcome.Completed.INSTANCE;
        });
        running.with(
                unit("a", "outer").limits(Limits.of(1_000, 16)),
                unit("b", Phase.HEADER_FILTER, "loop").limits(Limits.of(5, 16)));
        run.set(running.request(exchange));

        running.runner.run(run.get(), Phase.REWRITE);

        assertThat(endings).containsExactly("b: 5 ms budget used up at line 3", "a: 1000 ms budget used up at line 7");
    }

    @Test
    void anExecutionInsideOneOfAnotherRequestHasABudgetOfItsOwn() {
        running.engine.on("outer", execution -> {
            running.runner.run(running.request(MemoryExchange.of("GET", "/")), Phase.HEADER_FILTER);
            loop(execution.budget());
            return Outcome.Completed.INSTANCE;
        });
        running.with(
                unit("a", "outer").limits(Limits.of(25, 16)),
                unit("b", Phase.HEADER_FILTER, "loop").limits(AMPLE));

        running.runner.run(running.request(exchange), Phase.REWRITE);

        assertThat(endings)
                .containsExactly("b: 40 ms budget of the request used up at line 3", "a: 25 ms budget used up");
    }

    @Test
    void aLongResponseIsNotStoppedForItsLength() {
        takeAllTheTime();
        AtomicInteger pieces = new AtomicInteger();
        running.engine.on("filter", execution -> {
            pieces.incrementAndGet();
            sink = new byte[100_000];
            return Outcome.Completed.INSTANCE;
        });
        running.with(unit("a", Phase.BODY_FILTER, "filter"));
        exchange.startResponse();
        RequestRun run = running.request(exchange);

        for (int i = 0; i < 1000; i++) {
            exchange.chunk(new byte[1], false);
            running.runner.runBodyFilters(run);
        }

        assertThat(pieces).hasValue(1000);
    }

    @Test
    void aFilterThatIsSlowForEachPieceUsesUpTheTotal() {
        AtomicInteger pieces = new AtomicInteger();
        running.engine.on("filter", execution -> {
            pieces.incrementAndGet();
            pollFor(execution.budget(), 11);
            return Outcome.Completed.INSTANCE;
        });
        running.with(unit("a", Phase.BODY_FILTER, "filter").limits(AMPLE));
        exchange.startResponse();
        RequestRun run = running.request(exchange);

        for (int i = 0; i < 10; i++) {
            exchange.chunk(new byte[1], false);
            running.runner.runBodyFilters(run);
        }

        assertThat(pieces.get()).isBetween(1, 5);
        assertThat(endings).endsWith("a: 40 ms budget of the request used up");
    }

    @Test
    void limitExceededErrorsOfAnInnerExecutionDoNotReachTheOuterOne() {
        takeAllTheTime();
        AtomicReference<RequestRun> run = new AtomicReference<>();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        running.engine.on("outer", execution -> {
            try {
                running.runner.run(run.get(), Phase.HEADER_FILTER);
                execution.budget().poll();
            } catch (LimitExceededError e) {
                seen.set(e);
            }
            return Outcome.Completed.INSTANCE;
        });
        running.with(
                unit("a", "outer").limits(AMPLE),
                unit("b", Phase.HEADER_FILTER, "loop").limits(Limits.of(2, 16)));
        run.set(running.request(exchange));

        running.runner.run(run.get(), Phase.REWRITE);

        assertThat(seen.get()).isNull();
        assertThat(endings).containsExactly("b: 2 ms budget used up at line 3", "a: completed");
    }
}
