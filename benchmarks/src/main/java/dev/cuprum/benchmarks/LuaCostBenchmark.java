package dev.cuprum.benchmarks;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Outcome;
import dev.cuprum.lua.LuaEngine;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a unit in Lua costs before its first line runs: compilation, and at each execution an environment. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {LuaBenchmark.CONTINUATIONS, LuaBenchmark.INLINING})
public class LuaCostBenchmark {

    private final LuaEngine engine = new LuaEngine();
    private final ComputingUnit small = ComputingUnit.of("small", Phase.CONTENT, GeneratedUnits.ofLines(50));
    private final ComputingUnit large = ComputingUnit.of("large", Phase.CONTENT, GeneratedUnits.ofLines(10_000));
    private final EmptyUnit empty = new EmptyUnit(engine);
    private final LuaCalls calls = new LuaCalls();

    /** Publishes a unit that does nothing. */
    @Setup(Level.Trial)
    public void publish() {
        calls.publish("nothing", "return");
    }

    /** Ends the edge. */
    @TearDown(Level.Trial)
    public void close() {
        calls.close();
    }

    /** A unit of fifty lines. */
    @Benchmark
    public CompiledUnit compileFiftyLines() throws CompilationException {
        return engine.compile(small);
    }

    /** A unit of ten thousand lines. */
    @Benchmark
    public CompiledUnit compileTenThousandLines() throws CompilationException {
        return engine.compile(large);
    }

    /** A fresh environment, and a call of a unit that does nothing in it. */
    @Benchmark
    public Outcome environment() {
        return empty.run();
    }

    /** An execution of a unit that does nothing, exchange and look-up included. */
    @Benchmark
    public String execution() {
        return calls.run("nothing", 1);
    }
}
