package dev.cuprum.benchmarks;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.unit.ComputingUnit;

/** An engine whose units do nothing, for benchmarks of what is around a unit. */
final class NothingEngine implements ScriptEngine {

    @Override
    public String language() {
        return "nothing";
    }

    @Override
    public String description() {
        return "units that do nothing";
    }

    @Override
    public CompiledUnit compile(ComputingUnit unit) {
        return execution -> Outcome.Completed.INSTANCE;
    }
}
