package dev.cuprum.benchmarks;

import dev.cuprum.Edge;
import dev.cuprum.catalog.Selection;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a unit that cannot be stopped does to the requests of others: an edge with the two units in JavaScript is asked over
 * HTTP without pause, now without, now with a unit that computes for ever on a thread of units, deaf to everything, until
 * its thread is given up and beyond. {@code StuckThread [ROUNDS [SECONDS [CONNECTIONS]]]}.
 */
public final class StuckThread {

    private static final Logger LOGS = Logger.getLogger("dev.cuprum");
    private static final String LANGUAGE = "stubborn";
    private static final double MOST_TIMES = 2;

    private final Edge edge;
    private final AtomicBoolean released = new AtomicBoolean();
    private final int connections;
    private final int seconds;
    private final int port;
    private int rounds;

    private StuckThread(int port, int seconds, int connections) {
        this.port = port;
        this.seconds = seconds;
        this.connections = connections;
        edge = TwoUnitServer.start(
                Edge.builder().engine(new Stubborn()).withoutSystemLog().build(), port, 1, 1, true);
    }

    /**
     * Measures, and prints a line a round.
     *
     * @param args rounds, 15 by default; seconds for each of a round's halves, 3; connections, 8
     */
    public static void main(String[] args) throws InterruptedException {
        LOGS.setLevel(Level.OFF);
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        StuckThread meter = new StuckThread(
                args.length > 3 ? Integer.parseInt(args[3]) : 8107,
                args.length > 1 ? Integer.parseInt(args[1]) : 3,
                args.length > 2 ? Integer.parseInt(args[2]) : 8);
        meter.under(meter.seconds * 2);
        meter.round(); // The first one finds code that has not been compiled.
        System.out.println("Java " + Runtime.version());
        System.out.printf("%-6s %14s %14s %7s%n", "round", "p99 ms without", "p99 ms with", "times");
        double[] times = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            Round measured = meter.round();
            times[round] = measured.times();
            System.out.printf(
                    Locale.ROOT,
                    "%-6d %14.2f %14.2f %7.2f%n",
                    round + 1,
                    measured.without(),
                    measured.with(),
                    times[round]);
        }
        Arrays.sort(times);
        double middle = times[rounds / 2];
        System.out.printf(
                Locale.ROOT,
                "%-21s %21.2f  target %.1f  %s%n",
                "times, median",
                middle,
                MOST_TIMES,
                middle <= MOST_TIMES ? "yes" : "NO");
        System.exit(middle <= MOST_TIMES ? 0 : 1);
    }

    /** The p99 of requests without a stuck thread and with one, in milliseconds. */
    private record Round(double without, double with) {

        double times() {
            return with / without;
        }
    }

    private Round round() throws InterruptedException {
        double without = under(seconds);
        stick();
        double with = under(seconds);
        if (edge.runner().threads().stuck() != 1) {
            throw new IllegalStateException("no thread was given up; let a round take 2 s at least");
        }
        release();
        return new Round(without, with);
    }

    /** The p99 of requests for some seconds, in milliseconds. */
    private double under(int seconds) throws InterruptedException {
        try (Load load = new Load(port, connections)) {
            TimeUnit.SECONDS.sleep(seconds);
            int[] micros = load.end();
            return micros[(int) Math.ceil(0.99 * micros.length) - 1] / 1e3;
        }
    }

    private void stick() {
        released.set(false);
        edge.put(ComputingUnit.builder(UnitId.of("stubborn"), Phase.CONTENT, "round " + rounds++)
                .language(LANGUAGE)
                .match(new Match(List.of(), List.of(PathPattern.parse("= /stubborn")), List.of()))
                .limits(Limits.of(50, 64))
                .build());
        Thread asking = new Thread(() -> {
            Selection selection = edge.catalog().select("localhost", "/stubborn", "GET");
            edge.runner()
                    .run(
                            new RequestRun(edge.catalog(), selection, MemoryExchange.of("GET", "/stubborn")),
                            Phase.CONTENT);
        });
        asking.setDaemon(true);
        asking.start();
    }

    private void release() throws InterruptedException {
        released.set(true);
        while (edge.runner().threads().stuck() > 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        TimeUnit.SECONDS.sleep(1);
    }

    private final class Stubborn implements ScriptEngine {

        @Override
        public String language() {
            return LANGUAGE;
        }

        @Override
        public String description() {
            return "units that cannot be stopped";
        }

        @Override
        public CompiledUnit compile(ComputingUnit unit) {
            return new CompiledUnit() {
                @Override
                public Outcome run(Execution execution) {
                    while (!released.get()) {
                        Thread.onSpinWait();
                    }
                    return Outcome.Completed.INSTANCE;
                }

                @Override
                public Set<Need> needs() {
                    return Set.of(Need.OWN_THREAD);
                }
            };
        }
    }
}
