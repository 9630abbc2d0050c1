package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;

/**
 * A namespace of functions, such as {@code ngx.req}. What OpenResty does not have either is nil in it, so that a unit
 * can ask what there is.
 */
class Namespace extends ReadOnlyTable {

    private final String name;

    Namespace(String name) {
        super(name);
        this.name = name;
    }

    /**
     * Adds functions that OpenResty has and that are not here: libraries keep them in locals when they are loaded, so
     * only to call one is an error, which says so.
     */
    final Namespace unavailable(String... functions) {
        for (String function : functions) {
            with(function, args -> {
                throw new ScriptError(name + "." + function + " is not available here");
            });
        }
        return this;
    }
}
