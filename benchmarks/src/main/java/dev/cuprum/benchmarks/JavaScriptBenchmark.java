package dev.cuprum.benchmarks;

import dev.cuprum.Edge;
import dev.cuprum.catalog.Catalog;
import dev.cuprum.exec.PhaseResult;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.exec.UnitThreads;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.polyglot.PolyglotEngine;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
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
 * One execution of the token check in JavaScript, with all there is around it, beside the same in Lua: on a thread for
 * units that may be impossible to stop, which a host moves a request to once.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class JavaScriptBenchmark {

    private static final int BATCH = 100;
    private static final Limits ROOMY = Limits.of(10_000, 64);

    /** What runs the unit: JavaScript in contexts that are used again, in a fresh context each time, or Lua. */
    @Param({"js", "js-fresh", "lua"})
    public String engine = "js";

    private Edge edge = Edge.create();
    private Catalog catalog = Catalog.EMPTY;

    /** Publishes the unit. */
    @Setup(Level.Trial)
    public void publish() {
        edge.close();
        edge = Edge.builder()
                .engine(PolyglotEngine.builder()
                        .freshContexts(engine.equals("js-fresh"))
                        .build())
                .build();
        String language = engine.equals("lua") ? "lua" : "js";
        edge.put(PeerUnits.token(language).toBuilder().limits(ROOMY).build());
        catalog = edge.catalog();
    }

    /** Ends the edge. */
    @TearDown(Level.Trial)
    public void close() {
        edge.close();
    }

    private PhaseResult run() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/x?token=token");
        return edge.runner()
                .run(new RequestRun(catalog, catalog.select("localhost", "/x", "GET"), exchange), Phase.REWRITE);
    }

    /** The whole way of a request through its one phase, a hundred times on one such thread. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public PhaseResult tokenCheck() {
        CompletableFuture<PhaseResult> result = new CompletableFuture<>();
        edge.runner().threads().execute(new Batch(result));
        return result.join();
    }

    /** The same on a thread that is none of them, which JavaScript is handed over from, and waited for. */
    @Benchmark
    public PhaseResult handedOver() {
        return run();
    }

    private final class Batch implements UnitThreads.Task {

        private final CompletableFuture<PhaseResult> result;

        Batch(CompletableFuture<PhaseResult> result) {
            this.result = result;
        }

        @Override
        public void run() {
            try {
                PhaseResult last = JavaScriptBenchmark.this.run();
                for (int i = 1; i < BATCH; i++) {
                    last = JavaScriptBenchmark.this.run();
                }
                result.complete(last);
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }

        @Override
        public void refused() {
            result.completeExceptionally(new RejectedExecutionException("no thread is free"));
        }
    }
}
