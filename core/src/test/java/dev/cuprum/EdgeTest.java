package dev.cuprum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.LambdaEngine;
import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.EdgeListener;
import dev.cuprum.exec.PhaseResult;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.state.SharedDictionary;
import dev.cuprum.store.MemoryUnitStore;
import dev.cuprum.store.Release;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Problem;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
final class EdgeTest {

    /** What no busy machine makes the units of a request use up. */
    private static final Limits AMPLE = Limits.of(60_000, 64);

    private final LambdaEngine engine = new LambdaEngine();
    private final List<String> switches = new ArrayList<>();
    private final Edge edge = Edge.builder()
            .engine(engine)
            .requestLimits(AMPLE)
            .listener(new EdgeListener() {
                @Override
                public void switched(Catalog from, Catalog to) {
                    switches.add(from.generation() + " -> " + to.generation());
                }
            })
            .build();

    @AfterEach
    void close() {
        edge.close();
    }

    private static ComputingUnit unit(String id, Phase phase, String code) {
        return ComputingUnit.of(id, phase, code);
    }

    private MemoryExchange request(Phase... phases) {
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        Catalog catalog = edge.catalog();
        RequestRun run = new RequestRun(catalog, catalog.select("localhost", "/", "GET"), exchange);
        for (Phase phase : phases) {
            if (edge.runner().run(run, phase) == PhaseResult.REQUEST_ENDED) {
                break;
            }
        }
        return exchange;
    }

    @Test
    void whatIsPublishedIsLiveInTheNextRequest() {
        engine.on("deny", execution -> new Outcome.Exited(403));
        assertThat(request(Phase.ACCESS).response().status()).isEqualTo(200);

        Publication publication = edge.put(unit("a", Phase.ACCESS, "deny"));
        assertThat(publication.generation()).isEqualTo(1);
        assertThat(request(Phase.ACCESS).response().status()).isEqualTo(403);

        edge.remove(UnitId.of("a"));
        assertThat(request(Phase.ACCESS).response().status()).isEqualTo(200);
        assertThat(switches).containsExactly("0 -> 1", "1 -> 2");
    }

    @Test
    void whatIsThereAlreadyIsLiveFromTheStart() {
        MemoryUnitStore store = new MemoryUnitStore();
        store.publish(Release.put(unit("a", Phase.REWRITE, "x")));

        try (Edge late = Edge.builder().engine(new LambdaEngine()).store(store).build()) {
            assertThat(late.catalog().generation()).isEqualTo(1);
            assertThat(late.engines()).containsOnlyKeys("js", "lua");
        }
    }

