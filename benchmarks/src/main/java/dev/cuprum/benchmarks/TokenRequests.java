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

/** An edge with the token check, and requests for it that follow one another on a thread of units. */
final class TokenRequests implements AutoCloseable {

    /** How many requests a turn of an event loop brings, which have come at the same moment. */
    private static final int TURN = 50;

    private final Edge edge;
    private final Catalog catalog;

    /**
     * @param engine {@code js}, {@code lua}, or {@code fresh} for JavaScript with a context for each execution
     */
    TokenRequests(String engine) {
        Edge.Builder builder = Edge.builder().withoutSystemLog();
        if (engine.equals("fresh")) {
            builder.engine(PolyglotEngine.builder().freshContexts(true).build());
        }
        edge = builder.build();
        edge.put(engine.equals("lua") ? PeerUnits.token() : PeerUnits.javaScriptToken());
        catalog = edge.catalog();
    }

    /** The whole way of so many requests through their one phase, from the look-up on. */
    int pass(int requests) {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        edge.runner().threads().execute(new UnitThreads.Task() {
            @Override
            public void run() {
                try {
                    done.complete(passHere(requests));
                } catch (RuntimeException | Error e) {
                    done.completeExceptionally(e);
                }
            }

            @Override
            public void refused() {
                done.completeExceptionally(new IllegalStateException("there is no room for the requests"));
            }
        });
        return done.join();
    }

    private int passHere(int requests) {
        int passed = 0;
        long now = 0;
        for (int i = 0; i < requests; i++) {
            if (i % TURN == 0) {
                now = System.nanoTime();
            }
            MemoryExchange exchange = MemoryExchange.of("GET", "/x?token=token", now);
            Selection selection = catalog.select("localhost", "/x", "GET");
            PhaseResult result = edge.runner().run(new RequestRun(catalog, selection, exchange), Phase.REWRITE);
            passed += result == PhaseResult.GO_ON ? 1 : 0;
        }
        if (passed != requests) {
            throw new IllegalStateException("a request was refused");
        }
        return passed;
    }

    @Override
    public void close() {
        edge.close();
    }
}
