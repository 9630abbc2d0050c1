package dev.cuprum.lua;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Execution;
import dev.cuprum.engine.Foundation;
import dev.cuprum.engine.Outcome;
import org.jspecify.annotations.Nullable;

/** A unit whose source was found to be Lua, and that is compiled when it is first needed, or before. */
final class LaterUnit implements CompiledUnit {

    /** Compiles the unit. */
    interface Compilation {
        CompiledUnit compile() throws CompilationException;
    }

    private final Compilation compilation;
    private volatile @Nullable CompiledUnit code;

    LaterUnit(Compilation compilation) {
        this.compilation = compilation;
    }

    @Override
    public boolean isPrepared() {
        return code != null;
    }

    @Override
    public void prepare() {
        code();
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
                present = execution -> new Outcome.Failed(where + e.getMessage());
            }
            code = present;
        }
        return present;
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
