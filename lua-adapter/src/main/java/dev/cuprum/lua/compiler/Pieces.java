package dev.cuprum.lua.compiler;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/** A source that comes piece by piece, each when it is needed. What it throws ends the compilation. */
@FunctionalInterface
public interface Pieces {

    /** The next piece, which is not empty; null at the end, and not asked again then. */
    @Nullable
    LuaString next();
}
