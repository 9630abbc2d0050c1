package dev.cuprum.lua;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/**
 * Loads the classes that units need before the first request does. Loading them, the providers of digests among them,
 * takes tens of milliseconds in which nobody asks the budget: more than a unit's time.
 */
final class WarmUp {

    private static final String UNIT = "warm-up.lua";
    private static final int MEMORY_MIB = 64;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final Logger LOG = System.getLogger(WarmUp.class.getName());
    private static final Object RUNNING = new Object();
    private static volatile boolean done;

    private WarmUp() {}

    /**
     * Makes what the units of an engine run in, and runs a unit that uses a little of everything, the first time in this JVM;
     * whoever comes meanwhile waits until that is done.
     */
    static void of(LuaEngine engine) {
        try {
            engine.prepare();
            if (!done) {
                once(engine);
            }
        } catch (LinkageError e) {
            LOG.log(Level.DEBUG, "the application that has loaded this was closed meanwhile", e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the first requests may be slow: the warm-up has failed", e);
        }
    }

    private static void once(LuaEngine engine) {
        synchronized (RUNNING) {
            if (done) {
                return;
            }
            try {
                Outcome outcome = run(engine);
                if (!(outcome instanceof Outcome.Exited)) {
                    LOG.log(Level.WARNING, "the first requests may be slow: {0}: {1}", UNIT, outcome);
                }
            } finally {
                done = true;
            }
        }
    }

    /** Runs the unit. */
    static Outcome run(LuaEngine engine) {
        ComputingUnit unit = ComputingUnit.of("warm-up", Phase.CONTENT, code());
        Budget budget = new Budget();
        budget.start(Limits.of(TIMEOUT_MILLIS, MEMORY_MIB));
        try {
            return engine.compile(unit)
                    .run(new Execution(unit, MemoryExchange.of("GET", "/?a=1"), budget, (of, on, level, text) -> {}));
        } catch (CompilationException e) {
            throw new IllegalStateException(UNIT + ":" + e.line() + ": " + e.getMessage(), e);
        } finally {
            budget.stop();
        }
    }

    private static String code() {
        try (InputStream in = WarmUp.class.getResourceAsStream(UNIT)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + UNIT);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
