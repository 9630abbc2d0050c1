package dev.cuprum.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class UnitBatchTest {

    private static final long LONG = Duration.ofMinutes(10).toNanos();

    private static final ThreadLimits LIMITS = new ThreadLimits(1, 100, 1, Duration.ofSeconds(20));

    private final Running running = new Running(LIMITS, new FakeClock());
    private final UnitThreads threads = running.runner.threads();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch latch = new CountDownLatch(1);

    @AfterEach
    void close() {
        latch.countDown();
        running.close();
    }

    private UnitThreads.Task task(Runnable runnable) {
        return new UnitThreads.Task() {
            @Override
            public void run() {
                runnable.run();
            }

            @Override
            public void refused() {
                events.add("refused");
            }
        };
    }

    private UnitThreads.Task says(String what) {
        return task(() -> events.add(what));
    }

    private UnitThreads.Task waits() {
        return task(() -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            events.add("waited");
        });
    }

    private void add(UnitThreads.Task task, UnitBatch.Loop loop) {
        threads.put(UnitBatch.member(task, threads, loop, later::add));
    }

    private void turn() {
        assertThat(later).hasSize(1);
        later.remove().run();
    }

    @Test
    void letsAllOfATurnGoFirst() {
        UnitBatch.Loop loop = new UnitBatch.Loop(LONG, LONG);
        for (int i = 0; i < 5; i++) {
            events.clear();
            add(says("a"), loop);
            add(says("b"), loop);
            add(
                    task(() -> {
                        events.add("c");
                        throw new IllegalArgumentException("meant");
                    }),
                    loop);
            turn();
            assertThat(events).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void goesOnBeforeTasksThatWait() {
        UnitBatch.Loop loop = new UnitBatch.Loop(1, LONG);
        add(waits(), loop);
        turn();
        assertThat(events).isEmpty();
    }

    @Test
    void goesOnAfterTheLongestTime() {
        UnitBatch.Loop loop = new UnitBatch.Loop(LONG, 1);
        add(waits(), loop);
        turn();
        assertThat(events).isEmpty();
    }

    @Test
    void doesNotWaitInTheTurnsAfterOneInVain() {
        UnitBatch.Loop loop = new UnitBatch.Loop(1, LONG);
        for (int turns : new int[] {1, 3, 7}) {
            add(waits(), loop);
            turn();
            assertThat(loop.hurried()).isEqualTo(turns);
            for (int left = turns - 1; left >= 0; left--) {
                add(waits(), loop);
                turn();
                assertThat(loop.hurried()).isEqualTo(left);
            }
        }
    }

    @Test
    void doesNotLeaveThreadsAtRestWhereTheQueueFills() {
        try (Running small = new Running(new ThreadLimits(1, 4, 1, Duration.ofSeconds(20)), new FakeClock())) {
            for (String name : List.of("a", "b", "c")) {
                small.runner.threads().execute(says(name), later::add);
            }
            await().untilAsserted(() -> assertThat(events).contains("a", "b"));
            turn();
        }
    }

    @Test
    void countsThoseThatAreRefused() {
        UnitBatch.Loop loop = new UnitBatch.Loop(LONG, LONG);
        threads.close();
        add(says("a"), loop);
        turn();
        assertThat(events).containsExactly("refused");
    }

    @Test
    void hasOneBatchForEachNodeOfALoop() {
        UnitBatch.Loop loop = new UnitBatch.Loop(LONG, LONG);
        try (Running other = new Running(LIMITS, new FakeClock())) {
            add(says("a"), loop);
            other.runner.threads().put(UnitBatch.member(says("b"), other.runner.threads(), loop, later::add));
            add(says("c"), loop);
            assertThat(later).hasSize(3);
            later.forEach(Runnable::run);
            assertThat(events).containsExactlyInAnyOrder("a", "b", "c");
        }
    }
}
