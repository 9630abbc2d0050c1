package dev.cuprum.benchmarks;

import dev.cuprum.Edge;
import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.Selection;
import dev.cuprum.exec.PhaseResult;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.exec.UnitThreads;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.polyglot.PolyglotEngine;
import dev.cuprum.unit.Phase;
import java.util.concurrent.CompletableFuture;
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
 * Many requests follow one another on a thread of units, as they do in a server that is busy.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class JavaScriptBenchmark {

    private static final int REQUESTS = 1_000;

    /** The engine: {@code fresh} makes a context for each execution. */
    @Param({"js", "lua"})
    public String engine = "js";

    private Edge edge = Edge.create();
    private Catalog catalog = Catalog.EMPTY;

    /** Publishes the unit. */
    @Setup(Level.Trial)
    public void publish() {
        edge.close();
        Edge.Builder builder = Edge.builder().withoutSystemLog();
        if (engine.equals("fresh")) {
            builder.engine(PolyglotEngine.builder().freshContexts(true).build());
        }
        edge = builder.build();
        edge.put(engine.equals("lua") ? PeerUnits.token() : PeerUnits.javaScriptToken());
        catalog = edge.catalog();
    }

    /** Ends the edge. */
    @TearDown(Level.Trial)
    public void close() {
        edge.close();
    }

    /** The whole way of requests through their one phase, from the look-up on. */
    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public int tokenCheck() {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        edge.runner().threads().execute(new UnitThreads.Task() {
            @Override
            public void run() {
                done.complete(requests());
            }

            @Override
            public void refused() {
                done.completeExceptionally(new IllegalStateException("there is no room for the requests"));
            }
        });
        return done.join();
    }

    private int requests() {
        int gone = 0;
        for (int i = 0; i < REQUESTS; i++) {
            MemoryExchange exchange = MemoryExchange.of("GET", "/x?token=token");
            Selection selection = catalog.select("localhost", "/x", "GET");
            PhaseResult result = edge.runner().run(new RequestRun(catalog, selection, exchange), Phase.REWRITE);
            gone += result == PhaseResult.GO_ON ? 1 : 0;
        }
        if (gone != REQUESTS) {
            throw new IllegalStateException("a request was refused");
        }
        return gone;
    }
}
