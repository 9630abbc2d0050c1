package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;

/** A view of the methods of strings, or of their metatable, that tells when it changes what strings do. */
final class StringView extends View {

    private final Strings strings;

    StringView(ReadOnlyTable shared, Strings strings) {
        super(shared);
        this.strings = strings;
    }

    /** Never: {@link #rawset} has to see each change. */
    @Override
    boolean isDirect() {
        return false;
    }

    @Override
    public void rawset(LuaValue key, LuaValue value) {
        strings.changing(this, key);
        super.rawset(key, value);
    }

    @Override
    public LuaValue setmetatable(LuaValue metatable) {
        strings.changing(this, LuaValue.NIL);
        return super.setmetatable(metatable);
    }
}
