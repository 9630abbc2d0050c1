package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.ReadOnlyTable;

/**
 * A namespace of functions, such as {@code ngx.req}. What OpenResty does not have either is nil in it, so that a unit
 * can ask what there is.
 */
class Namespace extends ReadOnlyTable {

    Namespace(String name) {
        super(name);
    }
}
