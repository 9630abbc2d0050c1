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
 * A unit whose source was found to be Lua, and that is compiled when it is first needed, or before. Where that fails, the
 * unit does, each time and with the same words; what it was short of may be there at the next attempt: memory, or stack.
 */
final class LaterUnit implements CompiledUnit {

    /** Compiles the unit. */
    interface Compilation {
        CompiledUnit compile() throws CompilationException;
    }

    private static final Logger LOG = System.getLogger(LaterUnit.class.getName());

    private final Compilation compilation;
    private volatile @Nullable CompiledUnit code;

    LaterUnit(Compilation compilation) {
        this.compilation = compilation;
    }

    @Override
    public boolean isPrepared() {
        CompiledUnit present = code;
        return present != null && present.isPrepared();
    }

    @Override
    public void prepare() {
        code().prepare();
    }

    private CompiledUnit code() {
        CompiledUnit present = code;
        return present == null ? compiled() : present;
    }

    private synchronized CompiledUnit compiled() {
        CompiledUnit present = code;
        if (present == null) {
            try {
                present = compilation.compile();
            } catch (CompilationException e) {
                String where = e.line() > 0 ? "line " + e.line() + ": " : "";
                present = failing(where + e.getMessage());
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.ERROR, "a unit cannot be compiled", e);
                present = failing("the engine failed: " + e);
            }
            code = present;
        }
        return present;
    }

    private static CompiledUnit failing(String message) {
        return execution -> new Outcome.Failed(message);
    }

    @Override
    public Outcome run(Execution execution) {
        return code().run(execution);
    }

    @Override
    public Foundation initialise(Execution execution) {
        return code().initialise(execution);
    }
}
