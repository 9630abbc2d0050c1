package dev.cuprum.polyglot;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Runs a unit of the engine's own before any other, as the first run of code takes longer than most units may. */
final class WarmUp {

    private static final Logger LOG = System.getLogger(WarmUp.class.getName());
    private static final int RUNS = 50;

    private static final String CODE =
            """
            export default async ({ request, response, respond, ctx }) => {
              ctx.seen = [request.method, request.path, request.headers.get('host'), request.cookies.get('a')];
              response.headers.set('x-warm', 'up');
              await null;
              if (request.query.get('token') !== 'token') {
                return respond('no', { status: 403, headers: { 'cache-control': 'no-store' } });
              }
            };
            """;

    /** So many executions are stopped. */
    private static final int STOPS = 3;

    private static final String ENDLESS = "export default () => { for (;;) { } };";

    private WarmUp() {}

    static void run(Realms realms) {
        ComputingUnit unit = unit("warm-up", CODE, Limits.of(20_000, 512));
        try {
            JavaScriptUnit compiled = realms.compile(unit);
            for (int i = 0; i < RUNS; i++) {
                Outcome outcome = run(unit, compiled, i % 2 == 0 ? "/" : "/?token=token");
                if (outcome.isFailure()) {
                    LOG.log(Level.WARNING, "the first requests may be slow: the engine''s own unit {0}", outcome);
                    return;
                }
            }
        } catch (CompilationException e) {
            throw new IllegalStateException("the engine's own unit does not compile: " + e.getMessage(), e);
        }
    }

    /**
     * Has executions stopped, on a thread of its own: the first time, that too would take longer than units may. Contexts are
     * made in their place meanwhile, which becomes faster by that.
     */
    static void stopSome(Realms realms) {
        Thread thread = new Thread(
                () -> {
                    try {
                        ComputingUnit unit = unit("warm-up-of-stops", ENDLESS, Limits.of(1, 512));
                        JavaScriptUnit compiled = realms.compile(unit);
                        for (int i = 0; i < STOPS; i++) {
                            run(unit, compiled, "/");
                        }
                    } catch (CompilationException | RuntimeException | LinkageError e) {
                        if (realms.closed()) {
                            LOG.log(Level.DEBUG, "the engine was closed before it was warm", e);
                        } else {
                            LOG.log(Level.WARNING, "the first units that are stopped may be stopped late", e);
                        }
                    }
                },
                "cuprum-polyglot-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static ComputingUnit unit(String id, String code, Limits limits) {
        return ComputingUnit.builder(UnitId.of(id), Phase.REWRITE, code)
                .language("js")
                .limits(limits)
                .build();
    }

    private static Outcome run(ComputingUnit unit, JavaScriptUnit compiled, String target) {
        Budget budget = new Budget();
        budget.start(unit.limits());
        try {
            return compiled.run(
                    new Execution(unit, MemoryExchange.of("GET", target), budget, (of, on, level, message) -> {}));
        } finally {
            budget.stop();
        }
    }
}
