package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.Context;
import org.junit.jupiter.api.Test;

/** Who stops executions, and what they end as. */
final class SupervisorTest {

    private static final String LOOP = "export default ({ request }) => { request.path; for (;;); };";

    private static Outcome run(ComputingUnit unit, CompiledUnit compiled, Exchange exchange, Budget budget) {
        budget.start(unit.limits());
        try {
            return compiled.run(new Execution(unit, exchange, budget, (of, on, level, message) -> {}));
        } finally {
            budget.stop();
        }
    }

    @Test
    void anEngineThatIsClosedEndsWhatRunsAndBeginsNothing() throws Exception {
        Scripted units = new Scripted();
        ComputingUnit unit = Scripted.unit(Phase.REWRITE, Limits.of(60_000, 256), LOOP);
        CompiledUnit compiled = units.compile(unit);
        CountDownLatch begun = new CountDownLatch(1);
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        CompletableFuture<Outcome> ended = CompletableFuture.supplyAsync(() -> {
            begun.countDown();
            return run(unit, compiled, exchange, new Budget());
        });
        begun.await();
        units.close();

        // Where it had not begun yet, it is refused as the one below is.
        assertThat(ended.handle((outcome, refusal) -> refusal == null ? outcome.kind() : "failed")
                        .get())
                .isEqualTo("failed");
        assertThatIllegalStateException()
                .isThrownBy(() -> units.run(unit, compiled, MemoryExchange.of("GET", "/")))
                .withMessageContaining("has been closed");
    }

    /** GraalVM's own error comes out where code is stopped as the host is about to call it in a context that it has entered. */
    @Test
    void whatIsStoppedBetweenHostAndGuestIsStoppedLikeAnyOther() {
        ComputingUnit unit = Scripted.unit(Phase.REWRITE, Limits.of(1, 256), LOOP);
        Budget budget = new Budget();
        budget.start(unit.limits());
        Run run = new Run(new Execution(unit, MemoryExchange.of("GET", "/"), budget, (of, on, level, message) -> {}));
        Watch watch = new Watch(Context.create());
        try (Supervisor supervisor = new Supervisor()) {
            supervisor.add(watch);

            assertThat(supervisor.watch(watch, new CurrentRun(), run, () -> stoppedBy(watch), () -> {}))
                    .isInstanceOf(Outcome.TimedOut.class);
        }
    }

    private static Outcome stoppedBy(Watch watch) {
        await().until(watch::stopped);
        throw new ThreadDeath();
    }

    @Test
    void whatDiesWithoutHavingBeenStoppedIsNotHidden() {
        ComputingUnit unit = Scripted.unit(Phase.REWRITE, Limits.of(60_000, 256), LOOP);
        Budget budget = new Budget();
        budget.start(unit.limits());
        Run run = new Run(new Execution(unit, MemoryExchange.of("GET", "/"), budget, (of, on, level, message) -> {}));
        try (Context context = Context.create();
                Supervisor supervisor = new Supervisor()) {
            Watch watch = new Watch(context);
            supervisor.add(watch);

            assertThatExceptionOfType(ThreadDeath.class)
                    .isThrownBy(() -> supervisor.watch(
                            watch,
                            new CurrentRun(),
                            run,
                            () -> {
                                throw new ThreadDeath();
                            },
                            () -> {}));
        }
    }

    @Test
    void whoeverSeesTheDeadlineFirstTheOutcomeIsTheSame() throws Exception {
        try (Scripted units = new Scripted()) {
            ComputingUnit unit = Scripted.unit(
                    Phase.REWRITE,
                    Limits.of(50, 256),
                    "export default ({ response }) => { for (;;) { try { response.headers.set('a', 'b'); } finally { } } };");
            CompiledUnit compiled = units.compile(unit);
            Budget budget = new Budget();
            AtomicBoolean over = new AtomicBoolean();
            Thread watchdog = new Thread(() -> {
                while (!over.get()) {
                    budget.hint();
                    Thread.onSpinWait();
                }
            });
            watchdog.start();
            try {
                assertThat(run(unit, compiled, MemoryExchange.of("GET", "/"), budget))
                        .isInstanceOf(Outcome.TimedOut.class);
            } finally {
                over.set(true);
                watchdog.join();
            }
        }
    }
}
