package dev.cuprum.benchmarks.distribution;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.unit.ComputingUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine that counts what it compiles. */
final class CountingEngine implements ScriptEngine {

    private final ScriptEngine engine;
    private final AtomicInteger compiled;

    CountingEngine(ScriptEngine engine) {
        this(engine, new AtomicInteger());
    }

    private CountingEngine(ScriptEngine engine, AtomicInteger compiled) {
        this.engine = engine;
        this.compiled = compiled;
    }

    int compiled() {
        return compiled.get();
    }

    @Override
    public String language() {
        return engine.language();
    }

    @Override
    public String description() {
        return engine.description();
    }

    @Override
    public ScriptEngine withModulePath(List<String> templates) {
        return new CountingEngine(engine.withModulePath(templates), compiled);
    }

    @Override
    public CompiledUnit compile(ComputingUnit unit) throws CompilationException {
        compiled.incrementAndGet();
        return engine.compile(unit);
    }

    /** What is left for later is not counted, nor when it is done. */
    @Override
    public CompiledUnit compileLater(ComputingUnit unit) throws CompilationException {
        return engine.compileLater(unit);
    }

    @Override
    public void warmUp() {
        engine.warmUp();
    }

    @Override
    public void close() {
        engine.close();
    }
}
