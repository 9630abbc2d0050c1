package dev.cuprum.benchmarks;

import dev.cuprum.Edge;
import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.Selection;
import dev.cuprum.exec.PhaseResult;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Sampling;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One execution of the token check with all there is around it: selection, sampling, breaker, budget, listeners. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ExecutionBenchmark {

    /** How the unit is sampled: nearly every request is taken, so that what is measured is the decision. */
    @Param({"none", "random", "even", "sticky"})
    public String sampling = "none";

    private final Edge edge = Edge.create();
    private Catalog catalog = Catalog.EMPTY;

    /** Publishes the unit. */
    @Setup(Level.Trial)
    public void publish() {
        Sampling chosen = sampling.equals("none") ? Sampling.ALL : Sampling.of(99.999, Sampling.Mode.parse(sampling));
        edge.put(PeerUnits.token().toBuilder().sampling(chosen).build());
        catalog = edge.catalog();
    }

    /** Ends the edge. */
    @TearDown(Level.Trial)
    public void close() {
        edge.close();
    }

    /** The whole way of a request through its one phase, from the look-up on. */
    @Benchmark
    public PhaseResult tokenCheck() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/x?token=token");
        Selection selection = catalog.select("localhost", "/x", "GET");
        return edge.runner().run(new RequestRun(catalog, selection, exchange), Phase.REWRITE);
    }

    /** The same without a unit: what the exchange and the look-up cost. */
    @Benchmark
    public PhaseResult nothingToRun() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/x?token=token");
        return edge.runner().run(new RequestRun(catalog, Selection.EMPTY, exchange), Phase.REWRITE);
    }
}
