package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;

/** A local that is shared with inner functions: a place on the stack of its frame, until its block ends. */
final class Upvalue {

    private LuaValue[] stack;
    private int index;

    Upvalue(LuaValue[] stack, int index) {
        this.stack = stack;
        this.index = index;
    }

    LuaValue get() {
        return stack[index];
    }

    void set(LuaValue value) {
        stack[index] = value;
    }

    /** The one of a place, out of those that are open. */
    static Upvalue find(Upvalue[] open, LuaValue[] stack, int index) {
        Upvalue found = open[index];
        if (found == null) {
            found = new Upvalue(stack, index);
            open[index] = found;
        }
        return found;
    }

    /** Parts those from a place on from their frame, which uses the places again. */
    static void close(Upvalue[] open, int from) {
        for (int i = from; i < open.length; i++) {
            Upvalue upvalue = open[i];
            if (upvalue != null) {
                upvalue.stack = new LuaValue[] {upvalue.get()};
                upvalue.index = 0;
                open[i] = null;
            }
        }
    }
}
