package dev.cuprum.lua;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.CompiledUnit.Need;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.lua.compiler.Chunk;
import dev.cuprum.lua.compiler.FrontEnd;
import dev.cuprum.lua.compiler.SourceException;
import dev.cuprum.lua.lib.CjsonLib;
import dev.cuprum.lua.lib.StandardLibraries;
import dev.cuprum.lua.ngx.NgxApi;
import dev.cuprum.lua.runtime.Libraries;
import dev.cuprum.unit.ComputingUnit;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.luaj.vm2.LuaValue;

/**
 * The engine for units in Lua 5.1 with OpenResty's {@code ngx}. Compiles it to code of
 * the JVM. Safe for use by several threads at once.
 */
public final class LuaEngine implements ScriptEngine {

    /** A unit that mentions one of these is given the whole body of the request beforehand. */
    private static final List<String> BODY =
            List.of("read_body", "get_body_data", "get_body_file", "get_post_args", "request_body");

    private final Libraries libraries;

    /** An engine by the system's clock. */
    public LuaEngine() {
        this(InstantSource.system());
    }

    /**
     * @param clock what units are told the time by
     */
    LuaEngine(InstantSource clock) {
        libraries = StandardLibraries.with(clock, NgxApi.globals(clock), modules());
    }

    private static Map<String, LuaValue> modules() {
        Map<String, LuaValue> modules = new HashMap<>(NgxApi.modules());
        modules.put("cjson", CjsonLib.create(NgxApi.NULL));
        modules.put("cjson.safe", CjsonLib.safe(NgxApi.NULL));
        return modules;
    }

    @Override
    public String language() {
        return "lua";
    }

    @Override
    public String description() {
        return "Lua 5.1 as in LuaJIT, compiled for the JVM";
    }

    @Override
    public CompiledUnit compile(ComputingUnit unit) throws CompilationException {
        try {
            Chunk code = FrontEnd.unit(unit.code(), "=" + unit.id());
            return new LuaUnit(libraries, code.code(), needs(code));
        } catch (SourceException e) {
            throw new CompilationException(e.line(), String.valueOf(e.getMessage()));
        }
    }

    private static Set<Need> needs(Chunk code) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        if (BODY.stream().anyMatch(code::mentions)) {
            needs.add(Need.REQUEST_BODY);
        }
        return needs;
    }
}
