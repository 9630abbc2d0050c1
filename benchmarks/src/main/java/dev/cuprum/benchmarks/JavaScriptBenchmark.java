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

/**
 * The token check in JavaScript and in Lua, with all there is around it: selection, sampling, breaker, budget, listeners.
 * Many requests follow one another on a thread of units, as they do in a server that is busy; the JVM has the options that
 * {@code bin/cuprum} gives it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:InlineSmallCode=4000"})
public class JavaScriptBenchmark {

    /** So many that it does not count that the thread is woken for them. */
    private static final int REQUESTS = 200_000;

    /** The language of the unit. */
    @Param({"js", "lua"})
    public String engine = "js";

    private TokenRequests requests = new TokenRequests("lua");

    /** Publishes the unit. */
    @Setup(Level.Trial)
    public void publish() {
        requests.close();
        requests = new TokenRequests(engine);
    }

    /** Ends the edge. */
    @TearDown(Level.Trial)
    public void close() {
        requests.close();
    }

    /** The whole way of requests through their one phase, from the look-up on. */
    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public int tokenCheck() {
        return requests.pass(REQUESTS);
    }
}
