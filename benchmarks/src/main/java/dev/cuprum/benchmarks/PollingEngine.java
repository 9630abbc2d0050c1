package dev.cuprum.benchmarks;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.unit.ComputingUnit;

/** An engine whose units poll and do nothing else, for ever: nothing can be stopped sooner on this machine. */
final class PollingEngine implements ScriptEngine {

    static final String LANGUAGE = "polling";

    @Override
    public String language() {
        return LANGUAGE;
    }

    @Override
    public String description() {
        return "units that poll";
    }

    @Override
    public CompiledUnit compile(ComputingUnit unit) {
        return execution -> {
            Budget budget = execution.budget();
            while (true) {
                budget.poll();
            }
        };
    }
}
