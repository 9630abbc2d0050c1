package dev.cuprum.lua.runtime;

import java.util.function.UnaryOperator;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * A table that an init unit has made, and that all executions after it share: it can be read by any number of threads,
 * and changed by nobody.
 */
@SuppressWarnings("ReferenceEquality") // There is one nil.
final class FrozenTable extends Table {

    FrozenTable() {
        super(false);
    }

    /** Takes over what a table has, and its metatable; to be called once, before others see it. */
    void fill(Table source, UnaryOperator<LuaValue> freeze) {
        boolean simple = true;
        for (LuaValue key : source.keys) {
            simple &= key == null || key instanceof LuaString || key instanceof Num;
        }
        array = frozen(source.array, freeze);
        top = source.top;
        if (simple) {
            borrow(source);
            values = frozen(source.values, freeze);
        } else {
            for (int i = 0; i < source.keys.length; i++) {
                if (!isNil(source.values[i])) {
                    store(freeze.apply(source.keys[i]), freeze.apply(source.values[i]));
                }
            }
        }
        Table metatable = source.getmetatable();
        if (metatable != null) {
            super.setmetatable(freeze.apply(metatable));
        }
    }

    private static LuaValue[] frozen(LuaValue[] values, UnaryOperator<LuaValue> freeze) {
        LuaValue[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            if (!isNil(copy[i])) {
                copy[i] = freeze.apply(copy[i]);
            }
        }
        return copy;
    }

    private static ScriptError refusal(String what) {
        return new ScriptError("this table was made by an init unit and is shared by all executions: " + what);
    }

    @Override
    public void set(LuaValue key, LuaValue value) {
        Table metatable = getmetatable();
        if (metatable != null && metatable.rawget(NEWINDEX) != NIL && rawget(key) == NIL) {
            Access.newIndex(this, key, value);
        } else {
            rawset(key, value);
        }
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        throw refusal("'" + Text.describe(key) + "' cannot be set; make a copy to change it");
    }

    @Override
    public LuaValue setmetatable(LuaValue metatable) {
        throw refusal("it cannot be given a metatable");
    }
}
