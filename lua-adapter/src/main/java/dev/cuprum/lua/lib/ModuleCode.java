package dev.cuprum.lua.lib;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.lua.runtime.Closure;

/** A unit whose code other units can require. */
public interface ModuleCode extends CompiledUnit {

    /** Its code, to be opened for each execution. */
    Closure code();
}
