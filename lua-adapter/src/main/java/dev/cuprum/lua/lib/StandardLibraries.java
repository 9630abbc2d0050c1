package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Libraries;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.luaj.vm2.LuaValue;

/** Puts together what all executions of an engine share. */
public final class StandardLibraries {

    private StandardLibraries() {}

    /**
     * Lua's libraries, with others beside them.
     *
     * @param clock what os.time tells
     * @param more further globals
     * @param modules what can be required and is no global
     */
    public static Libraries with(
            InstantSource clock, Map<String, ? extends LuaValue> more, Map<String, ? extends LuaValue> modules) {
        ReadOnlyTable strings = StringLib.create();
        ReadOnlyTable stringMetatable = new ReadOnlyTable("the metatable of strings")
                .with("__index", strings)
                .seal();
        ReadOnlyTable globals = new ReadOnlyTable("_G");
        BaseLib.addTo(globals, stringMetatable);
        LoadLib.addTo(globals);
        globals.with("bit", BitLib.create())
                .with("coroutine", CoroutineLib.create())
                .with("math", MathLib.create())
                .with("os", OsLib.create(clock))
                .with("string", strings)
                .with("table", TableLib.create())
                .without("debug", "dofile", "io", "jit", "loadfile", "luajava", "module", "package", "ndk");
        more.forEach(globals::with);
        Map<String, LuaValue> required = new HashMap<>(modules);
        TableExtensions.all().forEach((name, function) -> required.put("table." + name, function));
        required.put("string.buffer", StringBufferLib.create());
        globals.with("require", new Modules(globals, required)::require);
        return new Libraries(globals.seal(), strings);
    }
}
