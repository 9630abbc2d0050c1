package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;

/** The iterators of {@code pairs} and {@code ipairs}, which loops recognise and do themselves. */
public final class Iteration {

    /** A loop that has to call its iterator. */
    public static final int CALLS = 0;

    /** A loop over all entries of a table. */
    public static final int ENTRIES = 1;

    /** A loop over a list. */
    public static final int LIST = 2;

    private Iteration() {}

    /** What kind of loop one over these is. */
    public static int kind(LuaValue iterator, LuaValue state, LuaValue control) {
        if (!(state instanceof Table)) {
            return CALLS;
        }
        if (iterator == Next.INSTANCE && control.isnil()) {
            return state.getClass() == Table.class ? ENTRIES : CALLS;
        }
        return iterator == NextElement.INSTANCE && control instanceof Num start && start.v == 0 ? LIST : CALLS;
    }
}
