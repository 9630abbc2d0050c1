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
import dev.cuprum.lua.lib.ModuleFiles;
import dev.cuprum.lua.lib.ModuleReach;
import dev.cuprum.lua.lib.ModuleText;
import dev.cuprum.lua.lib.StandardLibraries;
import dev.cuprum.lua.ngx.NgxApi;
import dev.cuprum.lua.runtime.Libraries;
import dev.cuprum.lua.runtime.Text;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * The engine for units in Lua 5.1 with OpenResty's {@code ngx}. Compiles it to code of
 * the JVM. Safe for use by several threads at once.
 */
public final class LuaEngine implements ScriptEngine {

    static {
        // Before anything else is: whatever has to do with Lua's values loads it.
        StringClass.define();
    }

    /** A unit that mentions one of these is given the whole body of the request beforehand. */
    private static final List<String> BODY =
            List.of("read_body", "get_body_data", "get_body_file", "get_post_args", "request_body");

    private static final List<LuaString> BODY_TEXTS =
            BODY.stream().map(LuaString::valueOf).toList();

    private static final LuaString RAW_HEADER = LuaString.valueOf("raw_header");

    private static final List<String> NOT_PLAIN = Stream.concat(BODY.stream(), Stream.of("raw_header", "require", "\\"))
            .toList();

    private final InstantSource clock;
    private final ModuleFiles files;
    private final Object making = new Object();
    private volatile @Nullable Surroundings surroundings;

    /**
     * What units run in.
     *
     * @param libraries what all executions share
     * @param reach finds what units require
     */
    private record Surroundings(Libraries libraries, ModuleReach reach) {}

    /** An engine by the system's clock, without modules in files. */
    public LuaEngine() {
        this(builder());
    }

    /**
     * @param clock what units are told the time by
     */
    LuaEngine(InstantSource clock) {
        this(clock, ModuleFiles.NONE);
    }

    private LuaEngine(Builder builder) {
        this(builder.clock, new ModuleFiles(builder.modulePath));
    }

    /**
     * @param clock what units are told the time by
     * @param files where modules are
     */
    private LuaEngine(InstantSource clock, ModuleFiles files) {
        this.clock = clock;
        this.files = files;
    }

    /** Makes what units run in, which the first one would do otherwise. */
    void prepare() {
        surroundings();
    }

    /** Made by the warm-up, or when a unit is compiled: so the host goes on with its start meanwhile. */
    private Surroundings surroundings() {
        Surroundings made = surroundings;
        if (made != null) {
            return made;
        }
        synchronized (making) {
            made = surroundings;
            if (made == null) {
                Libraries libraries = StandardLibraries.with(clock, NgxApi.globals(clock), modules(), files);
                made = new Surroundings(libraries, new ModuleReach(files, libraries.modules()));
                surroundings = made;
            }
            return made;
        }
    }

    /** An engine of chosen parts. */
    public static Builder builder() {
        return new Builder();
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
    public LuaEngine withModulePath(List<String> templates) {
        return builder().clock(clock).modulePath(templates).build();
    }

    @Override
    public void warmUp() {
        WarmUp.of(this);
    }

    /** Leaves all of it for later where the source alone tells what the unit needs. */
    @Override
    public CompiledUnit compileLater(ComputingUnit unit) throws CompilationException {
        if (!unit.phase().isOfRequests() || !isPlain(unit.code())) { // The others are needed at once.
            return compile(unit);
        }
        return new LaterUnit(() -> {
            warmUp(); // There may have been no time for it before.
            return lua(unit);
        });
    }

    /** Whether a source neither requires modules nor names what has to be had beforehand, also not by escapes. */
    private static boolean isPlain(String code) {
        for (String hint : NOT_PLAIN) {
            if (code.contains(hint)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public CompiledUnit compile(ComputingUnit unit) throws CompilationException {
        return lua(unit);
    }

    private LuaUnit lua(ComputingUnit unit) throws CompilationException {
        try {
            String name = "=" + unit.id();
            Chunk code = unit.phase() == Phase.LIBRARY
                    ? FrontEnd.module(unit.code(), name)
                    : FrontEnd.unit(unit.code(), name);
            LuaString source = Text.string(unit.code().getBytes(StandardCharsets.UTF_8));
            LuaUnit compiled =
                    new LuaUnit(surroundings().libraries(), code.loader(), needs(new ModuleText(source, code)));
            if (unit.phase() == Phase.LIBRARY) { // Nobody gets it ready before it is required.
                compiled.code();
            }
            return compiled;
        } catch (SourceException e) {
            throw new CompilationException(e.line(), String.valueOf(e.getMessage()));
        }
    }

    /** What a unit needs, or a module that it requires; where it cannot be told which these are, the body too. */
    private Set<Need> needs(ModuleText unit) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        Optional<List<ModuleText>> all = surroundings().reach().of(unit);
        if (all.isEmpty()) {
            needs.add(Need.REQUEST_BODY);
        }
        for (ModuleText text : all.orElse(List.of(unit))) {
            needs.addAll(needs(text.code()));
        }
        return needs;
    }

    private static Set<Need> needs(Chunk code) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        for (LuaString text : BODY_TEXTS) {
            if (code.texts().contains(text)) {
                needs.add(Need.REQUEST_BODY);
            }
        }
        if (code.texts().contains(RAW_HEADER)) {
            needs.add(Need.RAW_HEADER);
        }
        return needs;
    }

    /** Puts an engine together. Not thread-safe. */
    public static final class Builder {

        private InstantSource clock = InstantSource.system();
        private List<String> modulePath = List.of();

        private Builder() {}

        /** What units are told the time by; the system's clock by default. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Where {@code require} looks for modules, as in {@code /srv/lualib/?.lua}: a question mark stands for the
         * module's name, with its dots as slashes. Nowhere by default. A unit may put more before it in {@code
         * package.path}, but only files below these folders are read.
         */
        public Builder modulePath(List<String> templates) {
            modulePath = List.copyOf(templates);
            return this;
        }

        /**
         * The engine.
         *
         * @throws IllegalArgumentException where a template of the module path has no question mark, or is no path
         */
        public LuaEngine build() {
            return new LuaEngine(this);
        }
    }
}
