package dev.cuprum.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cuprum.Edge;
import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.catalog.CompileFailure;
import dev.cuprum.engine.Budget;
import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.CompiledUnit.Need;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.lib.ModuleFiles;
import dev.cuprum.lua.lib.StandardLibraries;
import dev.cuprum.lua.runtime.CodeLoader;
import dev.cuprum.lua.runtime.Sites;
import dev.cuprum.store.MemoryUnitStore;
import dev.cuprum.store.NodeReport;
import dev.cuprum.store.Release;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Units that a node starts with, and that are compiled later. */
final class LaterUnitTest {

    private static final int MANY = 600;

    private final LuaEngine engine = new LuaEngine();

    private static ComputingUnit unit(String code) {
        return ComputingUnit.of("a", Phase.CONTENT, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ngx.print(1", "local x = = 1", "goto nowhere", "return 'a", "x = 5 y", "\u001bLua"})
    void whatIsNoLuaIsFoundBeforeItRunsAndDescribedAsEver(String code) {
        assertThatExceptionOfType(CompilationException.class)
                .isThrownBy(() -> engine.compileLater(unit(code)).prepare())
                .satisfies(later -> assertThatExceptionOfType(CompilationException.class)
                        .isThrownBy(() -> engine.compile(unit(code)))
                        .satisfies(now -> assertThat(later)
                                .hasMessage(now.getMessage())
                                .extracting(CompilationException::line)
                                .isEqualTo(now.line())));
    }

    @Test
    void whatIsNoLuaFailsEachTimeWithTheSameWords() throws CompilationException {
        CompiledUnit later = engine.compileLater(unit("\nlocal x = = 1"));
        Outcome failed = new Outcome.Failed("line 2: unexpected symbol near '='");

        assertThat(outcome(later)).isEqualTo(failed);
        assertThatExceptionOfType(CompilationException.class).isThrownBy(later::prepare);
        assertThat(outcome(later)).isEqualTo(failed);
        assertThat(later.initialise(execution()).outcome()).isEqualTo(failed);
        assertThat(later.isPrepared()).isTrue();
    }

    @Test
    void aPlainUnitIsLeftForLater() throws CompilationException {
        CompiledUnit later = engine.compileLater(unit("ngx.print('x')"));

        assertThat(later.isPrepared()).isFalse();
        later.prepare();
        assertThat(later.isPrepared()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ngx.req.read_body()",
                "ngx.print(ngx.var.request_body)",
                "ngx.print(ngx.req.raw_header())",
                "ngx.req['\\114ead_body']()",
                "require 'cjson'",
            })
    void whatMayNeedSomethingBeforehandIsCompiledAtOnce(String code) throws CompilationException {
        CompiledUnit later = engine.compileLater(unit(code));

        assertThat(later).isNotInstanceOf(LaterUnit.class);
        assertThat(later.needs()).isEqualTo(engine.compile(unit(code)).needs());
    }

    @Test
    void nestingThatNeedsALargeStackIsRead() throws CompilationException {
        String code = "return " + "-".repeat(1) + "(".repeat(150) + "1" + ")".repeat(150) + " .. 'x'".repeat(20_000);

        engine.compileLater(unit(code)).prepare();
    }

    @Test
    void theCodeOfACompiledUnitIsLoadedWhenItIsPreparedOrRuns() throws CompilationException {
        CompiledUnit prepared = engine.compile(unit("ngx.print('x')"));
        CompiledUnit run = engine.compile(unit("ngx.exit(204)"));
        assertThat(prepared.isPrepared()).isFalse();
        assertThat(run.isPrepared()).isFalse();

        prepared.prepare();
        assertThat(outcome(run)).isEqualTo(new Outcome.Exited(204));

        assertThat(prepared.isPrepared()).isTrue();
        assertThat(run.isPrepared()).isTrue();
    }

    @Test
    void aUnitThatWasPublishedIsPreparedThoughNoRequestMeetsIt() {
        try (Edge edge = Edge.builder().engine(engine).withoutSystemLog().build()) {
            edge.put(unit("ngx.print('x')"));

            assertThat(edge.catalog().units()).allMatch(CatalogUnit::isPrepared);
        }
    }

    private static Outcome outcome(CompiledUnit later) {
        return later.run(execution());
    }

    private static Execution execution() {
        ComputingUnit unit = unit("return");
        Budget budget = new Budget();
        budget.start(unit.limits());
        return new Execution(unit, MemoryExchange.of("GET", "/"), budget, (of, on, level, text) -> {});
    }

    @Test
    void aUnitWhoseCodeTheJvmDoesNotTakeSaysSoWhenItIsPreparedAndFails() {
        byte[] noClass = "no class".getBytes(StandardCharsets.US_ASCII);
        CodeLoader.Code code =
                new CodeLoader.Code(noClass, new Object[0], new Sites(), new CodeLoader.Origin(0, 0, 0, true));
        CompiledUnit unit = new LuaUnit(
                StandardLibraries.with(InstantSource.system(), Map.of(), Map.of(), ModuleFiles.NONE),
                new CodeLoader("=a", false, "F0", Map.of("F0", code)),
                Set.of());

        assertThatExceptionOfType(CompilationException.class)
                .isThrownBy(unit::prepare)
                .withMessageStartingWith("the engine failed: java.lang.ClassFormatError");
        assertThat(outcome(unit)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.message())
                .startsWith("internal error: java.lang.ClassFormatError"));
    }

    @Test
    void aUnitThatCannotBeCompiledFailsAndIsCompiledOnce() {
        AtomicInteger times = new AtomicInteger();
        LaterUnit later = new LaterUnit(() -> {
            times.incrementAndGet();
            throw new VerifyError("bad type on operand stack");
        });

        Outcome failed = new Outcome.Failed("the engine failed: java.lang.VerifyError: bad type on operand stack");
        assertThat(outcome(later)).isEqualTo(failed);
        assertThat(outcome(later)).isEqualTo(failed);
        assertThat(times).hasValue(1);
    }

    @Test
    void aUnitThatWasShortOfStackIsCompiledAgain() {
        AtomicInteger times = new AtomicInteger();
        LaterUnit later = new LaterUnit(() -> {
            if (times.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
            return execution -> Outcome.Completed.INSTANCE;
        });

        assertThatThrownBy(later::prepare).isInstanceOf(StackOverflowError.class);
        assertThat(outcome(later)).isEqualTo(Outcome.Completed.INSTANCE);
    }

    private static String answer(Edge edge, String path) {
        MemoryExchange exchange = MemoryExchange.of("GET", path);
        Catalog catalog = edge.catalog();
        edge.runner().run(new RequestRun(catalog, catalog.select("localhost", path, "GET"), exchange), Phase.CONTENT);
        return exchange.response().status() + " " + new String(exchange.responseBody(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aNodeThatStartsWithManyServesThemAllAndCompilesThemBeside() {
        MemoryUnitStore store = new MemoryUnitStore();
        Release.Builder release = Release.builder();
        for (int i = 0; i < MANY; i++) {
            String code =
                    i == 7 ? "this is no lua" : i == 8 ? "ngx.print(ngx.req.get_body_data())" : "ngx.print(" + i + ")";
            release.put(ComputingUnit.builder(UnitId.of("u" + i), Phase.CONTENT, code)
                    .match(new Match(List.of(), List.of(PathPattern.parse("= /" + i)), List.of()))
                    .limits(TestUnits.ROOMY)
                    .build());
        }
        store.publish(release.build());

        try (Edge edge = Edge.builder()
                .engine(engine)
                .withoutSystemLog()
                .requestLimits(TestUnits.ROOMY)
                .store(store)
                .build()) {
            assertThat(answer(edge, "/599")).isEqualTo("200 599");
            assertThat(answer(edge, "/0")).isEqualTo("200 0");
            assertThat(edge.catalog().unit(UnitId.of("u8")).orElseThrow().needsBody())
                    .isTrue();
            assertThat(edge.catalog().needs(Need.RAW_HEADER)).isFalse();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> edge.catalog().units().stream().allMatch(CatalogUnit::isPrepared)
                            && !edge.catalog().failures().isEmpty());
            assertThat(answer(edge, "/300")).isEqualTo("200 300");
            CompileFailure failure = new CompileFailure(UnitId.of("u7"), "code: line 1: '=' expected near 'is'", false);
            assertThat(edge.catalog().failures()).containsExactly(failure);
            assertThat(edge.catalog().unit(UnitId.of("u7"))).isEmpty();
            assertThat(edge.nodes().get(0).report().failures())
                    .containsExactly(new NodeReport.Failure(failure.id(), failure.message(), false));

            edge.put(unit("ngx.print('x')"));

            assertThat(edge.catalog().failures()).containsExactly(failure);
            assertThat(edge.catalog().size()).isEqualTo(MANY);
        }
    }
}
