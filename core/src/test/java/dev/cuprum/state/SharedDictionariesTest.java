package dev.cuprum.state;

import static dev.cuprum.state.Dictionary.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class SharedDictionariesTest {

    @Test
    void areFoundByTheirNames() {
        SharedDictionaries dictionaries = SharedDictionaries.of(Map.of("dogs", 1L << 20, "cats", 1L << 14));

        assertThat(dictionaries.find("dogs").orElseThrow().capacity()).isEqualTo(1 << 20);
        assertThat(dictionaries.find("cats").orElseThrow().name()).isEqualTo("cats");
        assertThat(dictionaries.find("birds")).isEmpty();
        assertThat(dictionaries.all()).hasSize(2);
        assertThat(SharedDictionaries.NONE.all()).isEmpty();
    }

    @Test
    void tellTheTimeByThemselves() {
        SharedDictionary dogs =
                SharedDictionaries.of(Map.of("dogs", 1L << 20)).find("dogs").orElseThrow();
        dogs.store(bytes("a"), Dictionary.text("1"), 20, 0, Storing.SET);

        Awaitility.await().until(() -> dogs.get(bytes("a")).isEmpty());
    }

    @Test
    void countExactlyForManyThreads() throws Exception {
        SharedDictionary dogs =
                SharedDictionaries.of(Map.of("dogs", 100L << 10)).find("dogs").orElseThrow();
        int threads = 8;
        int rounds = 20_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int own = i;
                running.add(pool.submit(() -> count(dogs, own, rounds)));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(dogs.increment(bytes("sum"), 0).number()).isEqualTo((double) threads * rounds);
        assertThat(dogs.length(bytes("list")).number()).isZero();
        dogs.flushAll();
        dogs.flushExpired(0);
        assertThat(dogs.freeSpace()).isEqualTo(22 * 4096);
    }

    /** Counts, and makes the others wait, find and lose other items meanwhile. */
    private static void count(SharedDictionary dogs, int thread, int rounds) {
        for (int i = 0; i < rounds; i++) {
            dogs.increment(bytes("sum"), 1, 0, 0);
            dogs.store(bytes("k" + thread + "-" + i % 500), Dictionary.text("v".repeat(i % 90)), 0, 0, Storing.SET);
            dogs.get(bytes("k" + (thread + 1) % 8 + "-" + i % 500));
            if (dogs.push(bytes("list"), Dictionary.number(i), true).done()) {
                dogs.pop(bytes("list"), false);
            }
        }
    }
}
