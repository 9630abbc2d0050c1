package dev.cuprum.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One call of a source's function, of ten in one execution. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {LuaBenchmark.CONTINUATIONS, LuaBenchmark.INLINING})
public class LuaBenchmark {

    /** Lets coroutines be what the JDK makes its virtual threads of; no harm where it has them not. */
    static final String CONTINUATIONS = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";

    /** As {@code bin/cuprum} sets it. */
    static final String INLINING = "-XX:InlineSmallCode=4000";

    private static final int CALLS = 10;

    /** The source. */
    @Param
    public LuaSource source = LuaSource.UNIT;

    private final LuaCalls calls = new LuaCalls();
    private String name = "";

    /** Publishes the source as a unit. */
    @Setup(Level.Trial)
    public void publish() {
        name = source.wireName();
        calls.publish(name, source.unit());
    }

    /** Ends the edge. */
    @TearDown(Level.Trial)
    public void close() {
        calls.close();
    }

    /** The call. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public String call() {
        return calls.run(name, CALLS);
    }
}
