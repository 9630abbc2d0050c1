package dev.cuprum.benchmarks.distribution;

import dev.cuprum.Edge;
import dev.cuprum.benchmarks.Load;
import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.lua.LuaEngine;
import dev.cuprum.redis.EmbeddedRedis;
import dev.cuprum.redis.RedisUnitStore;
import dev.cuprum.store.Release;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures how long a publication takes until the other node runs it, what many units cost, and whether requests notice
 * publications. {@code Distribution [PUBLICATIONS [UNITS [SECONDS]]]}. Ends with 1 where something is over its limit.
 */
public final class Distribution implements AutoCloseable {

    private static final Logger LOGS = Logger.getLogger("");
    private static final int BATCH = 2_000;
    private static final int ROUNDS = 24;
    /** Until then the JVM compiles what publications run. */
    private static final int WARM_UP = 12_000;

    private static final int WARM_ROUNDS = 20;
    private static final int STEADY_ROUNDS = 3;
    private static final double STEADY = 0.9;
    private static final int OF_REQUESTS = 3;
    private static final int ALL = 100;
    private static final int PUBLISHERS = 4;
    private static final long MOST_LATE_NANOS = 200_000_000;
    private static final int CONNECTIONS = 32;
    private static final long BETWEEN_NANOS = 2_000_000;
    private static final long RATE_NANOS = 20_000_000;
    private static final long PREPARED_NANOS = 120_000_000_000L;

    private static final double P50_MILLIS = 3;
    private static final double P99_MILLIS = 20;
    private static final double START_MILLIS = 3_000;
    private static final double MEGABYTES = 200;
    private static final double MORE_PERCENT = 20;

    private final Path folder;
    private final EmbeddedRedis redis;
    private final Edge edge;
    private final AtomicInteger version = new AtomicInteger();
    private int nodes;
    private boolean within = true;

    private Distribution() throws IOException {
        folder = Files.createTempDirectory("cuprum-distribution");
        redis = EmbeddedRedis.start(folder.resolve("redis"));
        edge = Edge.builder()
                .engine(new LuaEngine())
                .withoutSystemLog()
                .store(RedisUnitStore.builder(redis.address())
                        .folder(folder.resolve("this"))
                        .build())
                .build();
    }

    /** Measures and prints. */
    public static void main(String[] args) throws IOException {
        LOGS.setLevel(Level.WARNING);
        int publications = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        int units = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        System.out.println("Java " + Runtime.version());
        boolean fits;
        try (Distribution distribution = new Distribution()) {
            distribution.few(publications, seconds);
            distribution.many(publications, units);
            fits = distribution.within;
        }
        if (!fits) {
            System.exit(1);
        }
    }

    private NodeProcess other() {
        return NodeProcess.start(redis.address(), folder.resolve("other-" + nodes++));
    }

    /** Says a figure beside its limit. */
    private void say(String what, double figure, String unit, double limit) {
        boolean fits = figure <= limit;
        within &= fits;
        System.out.printf("%-58s %9.2f %-3s (limit %.0f)%s%n", what, figure, unit, limit, fits ? "" : "  OVER");
    }

    private static void say(String what, double figure, String unit) {
        System.out.printf("%-58s %9.2f %-3s%n", what, figure, unit);
    }

    private void few(int publications, int seconds) {
        edge.publish(Release.put(unit(0), unit(1), unit(2)));
        try (NodeProcess other = other()) {
            delays("", other, WARM_UP, false);
            delays("3 units", other, publications, true);
            requests(other, seconds);
        }
    }

    private void many(int publications, int units) {
        for (int first = 0; first < units; first += BATCH) {
            edge.publish(units(first, Math.min(units, first + BATCH)));
        }
        awaitPrepared();
        for (int start = 1; start <= 3; start++) {
            try (NodeProcess other = other()) {
                String what = units + " units: ";
                say(what + "start to serving", (double) other.ready().millis(), "ms", START_MILLIS);
                say(
                        what + "heap in use after a collection",
                        (double) other.ready().megabytes(),
                        "MB",
                        MEGABYTES);
                if (start == 3) {
                    delays("", other, publications / 5, false);
                    delays(units + " units, most of them still to be compiled", other, publications / 5, false);
                }
            }
        }
    }

