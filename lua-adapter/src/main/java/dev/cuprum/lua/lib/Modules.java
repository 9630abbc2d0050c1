package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code require}: gives what is built in, which is all that there is. */
final class Modules {

    private final ReadOnlyTable globals;
    private final Map<String, LuaValue> others;

    /**
     * @param globals whose tables are modules
     * @param others modules that are no globals
     */
    Modules(ReadOnlyTable globals, Map<String, LuaValue> others) {
        this.globals = globals;
        this.others = Map.copyOf(others);
    }

    Varargs require(Varargs args) {
        LuaString name = Args.string(args, 1);
        String text = Text.latin1(name.m_length > 100 ? name.substring(0, 100) : name);
        LuaValue module = others.get(text);
        if (module != null) {
            return module;
        }
        if (text.equals("_G")) {
            return LuaRun.current().globals();
        }
        LuaValue global = globals.rawget(name);
        if (global.istable()) {
            return global;
        }
        throw new ScriptError("module '" + text + "' not found: a unit can require what is built in, such as "
                + "'string' or 'table.new', and no files");
    }
}
