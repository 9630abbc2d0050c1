package dev.cuprum.lua;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.LogLevel;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.state.SharedDictionaries;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Runs units for tests: one exchange, as many units as a test likes. */
public final class TestUnits {

    /** Limits that no well-behaved unit meets. */
    public static final Limits ROOMY = Limits.of(60_000, 512);

    /** What the clock of these units says. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final LuaEngine ENGINE = new LuaEngine(InstantSource.fixed(NOW));
    private static final CopyOnWriteArrayList<Budget> BUDGETS = new CopyOnWriteArrayList<>();

    static {
        Thread watchdog = new Thread(() -> {
            while (true) {
                BUDGETS.forEach(Budget::hint);
                LockSupport.parkNanos(1_000_000);
            }
        });
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private static final ThreadLocal<Budget> BUDGET = ThreadLocal.withInitial(() -> {
        Budget budget = new Budget();
        BUDGETS.add(budget);
        return budget;
    });

    /** What units have logged: {@code err: message}. */
    public final List<String> log = new ArrayList<>();

    private final MemoryExchange exchange;
    private final SharedDictionaries shared;
    private final LuaEngine engine;
    private final Map<String, CompiledUnit> libraries = new HashMap<>();

    /** Units on an exchange. */
    public TestUnits(MemoryExchange exchange) {
        this(exchange, ENGINE, SharedDictionaries.NONE);
    }

    /** Units on an exchange, of an engine. */
    public TestUnits(MemoryExchange exchange, LuaEngine engine) {
        this(exchange, engine, SharedDictionaries.NONE);
    }

    /** Units on an exchange, on a node with shared dictionaries. */
    public TestUnits(MemoryExchange exchange, SharedDictionaries shared) {
        this(exchange, ENGINE, shared);
    }

    private TestUnits(MemoryExchange exchange, LuaEngine engine, SharedDictionaries shared) {
        this.exchange = exchange;
        this.engine = engine;
        this.shared = shared;
    }

    /** The value of an expression as text, computed on a request for {@code /path?a=1}. */
    public static String evaluate(String expression) {
        return content("ngx.print(" + expression + ")");
    }

    /** What a content unit writes; its failure where it fails. */
    public static String content(String code) {
        return new TestUnits(MemoryExchange.of("GET", "/path?a=1")).written(Phase.CONTENT, code);
    }

    /** What a unit writes; its failure where it fails. */
    public String written(Phase phase, String code) {
        Outcome outcome = run(phase, code, ROOMY);
        if (outcome instanceof Outcome.Failed failed) {
            return failed.message();
        }
        String text = new String(exchange.responseBody(), StandardCharsets.ISO_8859_1);
        return outcome instanceof Outcome.Completed ? text : text + outcome;
    }

    /** What a content unit writes, each time that it is run; its failure where it fails. */
    public static Set<String> contents(String code, int times) {
        ComputingUnit unit = ComputingUnit.builder(UnitId.of("unit"), Phase.CONTENT, code)
                .limits(ROOMY)
                .build();
        Set<String> contents = new LinkedHashSet<>();
        try {
            var compiled = ENGINE.compile(unit);
            for (int i = 0; i < times; i++) {
                TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
                Outcome outcome = units.run(unit, compiled);
                String text = new String(units.exchange.responseBody(), StandardCharsets.ISO_8859_1);
                contents.add(outcome instanceof Outcome.Failed failed ? text + failed.message() : text);
            }
        } catch (CompilationException e) {
            throw new AssertionError(e.describe(), e);
        }
        return contents;
    }

    private Outcome run(ComputingUnit unit, CompiledUnit compiled) {
        Budget budget = BUDGET.get();
        budget.start(unit.limits());
        try {
            return compiled.run(new Execution(unit, exchange, budget, this::log, shared, this::find));
        } finally {
            budget.stop();
        }
    }

    /** Runs a unit. */
    public Outcome run(Phase phase, String code) {
        return run(phase, code, ROOMY);
    }

    /** Runs a unit under limits. */
    public Outcome run(Phase phase, String code, Limits limits) {
        ComputingUnit.Builder builder =
                ComputingUnit.builder(UnitId.of("unit"), phase, code).limits(limits);
        ComputingUnit unit = (phase == Phase.SET ? builder.variable("computed") : builder).build();
        try {
            return run(unit, engine.compile(unit));
        } catch (CompilationException e) {
            throw new AssertionError(e.describe(), e);
        }
    }

    private Optional<CompiledUnit> find(String language, String name) {
        return language.equals("lua") ? Optional.ofNullable(libraries.get(name)) : Optional.empty();
    }

    /** Adds a library unit. */
    public TestUnits library(String name, String code) {
        try {
            libraries.put(name, engine.compile(ComputingUnit.of(name, Phase.LIBRARY, code)));
            return this;
        } catch (CompilationException e) {
            throw new AssertionError(e);
        }
    }

    private void log(ComputingUnit unit, Exchange exchange, LogLevel level, String message) {
        log.add(level.wireName() + ": " + message);
    }
}
