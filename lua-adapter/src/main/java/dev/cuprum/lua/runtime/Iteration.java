package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The iterators of {@code pairs} and {@code ipairs}, which loops recognise and do themselves. */
public final class Iteration {

    /** A loop that has to call its iterator. */
    public static final int CALLS = 0;

    /** A loop over all entries of a table. */
    public static final int ENTRIES = 1;

    /** A loop over a list. */
    public static final int LIST = 2;

    /** {@code next} */
    public static final Native NEXT =
            new Native("next", args -> Args.table(args, 1).next(args.arg(2)));

    /** What {@code ipairs} returns first. */
    public static final Native STEP = new Native("ipairs_aux", Iteration::step);

    private Iteration() {}

    private static Varargs step(Varargs args) {
        int i = Args.integer(args, 2) + 1;
        LuaValue value = Args.table(args, 1).rawget(i);
        return value.isnil() ? Calls.NOTHING : LuaValue.varargsOf(Num.of(i), value);
    }

    /** What kind of loop one over these is. */
    public static int kind(LuaValue iterator, LuaValue state, LuaValue control) {
        if (!(state instanceof Table)) {
            return CALLS;
        }
        if (iterator == NEXT && control.isnil()) {
            return state.getClass() == Table.class ? ENTRIES : CALLS;
        }
        return iterator == STEP && control instanceof Num start && start.v == 0 ? LIST : CALLS;
    }
}
