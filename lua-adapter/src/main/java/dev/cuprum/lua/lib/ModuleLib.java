package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.Closure;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code module} and {@code package.seeall}: how modules were written before they returned a table. */
final class ModuleLib {

    private static final LuaString SELF = LuaString.valueOf("_M");
    private static final LuaString NAME = LuaString.valueOf("_NAME");
    private static final LuaString PACKAGE = LuaString.valueOf("_PACKAGE");

    private final ReadOnlyTable loaded;

    /**
     * @param loaded package.loaded
     */
    ModuleLib(ReadOnlyTable loaded) {
        this.loaded = loaded;
    }

    Varargs module(Varargs args) {
        LuaString name = Args.string(args, 1);
        LuaRun run = LuaRun.current();
        Table modules = run.view(loaded);
        Table module = modules.get(name) instanceof Table known ? known : global(run, name);
        modules.set(name, module);
        if (module.get(NAME).isnil()) {
            int dot = name.lastIndexOf(LuaString.valueOf("."));
            module.set(SELF, module);
            module.set(NAME, name);
            module.set(PACKAGE, name.substring(0, dot + 1));
        }
        Closure caller = run.caller();
        if (caller == null) {
            throw new ScriptError("'module' not called from a Lua function");
        }
        caller.env = module;
        for (int i = 2; i <= args.narg(); i++) {
            if (args.arg(i).isfunction()) {
                Calls.call(run, args.arg(i), module);
            }
        }
        return Calls.NOTHING;
    }

    /** The table that a name with dots means among the globals; it is made where it is not there. */
    private static Table global(LuaRun run, LuaString name) {
        Table table = run.globals();
        for (int start = 0; start <= name.m_length; ) {
            run.budget().poll();
            int dot = name.indexOf((byte) '.', start);
            int end = dot < 0 ? name.m_length : dot;
            Table inner = field(table, name.substring(start, end));
            if (inner == null) {
                throw new ScriptError("name conflict for module '" + Text.describe(name) + "'");
            }
            table = inner;
            start = end + 1;
        }
        return table;
    }

    private static @Nullable Table field(Table table, LuaString key) {
        LuaValue value = table.rawget(key);
        if (value.isnil()) {
            Table made = new Table();
            table.set(key, made);
            return made;
        }
        return value instanceof Table inner ? inner : null;
    }

    static Varargs seeall(Varargs args) {
        Table module = Args.table(args, 1);
        Table metatable = module.getmetatable();
        if (metatable == null) {
            metatable = new Table();
            module.setmetatable(metatable);
        }
        metatable.set(LuaValue.INDEX, LuaRun.current().globals());
        return Calls.NOTHING;
    }
}
