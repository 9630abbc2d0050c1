package dev.cuprum.benchmarks;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;

/** A unit that does nothing, run without an edge around it: what is left is its environment. Used by one thread. */
final class EmptyUnit {

    private final CompiledUnit code;
    private final Execution execution;

    EmptyUnit(ScriptEngine engine) {
        ComputingUnit unit = ComputingUnit.of("empty", Phase.CONTENT, "return");
        Budget budget = new Budget();
        budget.start(Limits.of(60_000, 1024));
        execution = new Execution(unit, MemoryExchange.of("GET", "/"), budget, (of, on, level, message) -> {});
        try {
            code = engine.compile(unit);
        } catch (CompilationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives it an environment, calls it, and takes the environment away. */
    Outcome run() {
        return code.run(execution);
    }
}
