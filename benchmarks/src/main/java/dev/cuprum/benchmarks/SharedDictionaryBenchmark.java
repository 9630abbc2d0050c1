package dev.cuprum.benchmarks;

import dev.cuprum.state.Change;
import dev.cuprum.state.Found;
import dev.cuprum.state.SharedDictionaries;
import dev.cuprum.state.SharedDictionary;
import dev.cuprum.state.SharedValue;
import dev.cuprum.state.Storing;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What units do most with a shared dictionary, alone and from four threads at once on the same keys. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SharedDictionaryBenchmark {

    private static final int KEYS = 1024;

    private final byte[][] keys = new byte[KEYS][];
    private final byte[][] numbers = new byte[KEYS][];
    private final SharedValue value = new SharedValue.Bytes(new byte[100]);
    private final SharedDictionary dictionary =
            SharedDictionaries.of(Map.of("dogs", 1L << 20)).find("dogs").orElseThrow();

    /** Where each thread is among the keys. */
    @State(Scope.Thread)
    public static class Turn {

        private int next = System.identityHashCode(this);

        int next() {
            next += 7;
            return next & (KEYS - 1);
        }
    }

    /** Fills the dictionary. */
    public SharedDictionaryBenchmark() {
        for (int i = 0; i < KEYS; i++) {
            keys[i] = ("client:10.0.0." + i).getBytes(StandardCharsets.US_ASCII);
            numbers[i] = ("count:10.0.0." + i).getBytes(StandardCharsets.US_ASCII);
            dictionary.store(keys[i], value, 0, 0, Storing.SET);
        }
    }

    /** Finds a text of 100 bytes. */
    @Benchmark
    @Threads(1)
    public Optional<Found> get(Turn turn) {
        return dictionary.get(keys[turn.next()]);
    }

    /** The same by four threads. */
    @Benchmark
    @Threads(4)
    public Optional<Found> getByFour(Turn turn) {
        return dictionary.get(keys[turn.next()]);
    }

    /** Stores a text of 100 bytes in the place of another. */
    @Benchmark
    @Threads(1)
    public Change set(Turn turn) {
        return dictionary.store(keys[turn.next()], value, 60_000, 0, Storing.SET);
    }

    /** The same by four threads. */
    @Benchmark
    @Threads(4)
    public Change setByFour(Turn turn) {
        return dictionary.store(keys[turn.next()], value, 60_000, 0, Storing.SET);
    }

    /** Counts one more. */
    @Benchmark
    @Threads(1)
    public Change incr(Turn turn) {
        return dictionary.increment(numbers[turn.next()], 1, 0, 60_000);
    }

    /** The same by four threads. */
    @Benchmark
    @Threads(4)
    public Change incrByFour(Turn turn) {
        return dictionary.increment(numbers[turn.next()], 1, 0, 60_000);
    }
}
