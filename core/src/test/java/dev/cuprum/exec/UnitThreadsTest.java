package dev.cuprum.exec;

import static dev.cuprum.exec.Running.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.EngineThread;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Phase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
@Timeout(60)
final class UnitThreadsTest {

    /** By the test's clock; and so long may the machine take to start a thread. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final Duration LONG = Duration.ofMinutes(1);

    private final FakeClock clock = new FakeClock();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Stubborn> stubborn = new ArrayList<>();
    private final Running running = new Running(new ThreadLimits(4, 3, 2, GRACE), clock, new Events());
    private final MemoryExchange exchange = MemoryExchange.of("GET", "/");

    private final class Events implements EdgeListener {
        @Override
        public void threadStuck(ComputingUnit unit, int stuck, int most) {
            events.add("stuck in " + unit.id() + ", " + stuck + " of " + most);
        }

        @Override
        public void threadFreed(ComputingUnit unit, int stuck) {
            events.add("freed from " + unit.id() + ", " + stuck);
        }

        @Override
        public void threadRefused() {
            events.add("refused");
        }

        @Override
        public void logged(ComputingUnit unit, Exchange of, LogLevel level, String message) {
            events.add("logged " + message);
        }
    }

    @AfterEach
    void close() {
        stubborn.forEach(Stubborn::end);
        running.close();
    }

    private Stubborn stubborn(String code) {
        Stubborn piece = new Stubborn();
        stubborn.add(piece);
        running.engine.on(code, piece);
        return piece;
    }

    private static CompiledUnit onOwnThread(Consumer<Execution> piece) {
        return new CompiledUnit() {
            @Override
            public Outcome run(Execution execution) {
                piece.accept(execution);
                return Outcome.Completed.INSTANCE;
            }

            @Override
            public Set<Need> needs() {
                return Set.of(Need.OWN_THREAD);
            }
        };
    }

    private PhaseResult run(RequestRun request) {
        return running.runner.run(request, Phase.REWRITE);
    }

    /** Runs a request until it has no thread any more, and turns the clock. */
    private PhaseResult runInto(Stubborn piece, RequestRun request) {
        int before = piece.begun();
        CompletableFuture<PhaseResult> result = CompletableFuture.supplyAsync(() -> run(request));
        await().until(() -> piece.begun() > before);
        clock.pass(LONG);
        return result.join();
    }

