package dev.cuprum.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every script engine must do. An engine's test extends this and says each unit in the engine's language; all
 * units are for the phase {@code rewrite}.
 */
@Timeout(180)
public abstract class ScriptEngineContract {

    private static final Limits ROOMY = Limits.of(60_000, 512);
    private static final int THREADS = 4;
    private static final int RUNS = 2_000;

    private final Budget budget = new Budget();
    private final ConcurrentLinkedQueue<Budget> hinted = new ConcurrentLinkedQueue<>();
    private ScriptEngine engine;
    private Thread watchdog;
    private volatile boolean done;

    /** The engine. */
    protected abstract ScriptEngine engine();

    /** A unit that sets the response header {@code X-Unit} to {@code ran}. */
    protected abstract String headerWrite();

    /** A unit that ends the request with 403. */
    protected abstract String exitForbidden();

    /** A unit that loops for ever. */
    protected abstract String endlessLoop();

    /** A unit that loops for ever, and catches whatever it can inside the loop and around it. */
    protected abstract String endlessLoopThatCatches();

    /**
     * A unit whose recursion never ends. An engine that calls {@link Budget#enter} makes of a {@link
     * DepthExceededException} an error that its language knows; nothing of either kind leaves {@link CompiledUnit#run}.
     */
    protected abstract String endlessRecursion();

    /** A unit of at least three lines that raises an error with the word {@code broken} in line 3. */
    protected abstract String errorInLine3();

    /** A unit of at least two lines with a syntax error in line 2. */
    protected abstract String syntaxErrorInLine2();

    /** A unit that allocates without end. */
    protected abstract String memoryBomb();

    /**
     * A unit that exits with 500 where the global {@code seen} is set, sets it, and then counts from 1 to 100 in a
     * global, exiting with 500 where that comes out wrong.
     */
    protected abstract String useOfGlobals();

    @BeforeEach
    final void startHinting() {
        engine = engine();
        hinted.add(budget);
        watchdog = new Thread(() -> {
            while (!done) {
                hinted.forEach(Budget::hint);
                LockSupport.parkNanos(1_000_000);
            }
        });
        watchdog.setDaemon(true);
        watchdog.start();
    }

    @AfterEach
    final void stopHinting() throws InterruptedException {
        done = true;
        watchdog.join();
        engine.close();
    }

    /** Runs a unit once on a plain request. */
    protected final Outcome run(String code, Limits limits) {
        return run(code, limits, MemoryExchange.of("GET", "/"));
    }

    private Outcome run(String code, Limits limits, MemoryExchange exchange) {
        ComputingUnit unit = unit(code, limits);
        return run(compiled(unit), unit, exchange, budget);
    }

    private static Outcome run(CompiledUnit compiled, ComputingUnit unit, MemoryExchange exchange, Budget budget) {
        budget.start(unit.limits());
        try {
            return compiled.run(new Execution(unit, exchange, budget, (of, on, level, message) -> {}));
        } finally {
            budget.stop();
        }
    }

    private ComputingUnit unit(String code, Limits limits) {
        return ComputingUnit.builder(UnitId.of("contract"), Phase.REWRITE, code)
                .language(engine.language())
                .limits(limits)
                .build();
    }

    private CompiledUnit compiled(ComputingUnit unit) {
        try {
            return engine.compile(unit);
        } catch (CompilationException e) {
            throw new AssertionError(e.describe(), e);
        }
    }

    @Test
    void completesAndChangesTheResponse() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/");

        assertThat(run(headerWrite(), ROOMY, exchange)).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(exchange.response().headers().first("X-Unit")).contains("ran");
    }

    @Test
    void exitsWithTheStatusTheUnitNames() {
        assertThat(run(exitForbidden(), ROOMY)).isEqualTo(new Outcome.Exited(403));
    }

    @Test
    void stopsAnEndlessLoopAtItsTimeout() {
        assertStopsInTime(endlessLoop());
    }

    @Test
    void stopsAnEndlessLoopThatCatchesErrors() {
        assertStopsInTime(endlessLoopThatCatches());
    }

    private void assertStopsInTime(String code) {
        long start = System.nanoTime();
        Outcome outcome = run(code, Limits.of(50, 512));

        assertThat(outcome).isInstanceOf(Outcome.TimedOut.class);
        assertThat(((Outcome.TimedOut) outcome).message()).contains("50 ms budget used up");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void endsEndlessRecursionAsAFailure() {
        assertThat(run(endlessRecursion(), Limits.of(5_000, 512)).isFailure()).isTrue();
        assertThat(run(exitForbidden(), ROOMY)).isEqualTo(new Outcome.Exited(403));
    }

    @Test
    void namesTheLineOfARuntimeError() {
        Outcome outcome = run(errorInLine3(), ROOMY);

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).message())
                .contains("broken")
                .contains("3")
                .doesNotContain("\tat ");
    }

    @Test
    void namesTheLineOfASyntaxError() {
        CompilationException error = catchThrowableOfType(
                CompilationException.class, () -> engine.compile(unit(syntaxErrorInLine2(), ROOMY)));

        assertThat(error).isNotNull();
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.getMessage()).isNotBlank();
    }

    @Test
    void stopsAUnitThatAllocatesWithoutEnd() {
        Outcome outcome = run(memoryBomb(), Limits.of(60_000, 16));

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).message()).contains("16 MB memory budget used up");
    }

    @Test
    void givesEachExecutionGlobalsOfItsOwn() {
        ComputingUnit unit = unit(useOfGlobals(), ROOMY);
        CompiledUnit compiled = compiled(unit);
        for (int i = 0; i < 3; i++) {
            assertThat(run(compiled, unit, MemoryExchange.of("GET", "/"), budget))
                    .isEqualTo(Outcome.Completed.INSTANCE);
        }
    }

    @Test
    void runsOnSeveralThreadsAtOnce() throws Exception {
        ComputingUnit unit = unit(useOfGlobals(), ROOMY);
        CompiledUnit compiled = compiled(unit);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        List<Future<Integer>> failures = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            failures.add(executor.submit(() -> countFailures(compiled, unit)));
        }
        for (Future<Integer> failure : failures) {
            assertThat(failure.get(150, TimeUnit.SECONDS)).isZero();
        }
        executor.shutdownNow();
    }

    private Integer countFailures(CompiledUnit compiled, ComputingUnit unit) {
        Budget own = new Budget();
        hinted.add(own);
        int failures = 0;
        for (int i = 0; i < RUNS; i++) {
            Outcome outcome = run(compiled, unit, MemoryExchange.of("GET", "/"), own);
            failures += outcome.equals(Outcome.Completed.INSTANCE) ? 0 : 1;
        }
        return failures;
    }

    @Test
    void leavesNothingBehindAfterAUnitWasStopped() {
        assertThat(run(endlessLoopThatCatches(), Limits.of(20, 512))).isInstanceOf(Outcome.TimedOut.class);
        assertThat(run(memoryBomb(), Limits.of(60_000, 16))).isInstanceOf(Outcome.Failed.class);

        assertThat(run(useOfGlobals(), ROOMY)).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(run(exitForbidden(), ROOMY)).isEqualTo(new Outcome.Exited(403));
    }
}
