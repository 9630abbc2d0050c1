package dev.cuprum.benchmarks;

import dev.cuprum.Edge;
import dev.cuprum.catalog.Selection;
import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.EdgeListener;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs sources as units of an edge, so that limits, watchdog and polls are those of real units. Used by one thread at a
 * time.
 */
final class LuaCalls implements AutoCloseable {

    /** What {@link #run} returns for a source the engine has not what it needs for. */
    static final String ABSENT = "absent";

    /** Held, for a logger that nobody holds forgets its level. What fails is thrown here, and need not be logged. */
    private static final Logger LOGS = Logger.getLogger("dev.cuprum");

    static {
        LOGS.setLevel(Level.OFF);
    }

    private static final Limits ROOMY = Limits.of(60_000, 1024);

    private final Ends ends = new Ends();
    private final Edge edge = Edge.builder().listener(ends).requestLimits(ROOMY).build();

    /** Remembers how the last execution ended. */
    private static final class Ends implements EdgeListener {
        private String last = "";

        @Override
        public void ended(ComputingUnit unit, Exchange exchange, Outcome outcome, long nanos) {
            last = outcome.toString();
        }
    }

    /** Makes a unit of the code, for the path of that name. */
    void publish(String name, String code) {
        edge.put(ComputingUnit.builder(UnitId.of(name), Phase.CONTENT, code)
                .match(new Match(List.of(), List.of(PathPattern.parse("= /" + name)), List.of()))
                .limits(ROOMY)
                .build());
    }

    /**
     * Calls a source's function that often in one execution.
     *
     * @return what the last call returned, as text; {@link #ABSENT} where there is no function
     */
    String run(String name, long calls) {
        MemoryExchange exchange = MemoryExchange.of("GET", "/" + name + "?n=" + calls);
        Selection selection = edge.catalog().select("localhost", "/" + name, "GET");
        RequestRun run = new RequestRun(edge.catalog(), selection, exchange);
        edge.runner().run(run, Phase.CONTENT);
        if (exchange.response().status() >= 500 || !ends.last.startsWith("Completed")) {
            throw new IllegalStateException(name + ": " + ends.last);
        }
        return new String(exchange.responseBody(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        edge.close();
    }
}
