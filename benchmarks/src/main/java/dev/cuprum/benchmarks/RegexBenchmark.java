package dev.cuprum.benchmarks;

import dev.cuprum.engine.Budget;
import dev.cuprum.lua.regex.Regex;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a regular expression costs, without Lua around it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RegexBenchmark {

    /** Which one. */
    @Param({"path", "cookie", "agent", "address", "date", "query", "mail", "file", "bearer", "host"})
    public String expression = "path";

    private final Budget budget = new Budget();
    private Expressions.Expression chosen = Expressions.all().get(0);
    private Regex regex = chosen.compile(budget);
    private byte[] subject = chosen.bytes();

    /** Compiles the expression. */
    @Setup(Level.Trial)
    public void choose() {
        chosen = Expressions.all().stream()
                .filter(each -> each.name().equals(expression))
                .findFirst()
                .orElseThrow();
        regex = chosen.compile(budget);
        subject = chosen.bytes();
    }

    /** A search for it in a subject of its kind. */
    @Benchmark
    public int search() {
        return Expressions.search(regex, subject, budget);
    }

    /** Compiling it. */
    @Benchmark
    public Regex compile() {
        return chosen.compile(budget);
    }
}
