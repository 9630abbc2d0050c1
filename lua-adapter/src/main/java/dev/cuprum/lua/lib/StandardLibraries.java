package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Libraries;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.luaj.vm2.LuaValue;

/** Puts together what all executions of an engine share. */
public final class StandardLibraries {

    private StandardLibraries() {}

    /**
     * Lua's libraries, with others beside them.
     *
     * @param clock what os.time tells
     * @param more further globals; tables among them are libraries
     * @param modules what can be required and is no global
     * @param files the modules in files
     */
    public static Libraries with(
            InstantSource clock,
            Map<String, ? extends LuaValue> more,
            Map<String, ? extends LuaValue> modules,
            ModuleFiles files) {
        ReadOnlyTable strings = StringLib.create();
        ReadOnlyTable stringMetatable = new ReadOnlyTable("the metatable of strings")
                .library("__index", strings)
                .seal();
        Map<String, ReadOnlyTable> libraries = new LinkedHashMap<>();
        libraries.put("bit", BitLib.create());
        libraries.put("coroutine", CoroutineLib.create());
        libraries.put("debug", DebugLib.create());
        libraries.put("io", IoLib.create());
        libraries.put("math", MathLib.create());
        libraries.put("os", OsLib.create(clock));
        libraries.put("string", strings);
        libraries.put("table", TableLib.create());
        Map<String, LuaValue> required = new HashMap<>(modules);
        TableExtensions.all().forEach((name, function) -> required.put("table." + name, function));
        required.put("string.buffer", StringBufferLib.create());
        ReadOnlyTable globals = new ReadOnlyTable("_G").own("_G", view -> view);
        BaseLib.addTo(globals);
        new LoadLib(files).addTo(globals);
        more.forEach((name, value) -> {
            if (value instanceof ReadOnlyTable library) {
                libraries.put(name, library);
            } else {
                globals.with(name, value);
            }
        });
        libraries.forEach(globals::library);
        new PackageLib(files).addTo(globals, libraries, required);
        Set<String> names = new HashSet<>(libraries.keySet());
        names.addAll(required.keySet());
        names.addAll(List.of("_G", "package"));
        return new Libraries(globals.seal(), strings, stringMetatable, names);
    }
}
