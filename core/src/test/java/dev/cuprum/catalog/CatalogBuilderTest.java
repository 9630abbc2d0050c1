package dev.cuprum.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Foundation;
import dev.cuprum.engine.LambdaEngine;
import dev.cuprum.engine.LibraryUnits;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.NodeSelector;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CatalogBuilderTest {

    private static final UnitId A = UnitId.of("a");

    private static final CountingStarter STARTER = new CountingStarter();

    private final LambdaEngine engine = new LambdaEngine();
    private final CatalogBuilder builder = builder(engine);

    /** Counts what it runs. */
    private static final class CountingStarter implements Starter {
        private final List<String> started = new ArrayList<>();

        @Override
        public Foundation initialise(CatalogUnit unit, LibraryUnits surroundings) {
            Object before = surroundings.foundation("lua").orElse("");
            Outcome outcome = start(unit, surroundings);
            return new Foundation(outcome, before + unit.unit().code());
        }

        @Override
        public Outcome start(CatalogUnit unit, LibraryUnits surroundings) {
            started.add(unit.unit().id().value());
            return unit.unit().code().equals("fail") ? new Outcome.Failed("on purpose") : Outcome.Completed.INSTANCE;
        }
    }

    private static CatalogBuilder builder(ScriptEngine... engines) {
        return new CatalogBuilder(
                CatalogFixture.engines(engines),
                new Node("one", Map.of("region", "eu")),
                EnumSet.of(Phase.REWRITE, Phase.BODY_FILTER, Phase.INIT, Phase.INIT_WORKER),
                unit -> CatalogFixture.open(),
                STARTER);
    }

    private static ComputingUnit unit(String id, String code) {
        return ComputingUnit.of(id, Phase.REWRITE, code);
    }

    private static Snapshot snapshot(long generation, ComputingUnit... units) {
        return Snapshot.EMPTY.with(Release.put(units), generation);
    }

    private static String refusal(CatalogBuilder builder, ComputingUnit unit) {
        return catchThrowableOfType(InvalidUnitException.class, () -> builder.compile(unit))
                .describe();
    }

    @Test
    void unitsThatDidNotChangeStayTheSameObject() {
        Catalog one = builder.build(snapshot(1, unit("a", "x"), unit("b", "x")), Catalog.EMPTY);

        Catalog two = builder.build(snapshot(2, unit("a", "x"), unit("b", "y")), one);

        assertThat(two.generation()).isEqualTo(2);
        assertThat(two.unit(A).orElseThrow()).isSameAs(one.unit(A).orElseThrow());
        assertThat(two.unit(UnitId.of("b")).orElseThrow().unit().code()).isEqualTo("y");
        assertThat(engine.compilations()).isEqualTo(3);
    }

    @Test
    void unitsThatDoNotCompileKeepTheirLastGoodVersion() {
        Catalog one = builder.build(snapshot(1, unit("a", "x")), Catalog.EMPTY);

        Catalog two = builder.build(snapshot(2, unit("a", "syntax error"), unit("b", "new")), one);
        Catalog three = builder.build(snapshot(3, unit("a", "syntax error"), unit("b", "new")), two);

        assertThat(two.unit(A).orElseThrow().unit().code()).isEqualTo("x");
        assertThat(two.unit(UnitId.of("b"))).isPresent();
        assertThat(two.failures())
                .containsExactly(new CompileFailure(A, "code: line 1: unexpected symbol near 'error'", true));
        assertThat(three.unit(A).orElseThrow()).isSameAs(one.unit(A).orElseThrow());
    }

    @Test
    void unitsThatNeverCompiledAreNotThere() {
        Catalog catalog = builder.build(snapshot(1, unit("a", "syntax error")), Catalog.EMPTY);

        assertThat(catalog.unit(A)).isEmpty();
        assertThat(catalog.failures()).extracting(CompileFailure::keptLastGood).containsExactly(false);
    }

    @Test
    void unitsThatWereRemovedAreGone() {
        Catalog one = builder.build(snapshot(1, unit("a", "x")), Catalog.EMPTY);

        assertThat(builder.build(new Snapshot(2, Map.of()), one).size()).isZero();
    }

    @Test
    void unitsForOtherNodesAreNotCompiled() {
        ComputingUnit here = unit("a", "x").toBuilder()
                .nodes(List.of(NodeSelector.parse("two"), NodeSelector.parse("region=eu")))
                .build();
        ComputingUnit elsewhere = unit("b", "syntax error").toBuilder()
                .nodes(List.of(NodeSelector.parse("two")))
                .build();

        Catalog catalog = builder.build(snapshot(1, here, elsewhere), Catalog.EMPTY);

        assertThat(catalog.unit(A)).isPresent();
        assertThat(catalog.size()).isEqualTo(1);
        assertThat(catalog.failures()).isEmpty();
    }

    @Test
    void disabledUnitsAreThereAndNotSelected() {
        ComputingUnit disabled = unit("a", "x").toBuilder().enabled(false).build();

        Catalog catalog = builder.build(snapshot(1, disabled), Catalog.EMPTY);

        assertThat(catalog.unit(A)).isPresent();
        assertThat(catalog.select("h", "/", "GET").isEmpty()).isTrue();
    }

    @Test
    void unitsAreSelectedByPhaseThenOrderThenId() {
        Catalog catalog = builder.build(
                snapshot(
                        1,
                        ComputingUnit.of("0", Phase.BODY_FILTER, "x"),
                        unit("c", "x"),
                        unit("b", "x"),
                        unit("d", "x").toBuilder().order(-1).build(),
                        unit("a", "x").toBuilder().order(1).build()),
                Catalog.EMPTY);

        Selection selection = catalog.select("h", "/", "GET");

        StringBuilder order = new StringBuilder();
        for (int i = 0; i < selection.size(); i++) {
            order.append(selection.get(i).unit().id());
        }
        assertThat(order).hasToString("dbca0");
    }

    @Test
    void languagesAndPhasesThatAreNotHereAreRefusedWithThoseThatAre() {
        CatalogBuilder two = builder(engine, new LambdaEngine("js"));

        assertThat(refusal(two, unit("a", "x").toBuilder().language("cobol").build()))
                .isEqualTo("language: there is no engine for 'cobol' here; there is one for js, lua");
        assertThat(refusal(builder(), unit("a", "x"))).contains("there is none at all: put one on the class path");
        assertThat(refusal(two, ComputingUnit.of("a", Phase.TIMER, "x")))
                .isEqualTo("phase: this host runs no timer units; it runs init, init_worker, rewrite, body_filter");
    }

    @Test
    void filtersThatWaitAreRefused() {
        CompiledUnit waiting = new CompiledUnit() {
            @Override
            public Outcome run(Execution execution) {
                return Outcome.Completed.INSTANCE;
            }

            @Override
            public Set<Need> needs() {
                return Set.of(Need.WAITING);
            }
        };
        engine.on("sleep", waiting);

        assertThat(refusal(builder, ComputingUnit.of("a", Phase.BODY_FILTER, "sleep")))
                .isEqualTo("code: a body_filter unit cannot wait; do this in rewrite, access or content");
        assertThat(builder.compile(unit("a", "sleep"))).isSameAs(waiting);
    }

    @Test
    void enginesThatBreakRefuseOneUnitAndNoOther() {
        for (Throwable thrown : List.of(
                new IllegalStateException("broken"), new StackOverflowError(), new NoClassDefFoundError("gone"))) {
            CatalogBuilder breaking = builder(new BreakingEngine(thrown), engine);
            ComputingUnit broken =
                    unit("a", "x").toBuilder().language("brittle").build();

            Catalog catalog = breaking.build(snapshot(1, broken, unit("b", "x")), Catalog.EMPTY);

            assertThat(catalog.unit(UnitId.of("b"))).isPresent();
            assertThat(catalog.failures().get(0).message())
                    .contains("the engine for 'brittle' failed to compile it: " + thrown);
        }
    }

    private record BreakingEngine(Throwable thrown) implements ScriptEngine {
        @Override
        public String language() {
            return "brittle";
        }

        @Override
        public String description() {
            return "breaks";
        }

        @Override
        public CompiledUnit compile(ComputingUnit unit) {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }

    @Test
    void nodesHaveNames() {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Node(" ", Map.of()));
    }

    @Test
    void initUnitsRunOnceUntilTheyChange() {
        ComputingUnit one = ComputingUnit.of("one", Phase.INIT, "x");
        ComputingUnit two = ComputingUnit.of("two", Phase.INIT, "y");
        ComputingUnit worker = ComputingUnit.of("worker", Phase.INIT_WORKER, "z");
        STARTER.started.clear();

        Catalog first = builder.build(snapshot(1, worker, two, one, unit("a", "x")), Catalog.EMPTY);
        Catalog second = builder.build(snapshot(2, worker, two, one, unit("a", "changed")), first);

        assertThat(STARTER.started).containsExactly("one", "two", "worker");
        assertThat(second.libraries().foundation("lua")).contains("xy");
        assertThat(second.libraries().foundation("js")).isEmpty();

        Catalog third = builder.build(snapshot(3, two, unit("a", "changed")), second);

        assertThat(STARTER.started).containsExactly("one", "two", "worker", "two");
        assertThat(third.libraries().foundation("lua")).contains("y");
    }

    @Test
    void anInitUnitThatFailsLeavesNothingAndIsNamed() {
        Catalog catalog = builder.build(
                snapshot(1, ComputingUnit.of("bad", Phase.INIT, "fail"), ComputingUnit.of("good", Phase.INIT, "x")),
                Catalog.EMPTY);

        assertThat(catalog.libraries().foundation("lua")).contains("x");
        assertThat(catalog.startFailures()).singleElement().asString().contains("'bad' (init)", "on purpose");
    }
}