    private String body() {
        return new String(exchange.responseBody(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void runsUnitsOnThreadsOfTheirsWhileTheCallerWaits() {
        List<String> threads = new CopyOnWriteArrayList<>();
        running.engine.on("own", onOwnThread(execution -> {
            threads.add(Thread.currentThread().getName());
            execution.exchange().response().write("x".getBytes(StandardCharsets.ISO_8859_1));
            execution.log(LogLevel.INFO, "hello");
        }));
        running.with(unit("a", "own"), unit("b", "write"));

        assertThat(run(running.request(exchange))).isEqualTo(PhaseResult.GO_ON);
        assertThat(body()).isEqualTo("xwritten;");
        assertThat(threads).hasSize(1).allMatch(name -> name.startsWith("cuprum-unit-"));
        assertThat(running.outcomes).containsExactly("a completed", "b completed");
        assertThat(events).containsExactly("logged hello");
    }

    @Test
    void givesAThreadUpWhoseUnitDoesNotEnd() {
        Stubborn piece = stubborn("spin");
        running.with(unit("a", "spin"), unit("b", "write"));

        assertThat(runInto(piece, running.request(exchange))).isEqualTo(PhaseResult.GO_ON);
        assertThat(body()).isEqualTo("written;");
        assertThat(running.outcomes).containsExactly("a timed_out", "b completed");
        assertThat(running.runner.threads().stuck()).isEqualTo(1);
        assertThat(events).containsExactly("stuck in a, 1 of 2");
    }

    @Test
    void whatEnginesHaveLeftWithAThreadIsTakenBackByItWhenItEndsAfterItWasGivenUp() {
        List<String> dismissed = new CopyOnWriteArrayList<>();
        AtomicReference<String> name = new AtomicReference<>();
        Stubborn piece = stubborn("spin").atTheBeginning(execution -> {
            name.set(Thread.currentThread().getName());
            ((EngineThread) Thread.currentThread())
                    .resident(() -> dismissed.add(Thread.currentThread().getName()));
        });
        running.with(unit("a", "spin"));

        runInto(piece, running.request(exchange));
        assertThat(dismissed).isEmpty();
        piece.end();

        await().untilAsserted(() -> assertThat(dismissed).containsExactly(name.get()));
    }

    @Test
    void switchesTheUnitOffUntilItIsAnother() {
        Stubborn piece = stubborn("spin");
        running.with(unit("a", "spin"));
        runInto(piece, running.request(exchange));

        run(running.request(exchange));
        assertThat(running.outcomes).containsExactly("a timed_out", "a rejected");
        assertThat(running.state("a")).isEqualTo("off");

        running.with(unit("a", "write"));
        run(running.request(exchange));
        assertThat(running.outcomes).endsWith("a completed");
        assertThat(running.state("a")).isEqualTo("closed");
    }

    @Test
    void endsTheRequestWhereTheUnitMustNotFail() {
        Stubborn piece = stubborn("spin");
        running.with(unit("a", "spin").onFailure(FailureMode.CLOSED));

        assertThat(runInto(piece, running.request(exchange))).isEqualTo(PhaseResult.REQUEST_ENDED);
        assertThat(exchange.response().status()).isEqualTo(503);
    }

    @Test
    void countsAThreadThatEndsAfterAll() {
        Stubborn piece = stubborn("spin");
        running.with(unit("a", "spin"));
        runInto(piece, running.request(exchange));

        piece.end();

        await().until(() -> running.runner.threads().stuck() == 0);
        await().untilAsserted(() -> assertThat(events).containsExactly("stuck in a, 1 of 2", "freed from a, 0"));
        assertThat(running.state("a")).isEqualTo("off");
    }

    @Test
    void aUnitThatComesBackCannotTouchTheRequest() {
        Stubborn piece = stubborn("spin").atTheEnd(execution -> {
            execution.log(LogLevel.INFO, "too late");
            execution.exchange().response().setStatus(418);
        });
        running.with(unit("a", "spin"));
        runInto(piece, running.request(exchange));

        piece.end();

        await().until(() -> running.runner.threads().stuck() == 0);
        assertThat(piece.thrown()).isInstanceOf(LimitExceededError.class);
        assertThat(exchange.response().status()).isEqualTo(200);
        assertThat(running.outcomes).containsExactly("a timed_out");
        assertThat(events).doesNotContain("logged too late");
    }

    @Test
    void runsNoSuchUnitAtTheLimit() {
        Stubborn first = stubborn("first");
        Stubborn second = stubborn("second");
        running.engine.on("own", onOwnThread(execution -> {}));
        running.with(unit("a", "first"), unit("b", "second"), unit("c", "own"), unit("d", "write"));
        CompletableFuture<PhaseResult> result = CompletableFuture.supplyAsync(() -> run(running.request(exchange)));
        await().until(() -> first.begun() == 1);
        clock.pass(LONG);
        await().until(() -> second.begun() == 1);
        clock.pass(LONG);

        assertThat(result.join()).isEqualTo(PhaseResult.GO_ON);
        assertThat(running.outcomes).containsExactly("a timed_out", "b timed_out", "c rejected", "d completed");

        first.end();
        await().until(() -> running.runner.threads().stuck() == 1);
        run(running.request(exchange));
        assertThat(running.outcomes).endsWith("a rejected", "b rejected", "c completed", "d completed");
    }

    @Test
    void handsARequestBackThatWasOnTheThread() {
        Stubborn piece = stubborn("spin");
        running.with(unit("a", "spin"), unit("b", "write"));
        RequestRun request = running.request(exchange);
        CompletableFuture<Boolean> handedBack = new CompletableFuture<>();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        running.runner.threads().execute(task(() -> {
            request.ifAbandoned(() -> handedBack.complete(request.selection().isEmpty()));
            try {
                run(request);
            } catch (AbandonedError e) {
                end.complete(e);
                throw e;
            }
        }));
        await().until(() -> piece.begun() == 1);
        clock.pass(LONG);

        assertThat(handedBack.join()).isTrue();
        assertThat(running.outcomes).containsExactly("a timed_out");
        assertThat(end).isNotDone();

        piece.end();
        assertThat(end.join()).isInstanceOf(AbandonedError.class);
        assertThat(body()).isEmpty();
        await().until(() -> running.runner.threads().stuck() == 0);
    }

    @Test
    void startsWithoutAnInitUnitThatDoesNotEnd() {
        Stubborn piece = stubborn("spin");
        CompletableFuture<Running> started =
                CompletableFuture.supplyAsync(() -> running.with(unit("i", Phase.INIT_WORKER, "spin")));
        await().until(() -> piece.begun() == 1);
        clock.pass(LONG);

        started.join();
        assertThat(running.outcomes).containsExactly("i timed_out");
        assertThat(running.state("i")).isEqualTo("off");
    }

    @Test
    void refusesWhatWouldWaitInTooLongAQueue() {
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        UnitThreads threads = running.runner.threads();
        for (int i = 0; i < 4; i++) {
            threads.execute(waiting(begun, done));
            int now = i + 1;
            await().until(() -> begun.get() == now);
        }
        for (int i = 0; i < 5; i++) {
            threads.execute(new UnitThreads.Task() {
                @Override
                public void run() {
                    begun.incrementAndGet();
                }

                @Override
                public void refused() {
                    refused.incrementAndGet();
                }
            });
        }

        assertThat(refused).hasValue(2);
        assertThat(events).containsExactly("refused", "refused");
        assertThat(begun).hasValue(4);
        done.countDown();
        await().until(() -> begun.get() == 7);
    }

    @Test
    void moreThreadsWorkWhileSomeWait() {
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            running.runner.threads().execute(waiting(begun, done));
        }
        await().until(() -> begun.get() == 3);
        done.countDown();
    }

    @Test
    void moreThreadsWorkWhileSomeComputeForLong() {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger begun = new AtomicInteger();
        try {
            for (int i = 1; i <= 4; i++) {
                running.runner.threads().execute(task(() -> {
                    begun.incrementAndGet();
                    while (!over.get()) {
                        Thread.onSpinWait();
                    }
                }));
                int all = i;
                await().until(() -> begun.get() == all);
            }
        } finally {
            over.set(true);
        }
    }

    @Test
    void noMoreThanOnceAsManyWorkForThoseThatComputeForAShortTime() {
        assertThat(UnitThreads.wanted(16, 2, 0, 1)).isEqualTo(3);
        assertThat(UnitThreads.wanted(16, 2, 0, 9)).isEqualTo(4);
        assertThat(UnitThreads.wanted(16, 2, 5, 9)).isEqualTo(9);
        assertThat(UnitThreads.wanted(16, 2, 15, 9)).isEqualTo(16);
    }

    @Test
    void givesUpNoThreadThatWaitsOutsideOfUnits() {
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        running.runner.threads().execute(waiting(begun, done));
        await().until(() -> begun.get() == 1);
        clock.pass(LONG);
        running.engine.on("own", onOwnThread(execution -> {}));
        running.with(unit("a", "own"));
        run(running.request(exchange));

        assertThat(running.runner.threads().stuck()).isZero();
        done.countDown();
    }

    @Test
    void whatIsLeftWhenItClosesIsRefused() {
        running.close();
        AtomicInteger refused = new AtomicInteger();
        running.runner.threads().execute(new UnitThreads.Task() {
            @Override
            public void run() {
                throw new IllegalStateException("ran");
            }

            @Override
            public void refused() {
                refused.incrementAndGet();
            }
        });

        assertThat(refused).hasValue(1);
    }

    private static UnitThreads.Task waiting(AtomicInteger begun, CountDownLatch done) {
        return task(() -> {
            begun.incrementAndGet();
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static UnitThreads.Task task(Runnable action) {
        return new UnitThreads.Task() {
            @Override
            public void run() {
                action.run();
            }

            @Override
            public void refused() {
                throw new IllegalStateException("there was no room");
            }
        };
    }
}
