package dev.cuprum.lua;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.CompiledUnit.Need;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.lua.compiler.Chunk;
import dev.cuprum.lua.compiler.FrontEnd;
import dev.cuprum.lua.compiler.SourceException;
import dev.cuprum.lua.compiler.StringClass;
import dev.cuprum.lua.lib.CjsonLib;
import dev.cuprum.lua.lib.StandardLibraries;
import dev.cuprum.lua.ngx.NgxApi;
import dev.cuprum.lua.runtime.Libraries;
import dev.cuprum.unit.ComputingUnit;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The engine for units in Lua 5.1 with OpenResty's {@code ngx}. Compiles it to code of
 * the JVM. Safe for use by several threads at once.
 */
public final class LuaEngine implements ScriptEngine {

    static {
        // Before anything else is: whatever has to do with Lua's values loads it.
        StringClass.define();
    }

    private final Libraries libraries;

    /** An engine by the system's clock. */
    public LuaEngine() {
        this(InstantSource.system());
    }

    /**
     * @param clock what units are told the time by
     */
    LuaEngine(InstantSource clock) {
        libraries = StandardLibraries.with(
                clock,
                Map.of("ngx", NgxApi.create(clock)),
                Map.of("cjson", CjsonLib.create(NgxApi.NULL), "cjson.safe", CjsonLib.safe(NgxApi.NULL)));
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
        if (code.mentions("read_body") || code.mentions("get_body_data")) {
            needs.add(Need.REQUEST_BODY);
        }
        return needs;
    }
}
