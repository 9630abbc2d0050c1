package dev.cuprum.lua.runtime;

import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/** Stands for a library, or the globals, in a local that a frozen function uses: each execution meets its own there. */
final class FrozenView extends LuaValue {

    private final @Nullable ReadOnlyTable shared;

    /**
     * @param shared the library as all executions share it; null for the globals
     */
    FrozenView(@Nullable ReadOnlyTable shared) {
        this.shared = shared;
    }

    LuaValue of(LuaRun run) {
        return shared == null ? run.globals() : run.view(shared);
    }

    @Override
    public int type() {
        return TTABLE;
    }

    @Override
    public String typename() {
        return "table";
    }
}
