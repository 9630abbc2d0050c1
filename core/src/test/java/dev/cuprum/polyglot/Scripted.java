package dev.cuprum.polyglot;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.LibraryUnits;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.state.SharedDictionaries;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs units in JavaScript on exchanges in memory, for tests. */
final class Scripted implements AutoCloseable {

    static final Limits ROOMY = Limits.of(60_000, 256);

    final List<String> log = new ArrayList<>();
    private final ScriptEngine engine;
    private final SharedDictionaries shared = SharedDictionaries.of(Map.of("state", 1L << 20));

    Scripted() {
        this(new PolyglotEngine());
    }

    Scripted(ScriptEngine engine) {
        this.engine = engine;
    }

    static ComputingUnit unit(Phase phase, Limits limits, String code) {
        ComputingUnit.Builder unit = ComputingUnit.builder(UnitId.of("tested"), phase, code)
                .language("js")
                .limits(limits);
        return (phase == Phase.SET ? unit.variable("computed") : unit).build();
    }

    CompiledUnit compile(ComputingUnit unit) {
        try {
            return engine.compile(unit);
        } catch (CompilationException e) {
            throw new AssertionError(e.describe(), e);
        }
    }

    Outcome run(ComputingUnit unit, CompiledUnit compiled, MemoryExchange exchange) {
        Budget budget = new Budget();
        budget.start(unit.limits());
        try {
            return compiled.run(new Execution(unit, exchange, budget, this::log, shared, LibraryUnits.NONE));
        } finally {
            budget.stop();
        }
    }

    private synchronized void log(ComputingUnit unit, dev.cuprum.http.Exchange exchange, LogLevel level, String text) {
        log.add(level.wireName() + " " + text);
    }

    Outcome run(Phase phase, Limits limits, String code, MemoryExchange exchange) {
        ComputingUnit unit = unit(phase, limits, code);
        return run(unit, compile(unit), exchange);
    }

    Outcome run(String code, MemoryExchange exchange) {
        return run(Phase.REWRITE, ROOMY, code, exchange);
    }

    /** Runs a function's statements on a plain request. */
    Outcome body(Limits limits, String statements) {
        return run(
                Phase.REWRITE,
                limits,
                "export default async ({ request, response, respond, redirect, next, ctx, state }) => {" + statements
                        + "\n};",
                MemoryExchange.of("GET", "/a?token=t"));
    }

    @Override
    public void close() {
        engine.close();
    }
}
