package dev.cuprum.benchmarks;

import dev.cuprum.Edge;
import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.Selection;
import dev.cuprum.store.Release;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.HostPattern;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.List;
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

/** Finding the three units of a request among many that are for other hosts and paths. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SelectionBenchmark {

    /** How many units there are. */
    @Param({"10", "1000", "100000"})
    public int units = 10;

    private final Edge edge = Edge.builder().engine(new NothingEngine()).build();
    private Catalog catalog = Catalog.EMPTY;

    /** Publishes the units: three that match, and others by host, by exact path, by prefix and by expression. */
    @Setup(Level.Trial)
    public void publish() {
        Release.Builder release = Release.builder();
        release.put(unit("by-host", List.of("shop.example"), List.of()));
        release.put(unit("by-prefix", List.of(), List.of("/catalog/")));
        release.put(unit("by-both", List.of("*.example"), List.of("= /catalog/item")));
        for (int i = 3; i < units; i++) {
            switch (i % 4) {
                case 0 -> release.put(unit("u" + i, List.of("host" + i + ".example.org"), List.of()));
                case 1 -> release.put(unit("u" + i, List.of(), List.of("= /exact/" + i)));
                case 2 -> release.put(unit("u" + i, List.of(), List.of("/prefix/" + i + "/")));
                default -> release.put(unit("u" + i, List.of(), List.of("~ ^/expression/" + i + "/[0-9]+$")));
            }
        }
        edge.publish(release.build());
        catalog = edge.catalog();
    }

    private static ComputingUnit unit(String id, List<String> hosts, List<String> paths) {
        Match match = new Match(
                hosts.stream().map(HostPattern::parse).toList(),
                paths.stream().map(PathPattern::parse).toList(),
                List.of());
        return ComputingUnit.builder(UnitId.of(id), Phase.REWRITE, "nothing")
                .language("nothing")
                .match(match)
                .build();
    }

    /** Ends the edge. */
    @TearDown(Level.Trial)
    public void close() {
        edge.close();
    }

    /** A request that three units are for. */
    @Benchmark
    public Selection threeMatch() {
        Selection selection = catalog.select("shop.example", "/catalog/item", "GET");
        if (selection.size() != 3) {
            throw new IllegalStateException(
                    "three units are for this request, and " + selection.size() + " were found");
        }
        return selection;
    }

    /** A request that no unit is for. */
    @Benchmark
    public Selection noneMatches() {
        return catalog.select("other.example.net", "/somewhere/else", "GET");
    }
}
