package dev.cuprum.lua;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Foundation;
import dev.cuprum.engine.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * A unit that is compiled when it is first needed, or before. Where that fails, the unit does, each time and with the same
 * words; what it was short of may be there at the next attempt: memory, or stack.
 */
final class LaterUnit implements CompiledUnit {

    /** Compiles the unit. */
    interface Compilation {
        CompiledUnit compile() throws CompilationException;
    }

    private static final Logger LOG = System.getLogger(LaterUnit.class.getName());

    private final Compilation compilation;
    private volatile @Nullable CompiledUnit code;
    private volatile @Nullable CompilationException failure;

    LaterUnit(Compilation compilation) {
        this.compilation = compilation;
    }

    @Override
    public boolean isPrepared() {
        CompiledUnit present = code;
        return failure != null || (present != null && present.isPrepared());
    }

    @Override
    public void prepare() throws CompilationException {
        code().prepare();
    }

    private CompiledUnit code() throws CompilationException {
        CompiledUnit present = code;
        return present == null ? compiled() : present;
    }

    private synchronized CompiledUnit compiled() throws CompilationException {
        CompiledUnit present = code;
        if (present != null) {
            return present;
        }
        CompilationException before = failure;
        if (before != null) {
            throw before;
        }
        try {
            present = compilation.compile();
            code = present;
            return present;
        } catch (CompilationException e) {
            failure = e;
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "a unit cannot be compiled", e);
            CompilationException why = new CompilationException(0, "the engine failed: " + e);
            failure = why;
            throw why;
        }
    }

    @Override
    public Outcome run(Execution execution) {
        try {
            return code().run(execution);
        } catch (CompilationException e) {
            return new Outcome.Failed(e.describe());
        }
    }

    @Override
    public Foundation initialise(Execution execution) {
        try {
            return code().initialise(execution);
        } catch (CompilationException e) {
            return new Foundation(new Outcome.Failed(e.describe()), "");
        }
    }
}
