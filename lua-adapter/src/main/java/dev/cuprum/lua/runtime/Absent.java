package dev.cuprum.lua.runtime;

import org.luaj.vm2.LuaValue;

/** Stands for something units may expect and that is not there, so that they are told its name. */
final class Absent extends Field {

    private final String name;

    Absent(String name) {
        this.name = name;
    }

    @Override
    protected LuaValue read() {
        throw new ScriptError(name + " is not available here");
    }
}