    @Test
    void oneUnitThatDoesNotCompileStopsTheRelease() {
        assertThatExceptionOfType(InvalidUnitException.class)
                .isThrownBy(() -> edge.put(
                        unit("a", Phase.REWRITE, "x"),
                        unit("b", Phase.REWRITE, "syntax error"),
                        unit("c", Phase.TIMER, "x")))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::field)
                        .containsExactly("put[1].code", "put[2].phase"));
        assertThatExceptionOfType(InvalidUnitException.class)
                .isThrownBy(() -> edge.put(unit("b", Phase.REWRITE, "\nsyntax error")))
                .withMessage("code: line 2: unexpected symbol near 'error'");

        assertThat(edge.catalog().generation()).isZero();
        assertThat(edge.store().load().generation()).isZero();
    }

    @Test
    void accessUnitsThatDoNotSayHowTheyFailAreWarnedOf() {
        ComputingUnit closed = unit("b", Phase.ACCESS, "x").toBuilder()
                .onFailure(FailureMode.CLOSED)
                .build();

        Publication publication = edge.put(unit("a", Phase.ACCESS, "x"), closed, unit("c", Phase.REWRITE, "x"));

        assertThat(publication.warnings()).hasSize(1);
        assertThat(publication.warnings().get(0))
                .contains("unit 'a' (access) fails open", "say \"onFailure\":\"closed\"");
    }

    @Test
    void oneRequestSeesOneCatalogWhateverIsPublishedMeanwhile() throws Exception {
        engine.on("even", mark("even")).on("odd", mark("odd"));
        edge.put(unit("a", Phase.REWRITE, "even"), unit("b", Phase.ACCESS, "even"));
        AtomicBoolean publishing = new AtomicBoolean(true);
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> requests = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                requests.add(executor.submit(() -> {
                    int mixed = 0;
                    while (publishing.get()) {
                        String marks = request(Phase.REWRITE, Phase.ACCESS)
                                .variable("marks")
                                .orElseThrow();
                        mixed += marks.equals("even even ") || marks.equals("odd odd ") ? 0 : 1;
                    }
                    return mixed;
                }));
            }
            for (int i = 1; i <= 300; i++) {
                String code = i % 2 == 0 ? "even" : "odd";
                edge.put(unit("a", Phase.REWRITE, code), unit("b", Phase.ACCESS, code));
            }
            publishing.set(false);
            for (Future<Integer> mixed : requests) {
                assertThat(mixed.get()).isZero();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static CompiledUnit mark(String text) {
        return execution -> {
            var exchange = execution.exchange();
            exchange.setVariable("marks", exchange.variable("marks").orElse("") + text + " ");
            return Outcome.Completed.INSTANCE;
        };
    }

    @Test
    void warnsOfUnitsThatMayUseMoreThanARequest() {
        ComputingUnit greedy = unit("greedy", Phase.REWRITE, "x").toBuilder()
                .limits(Limits.of(501, 16))
                .build();
        ComputingUnit full = unit("full", Phase.REWRITE, "x").toBuilder()
                .limits(Limits.REQUEST_DEFAULT)
                .build();

        try (Edge usual = Edge.builder().engine(engine).build()) {
            assertThat(usual.put(greedy, full).warnings())
                    .containsExactly("unit 'greedy' (rewrite) may use 501 ms and 16 MB, but all units of a request"
                            + " together only 500 ms and 64 MB");
        }
    }

    @Test
    void theUnitsOfARequestShareItsLimits() {
        List<Outcome> outcomes = new ArrayList<>();
        LambdaEngine allocating = new LambdaEngine().on("big", execution -> {
            execution.budget().reserve(10 << 20);
            return Outcome.Completed.INSTANCE;
        });
        try (Edge small = Edge.builder()
                .engine(allocating)
                .requestLimits(Limits.of(5_000, 8))
                .listener(new EdgeListener() {
                    @Override
                    public void ended(ComputingUnit unit, Exchange exchange, Outcome outcome, long nanos) {
                        outcomes.add(outcome);
                    }
                })
                .build()) {
            ComputingUnit big = unit("a", Phase.REWRITE, "big").toBuilder()
                    .limits(Limits.of(5_000, 16))
                    .build();
            small.put(big, unit("b", Phase.REWRITE, "small"));
            Catalog catalog = small.catalog();
            small.runner()
                    .run(
                            new RequestRun(
                                    catalog, catalog.select("localhost", "/", "GET"), MemoryExchange.of("GET", "/")),
                            Phase.REWRITE);
        }
        Outcome failure = new Outcome.Failed("8 MB memory budget of the request used up");
        assertThat(outcomes).containsExactly(failure, failure);
    }

    @Test
    void unitsShareTheDictionariesOfTheirNode() {
        try (Edge node =
                Edge.builder().engine(engine).sharedDictionary("dogs", 1 << 20).build()) {
            engine.on("count", execution -> {
                execution.shared().find("dogs").orElseThrow().increment(new byte[] {1}, 1, 0, 0);
                return Outcome.Completed.INSTANCE;
            });
            node.put(unit("a", Phase.ACCESS, "count"), unit("b", Phase.ACCESS, "count"));
            Catalog catalog = node.catalog();
            for (int i = 0; i < 3; i++) {
                MemoryExchange exchange = MemoryExchange.of("GET", "/");
                node.runner()
                        .run(new RequestRun(catalog, catalog.select("localhost", "/", "GET"), exchange), Phase.ACCESS);
            }

            SharedDictionary dogs = node.sharedDictionaries().find("dogs").orElseThrow();
            assertThat(dogs.increment(new byte[] {1}, 0).number()).isEqualTo(6);
        }
    }

    @Test
    void refusesSharedDictionariesThatCannotBe() {
        Edge.Builder builder = Edge.builder().engine(engine).sharedDictionary("dogs", 100);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> builder.sharedDictionary("dogs", 1 << 20))
                .withMessage("there are two shared dictionaries 'dogs'");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(builder::build)
                .withMessageStartingWith("the shared dictionary 'dogs' cannot have 100 bytes");
    }

    @Test
    void libraryUnitsAreForOtherUnitsOfTheirLanguageAndNeverRun() {
        edge.put(ComputingUnit.of("lib", Phase.LIBRARY, "x"), ComputingUnit.of("a", Phase.REWRITE, "x"));

        assertThat(edge.catalog().libraries().find("lua", "lib")).isPresent();
        assertThat(edge.catalog().libraries().find("js", "lib")).isEmpty();
        assertThat(edge.catalog().libraries().find("lua", "a")).isEmpty();
        assertThat(edge.catalog().libraries().find("lua", "no id at all \n")).isEmpty();
        assertThat(edge.catalog().select("", "/", "GET").size()).isEqualTo(1);
    }

    @Test
    void warnsOfLibraryUnitsThatAreToMatchRequests() {
        ComputingUnit library = ComputingUnit.builder(UnitId.of("lib"), Phase.LIBRARY, "x")
                .match(new Match(List.of(), List.of(PathPattern.parse("/x")), List.of()))
                .build();

        assertThat(edge.put(library).warnings())
                .singleElement()
                .asString()
                .contains("unit 'lib' (library) does not run for requests");
    }
}
