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

    private WarmUp() {}

    static void run(Realms realms) {
        ComputingUnit unit = ComputingUnit.builder(UnitId.of("warm-up"), Phase.REWRITE, CODE)
                .language("js")
                .limits(Limits.of(20_000, 512))
                .build();
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