    /** Waits until this node is done with all units, so that it leaves the processors to the others. */
    private void awaitPrepared() {
        long end = System.nanoTime() + PREPARED_NANOS;
        while (!edge.catalog().units().stream().allMatch(CatalogUnit::isPrepared)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("this node is not done with its units");
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
    }

    /**
     * Publishes one unit at a time, and waits each time until the other node runs it.
     *
     * @param name says what of; empty where nothing is to be said
     */
    private void delays(String name, NodeProcess other, int publications, boolean limited) {
        long[] nanos = new long[publications];
        int compiled = -1;
        int most = 0;
        for (int i = 0; i < publications; i++) {
            LockSupport.parkNanos(BETWEEN_NANOS);
            long start = System.nanoTime();
            long generation = edge.put(unit(i % 3)).generation();
            NodeProcess.Live live = other.await(generation);
            nanos[i] = live.nanos() - start;
            most = compiled < 0 ? most : Math.max(most, live.compiled() - compiled);
            compiled = live.compiled();
        }
        Arrays.sort(nanos);
        if (!name.isEmpty()) {
            String what = name + ", " + publications + " publications: live on the other node, ";
            if (limited) {
                say(what + "p50", at(nanos, 0.5) / 1e6, "ms", P50_MILLIS);
                say(what + "p99", at(nanos, 0.99) / 1e6, "ms", P99_MILLIS);
            } else {
                say(what + "p50", at(nanos, 0.5) / 1e6, "ms");
                say(what + "p99", at(nanos, 0.99) / 1e6, "ms");
            }
            say(name + ": units compiled for a publication, at most", most, "", 1);
        }
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }

    /** Requests without and with 50 publications a second, by turns: of a hundred units, three of which the requests meet. */
    private void requests(NodeProcess other, int seconds) {
        edge.publish(units(OF_REQUESTS, ALL));
        warmUp(other, seconds);
        long[] quiet = new long[ROUNDS + 1];
        long[] busy = new long[ROUNDS];
        long[] replaced = new long[ROUNDS / 4];
        quiet[0] = load(other, seconds, 0);
        for (int round = 0; round < ROUNDS; round++) {
            busy[round] = load(other, seconds, ALL);
            quiet[round + 1] = load(other, seconds, 0);
        }
        for (int round = 0; round < replaced.length; round++) {
            replaced[round] = load(other, seconds, OF_REQUESTS);
        }
        System.out.printf(
                "p99 in us, requests on %d connections: %s; with 50 publications a second: %s;%n"
                        + "with 50 a second of the units that all these requests run: %s%n",
                CONNECTIONS, Arrays.toString(quiet), Arrays.toString(busy), Arrays.toString(replaced));
        // Each beside what was before and after it: a machine is now faster, now slower.
        double[] more = IntStream.range(0, ROUNDS)
                .mapToDouble(round -> 200.0 * busy[round] / (quiet[round] + quiet[round + 1]) - 100)
                .sorted()
                .toArray();
        say(
                "p99 of requests, more with 50 publications a second",
                (more[ROUNDS / 2 - 1] + more[ROUNDS / 2]) / 2,
                "%",
                MORE_PERCENT);
    }

    /** Requests and publications until it makes them no faster. */
    private void warmUp(NodeProcess other, int seconds) {
        double best = Double.MAX_VALUE;
        for (int round = 0, steady = 0; round < WARM_ROUNDS && steady < STEADY_ROUNDS; round++) {
            double p99 = load(other, seconds, ALL);
            steady = p99 > STEADY * best ? steady + 1 : 0;
            best = Math.min(best, p99);
        }
    }

    /**
     * The p99 of requests, in microseconds.
     *
     * @param units how many units are published by turns; 0 for none
     */
    private long load(NodeProcess other, int seconds, int units) {
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        long due = units == 0 ? 0 : seconds * 1_000_000_000L / RATE_NANOS;
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger published = new AtomicInteger();
        List<Future<?>> publications = new ArrayList<>();
        try (Load load = new Load(other.ready().port(), CONNECTIONS)) {
            ExecutorService publishers = Executors.newFixedThreadPool(PUBLISHERS);
            for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
                publications.add(publishers.submit(() -> {
                    for (int i = begun.getAndIncrement(); i < due; i = begun.getAndIncrement()) {
                        parkUntil(start + i * RATE_NANOS);
                        edge.put(unit(i % units));
                        published.incrementAndGet();
                    }
                }));
            }
            parkUntil(end);
            int[] micros = load.end();
            publishers.shutdown();
            for (Future<?> publication : publications) {
                publication.get(1, TimeUnit.MINUTES);
            }
            if (published.get() != due) {
                throw new IllegalStateException("there were " + published + " publications, not " + due);
            }
            long late = System.nanoTime() - end;
            if (late > MOST_LATE_NANOS) {
                say("50 publications a second: late at the end", late / 1e6, "ms", MOST_LATE_NANOS / 1e6);
            }
            if (micros.length == 0) {
                throw new IllegalStateException("the other node answers no requests");
            }
            return micros[(int) (micros.length * 0.99)];
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a publication has failed, or does not end", e);
        }
    }

    /** A thread may be woken earlier. */
    private static void parkUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private Release units(int first, int end) {
        Release.Builder release = Release.builder();
        for (int i = first; i < end; i++) {
            release.put(unit(i));
        }
        return release.build();
    }

    /** A check of a token, as no other version has it. */
    private ComputingUnit unit(int number) {
        return ComputingUnit.builder(
                        UnitId.of("unit-" + number),
                        Phase.ACCESS,
                        "-- " + version.incrementAndGet()
                                + "\nlocal token = ngx.var.arg_token\nif token ~= 'token' then\n"
                                + "  ngx.header['X-Denied'] = '" + number + "'\n  return ngx.exit(403)\nend\n")
                .match(new Match(
                        List.of(), List.of(PathPattern.parse(number < OF_REQUESTS ? "/x" : "/x" + number)), List.of()))
                .build();
    }

    @Override
    public void close() {
        edge.close();
        redis.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
