package dev.cuprum.undertow;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.unit.ComputingUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Runs units whose source is the name of a piece of Java that a test has put here. */
final class JavaEngine implements ScriptEngine {

    private final Map<String, Function<Execution, Outcome>> code = new ConcurrentHashMap<>();
    private final Map<String, Set<CompiledUnit.Need>> needs = new ConcurrentHashMap<>();

    JavaEngine on(String name, Function<Execution, Outcome> body, CompiledUnit.Need... needed) {
        code.put(name, body);
        needs.put(name, Set.of(needed));
        return this;
    }

    @Override
    public String language() {
        return "java";
    }

    @Override
    public String description() {
        return "Java of the test";
    }

    @Override
    public CompiledUnit compile(ComputingUnit unit) throws CompilationException {
        Function<Execution, Outcome> body = code.get(unit.code());
        if (body == null) {
            throw new CompilationException(1, "no such piece: " + unit.code());
        }
        Set<CompiledUnit.Need> needed = needs.getOrDefault(unit.code(), Set.of());
        return new CompiledUnit() {
            @Override
            public Outcome run(Execution execution) {
                return body.apply(execution);
            }

            @Override
            public Set<Need> needs() {
                return needed;
            }
        };
    }
}
