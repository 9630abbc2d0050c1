package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cuprum.catalog.Engines;
import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit.Need;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Units in Python, in place of all languages of GraalVM beside JavaScript. Of the profile {@code polyglot-languages}. */
final class OtherLanguageTest {

    /** Python starts in seconds, which count where no context was made ahead. */
    private static final Limits ROOMY = Limits.of(60_000, 1024);

    private static Engines engines;
    private static Scripted units;

    @BeforeAll
    static void findPython() {
        engines = Engines.find(List.of(), OtherLanguageTest.class.getClassLoader());
        ScriptEngine python = engines.of("python").orElse(null);
        assumeTrue(python != null, "Python is not on the class path: mvn -Ppolyglot-languages puts it there");
        units = new Scripted(python);
        run("pass\n", MemoryExchange.of("GET", "/"));
    }

    @AfterAll
    static void close() {
        engines.close();
    }

    private static ComputingUnit unit(Phase phase, Limits limits, String code) {
        return ComputingUnit.builder(UnitId.of("tested"), phase, code)
                .language("python")
                .limits(limits)
                .build();
    }

    private static Outcome run(String code, MemoryExchange exchange) {
        ComputingUnit unit = unit(Phase.REWRITE, ROOMY, code);
        return units.run(unit, units.compile(unit), exchange);
    }

    @Test
    void isFoundWhereAUnitNamesIt() {
        assertThat(engines.languages()).contains("js", "python");
        assertThat(engines.of("python").orElseThrow().description()).startsWith("Python");
        assertThat(engines.of("cobol")).isEmpty();
    }

    @Test
    void seesTheRequestAndMakesTheResponse() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/a%20b?token=t%2B1");
        exchange.request().headers().set("X-Name", "Ada");

        Outcome outcome = run(
                """
                if exchange.argument('token') == 't+1' and exchange.argument('none') is None:
                    exchange.setHeader('X-Unit', exchange.method() + ' ' + exchange.header('x-name'))
                    exchange.write('körper')
                    exchange.exit(403)
                """,
                exchange);

        assertThat(outcome).isEqualTo(new Outcome.Exited(403));
        assertThat(exchange.response().headers().first("X-Unit")).contains("GET Ada");
    }

    @Test
    void leavesNothingForTheNextExecution() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        String code =
                """
                import json
                if 'seen' in globals() or hasattr(json, 'seen'):
                    exchange.exit(500)
                seen = json.seen = True
                """;
        ComputingUnit unit = unit(Phase.REWRITE, ROOMY, code);
        var compiled = units.compile(unit);

        assertThat(units.run(unit, compiled, exchange)).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(units.run(unit, compiled, exchange)).isEqualTo(Outcome.Completed.INSTANCE);
    }

    @Test
    void endsWhereItSaysSoAndPrintsToTheLog() {
        Outcome outcome =
                run("print('hello')\nimport sys\nsys.exit(0)\nexchange.exit(500)\n", MemoryExchange.of("GET", "/"));

        assertThat(outcome).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(units.log).contains("notice hello");
    }

    @Test
    void failsWithItsLine() {
        Outcome outcome = run("x = 1\n\nraise ValueError('broken')\n", MemoryExchange.of("GET", "/"));

        assertThat(outcome).isEqualTo(new Outcome.Failed("line 3: ValueError: broken"));
    }

    @Test
    void isRefusedWithTheLineWhereItDoesNotParse() {
        ScriptEngine python = engines.of("python").orElseThrow();

        CompilationException refusal = catchThrowableOfType(
                CompilationException.class, () -> python.compile(unit(Phase.REWRITE, ROOMY, "x = 1\ny = = 2\n")));

        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal).hasMessageContaining("SyntaxError");
    }

    @Test
    void isStoppedAtItsDeadlineWhateverItCatches() {
        String code =
                """
                while True:
                    try:
                        while True:
                            pass
                    except BaseException:
                        pass
                """;
        ComputingUnit unit = unit(Phase.REWRITE, Limits.of(2_000, 1024), code);

        assertThat(units.run(unit, units.compile(unit), MemoryExchange.of("GET", "/")))
                .isInstanceOf(Outcome.TimedOut.class);
    }

    @Test
    void isStoppedWhereItAllocatesTooMuch() {
        String code = "kept = []\nwhile True:\n    kept.append([0] * 1000)\n";
        ComputingUnit unit = unit(Phase.REWRITE, Limits.of(60_000, 128), code);

        assertThat(units.run(unit, units.compile(unit), MemoryExchange.of("GET", "/"))
                        .toString())
                .contains("128 MB memory budget used up");
    }

    @Test
    void reachesNeitherFilesNorJava() {
        assertThat(run("open('/etc/passwd')\n", MemoryExchange.of("GET", "/"))).isInstanceOf(Outcome.Failed.class);
        assertThat(run("import java\njava.type('java.lang.System')\n", MemoryExchange.of("GET", "/")))
                .isInstanceOf(Outcome.Failed.class);
        assertThat(run("exchange.getClass()\n", MemoryExchange.of("GET", "/"))).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void hasAThreadOfItsOwn() {
        assertThat(units.compile(unit(Phase.REWRITE, ROOMY, "exchange.body()\n"))
                        .needs())
                .containsExactlyInAnyOrder(Need.OWN_THREAD, Need.REQUEST_BODY);
    }
}
