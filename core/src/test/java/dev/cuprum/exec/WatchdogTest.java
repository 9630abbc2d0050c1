package dev.cuprum.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.unit.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
final class WatchdogTest {

    private static final Limits SHORT = Limits.of(20, 64);
    /** What a busy machine may add to it, in milliseconds. */
    private static final long AT_MOST = 20_000;

    private final Watchdog watchdog = new Watchdog();

    @AfterEach
    void close() {
        watchdog.close();
    }

    /** Loops until the budget ends it; returns how long that took, in milliseconds. */
    private long loopUnder(Budget budget, Limits limits) {
        long started = System.nanoTime();
        budget.start(limits);
        Budget before = watchdog.watch(budget);
        try {
            assertThatExceptionOfType(LimitExceededError.class).isThrownBy(() -> {
                while (true) {
                    budget.poll();
                }
            });
        } finally {
            watchdog.unwatch(before);
            budget.stop();
        }
        return (System.nanoTime() - started) / 1_000_000;
    }

    private long loop() {
        return loopUnder(new Budget(), SHORT);
    }

    @Test
    void endsALoopAtItsBudget() {
        assertThat(loop()).isBetween(20L, AT_MOST);
    }

    @Test
    void theNextExecutionUnderTheBudgetIsClean() {
        Budget budget = new Budget();
        loopUnder(budget, SHORT);
        budget.start(Limits.of(60_000, 64));
        Budget before = watchdog.watch(budget);

        for (int i = 0; i < 1_000_000; i++) {
            budget.poll();
        }
        watchdog.unwatch(before);
        budget.stop();
    }

    @Test
    void wakesUpAfterItHasSlept() {
        loop();
        // Until the next tick it would be TIMED_WAITING.
        await().until(() -> watchdog.thread().getState() == Thread.State.WAITING);

        assertThat(loop()).isBetween(20L, AT_MOST);
    }

    @Test
    void endsLoopsOfManyThreads() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Future<Long>> loops = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                loops.add(executor.submit(this::loop));
            }
            for (Future<Long> loop : loops) {
                assertThat(loop.get()).isGreaterThanOrEqualTo(20);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void endsAnExecutionWithinAnotherAndThenTheOther() {
        Budget outer = new Budget();
        outer.start(Limits.of(40, 64));
        assertThat(watchdog.watch(outer)).isNull();

        assertThat(loopUnder(new Budget(), SHORT)).isBetween(20L, AT_MOST);
        assertThatExceptionOfType(LimitExceededError.class)
                .isThrownBy(() -> {
                    while (true) {
                        outer.poll();
                    }
                })
                .withMessage("40 ms budget used up");
        watchdog.unwatch(null);
        outer.stop();
    }

    @Test
    void aBudgetMayGoFromThreadToThread() throws Exception {
        Budget budget = new Budget();
        loopUnder(budget, SHORT);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            assertThat(CompletableFuture.supplyAsync(() -> loopUnder(budget, SHORT), executor)
                            .get())
                    .isBetween(20L, AT_MOST);
        } finally {
            executor.shutdownNow();
        }
        assertThat(loopUnder(budget, SHORT)).isBetween(20L, AT_MOST);
    }

    @Test
    void itsThreadEndsWithIt() {
        watchdog.close();

        await().until(() -> !watchdog.thread().isAlive());
    }
}
