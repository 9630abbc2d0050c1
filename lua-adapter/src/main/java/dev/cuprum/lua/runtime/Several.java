package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Three values or more. LuaJ's own are the same, but HotSpot finds the method that reads one too large to inline. */
public final class Several extends Varargs {

    private final LuaValue[] values;

    private Several(LuaValue[] values) {
        this.values = values;
    }

    /** Values in an array, which must not be changed any more. */
    public static Varargs of(LuaValue[] values) {
        return values.length > 2 ? new Several(values) : LuaValue.varargsOf(values);
    }

    @Override
    public LuaValue arg(int i) {
        LuaValue[] all = values;
        int index = i - 1;
        return index >= 0 && index < all.length ? all[index] : LuaValue.NIL;
    }

    @Override
    public int narg() {
        return values.length;
    }

    @Override
    public LuaValue arg1() {
        return values[0];
    }

    @Override
    public Varargs subargs(int start) {
        int left = values.length - start + 1;
        return start == 1 ? this : left > 0 ? LuaValue.varargsOf(values, start - 1, left) : Calls.NOTHING;
    }
}
