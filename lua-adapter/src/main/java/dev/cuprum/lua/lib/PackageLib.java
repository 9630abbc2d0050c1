package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.io.IOException;
import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The library {@code package}, and {@code require} with it. What has been loaded is each execution's
 * own: only the code of modules is shared, and runs anew for whoever requires it.
 */
final class PackageLib {

    private static final LuaString LOADERS = LuaString.valueOf("loaders");
    private static final LuaString PRELOAD = LuaString.valueOf("preload");
    private static final LuaString PATH = LuaString.valueOf("path");

    /** How much stack {@code require} takes besides what it calls, in words. */
    private static final int STACK = 90;

    /** Stands in package.loaded for a module while it is being loaded. */
    private static final LuaValue LOADING = new LuaUserdata(new Object() {
        @Override
        public String toString() {
            return "userdata: a module that is being loaded";
        }
    });

    private final ModuleFiles files;
    private final ReadOnlyTable table = new ReadOnlyTable("package");
    private final ReadOnlyTable loaded = new ReadOnlyTable("package.loaded");
    private final ReadOnlyTable preload = new ReadOnlyTable("package.preload");

    PackageLib(ModuleFiles files) {
        this.files = files;
    }

    /**
     * Adds it to the globals.
     *
     * @param libraries what is loaded from the start
     * @param modules what can be required besides
     */
    void addTo(ReadOnlyTable globals, Map<String, ReadOnlyTable> libraries, Map<String, ? extends LuaValue> modules) {
        libraries.forEach(loaded::library);
        loaded.library("package", table).own("_G", view -> LuaRun.current().globals());
        modules.forEach((name, module) -> {
            loaded.own(name, view -> own(module));
            preload.with(name, args -> own(module));
        });
        loaded.seal();
        preload.seal();
        table.with("config", LuaString.valueOf("/\n;\n?\n!\n-\n"))
                .with("cpath", LuaString.valueOf(""))
                .with("path", LuaString.valueOf(files.path()))
                .with("searchpath", this::searchpath)
                .with("seeall", ModuleLib::seeall)
                .library("loaded", loaded)
                .library("preload", preload)
                .own("loaders", view -> loaders())
                .seal();
        globals.library("package", table).with("require", this::require).with("module", new ModuleLib(loaded)::module);
    }

    /** A module as the execution on this thread has it. */
    private static LuaValue own(LuaValue module) {
        return module instanceof ReadOnlyTable shared ? LuaRun.current().view(shared) : module;
    }

    private Table loaders() {
        Table loaders = new Table();
        loaders.push(new Native("?", this::preloaded));
        loaders.push(new Native("?", this::file));
        loaders.push(new Native("?", PackageLib::unit));
        return loaders;
    }

    private Table packages() {
        return LuaRun.current().view(table);
    }

    private Varargs require(Varargs args) {
        LuaString name = Args.string(args, 1);
        LuaRun run = LuaRun.current();
        // A metamethod of package.loaded may call it again.
        int depth = run.budget().enter(STACK);
        LuaValue module = module(run, name);
        run.budget().leave(depth);
        return module;
    }

    private LuaValue module(LuaRun run, LuaString name) {
        Table modules = run.view(loaded);
        LuaValue known = modules.get(name);
        if (Calls.truth(known)) {
            if (known == LOADING) {
                throw new ScriptError("loop or previous error loading module '" + Text.describe(name) + "'");
            }
            return known;
        }
        LuaValue loader = loader(run, name);
        modules.set(name, LOADING);
        LuaValue result = Calls.call(run, loader, name).arg1();
        if (!result.isnil()) {
            modules.set(name, result);
        }
        LuaValue module = modules.get(name);
        if (module == LOADING) {
            module = LuaValue.TRUE;
            modules.set(name, module);
        }
        return module;
    }

    /** What loads a module: the first function that one of the loaders gives. */
    private LuaValue loader(LuaRun run, LuaString name) {
        if (!(packages().get(LOADERS) instanceof Table loaders)) {
            throw new ScriptError("'package.loaders' must be a table");
        }
        ByteBuilder tried = new ByteBuilder(run.budget());
        for (int i = 1; ; i++) {
            LuaValue loader = loaders.rawget(i);
            if (loader.isnil()) {
                throw new ScriptError(
                        "module '" + Text.describe(name) + "' not found:" + Text.describe(tried.string()));
            }
            LuaValue found = Calls.call(run, loader, name).arg1();
            if (found.isfunction()) {
                return found;
            }
            if (Text.isText(found)) {
                tried.add(Text.of(found));
            }
        }
    }

    private Varargs preloaded(Varargs args) {
        LuaString name = Args.string(args, 1);
        if (!(packages().get(PRELOAD) instanceof Table known)) {
            throw new ScriptError("'package.preload' must be a table");
        }
        LuaValue loader = known.get(name);
        return loader.isnil()
                ? LuaString.valueOf("\n\tno field package.preload['" + Text.describe(name) + "']")
                : loader;
    }

    private Varargs file(Varargs args) {
        LuaString name = Args.string(args, 1);
        if (!Text.isText(packages().get(PATH))) {
            throw new ScriptError("'package.path' must be a string");
        }
        StringBuilder tried = new StringBuilder();
        String path = Text.utf8(Text.of(packages().get(PATH)));
        String file = files.find(
                Text.utf8(name).replace('.', '/'), path, tried, LuaRun.current().budget());
        if (file == null) {
            return LuaString.valueOf(tried.toString());
        }
        try {
            LuaRun run = LuaRun.current();
            return files.load(file).code().open(run.budget(), run.globals());
        } catch (IOException e) {
            throw new ScriptError("error loading module '" + Text.describe(name) + "' from file '" + file + "':\n\t"
                    + e.getMessage());
        }
    }

    private static Varargs unit(Varargs args) {
        String name = Text.utf8(Args.string(args, 1));
        LuaRun run = LuaRun.current();
        if (run.execution().libraries().find("lua", name).orElse(null) instanceof ModuleCode module) {
            return module.code().open(run.budget(), run.globals());
        }
        return LuaString.valueOf("\n\tno library unit '" + name + "'");
    }

    private Varargs searchpath(Varargs args) {
        String name = Text.utf8(Args.string(args, 1));
        String path = Text.utf8(Args.string(args, 2));
        String separator = Text.utf8(Args.string(args, 3, LuaString.valueOf(".")));
        String replacement = Text.utf8(Args.string(args, 4, LuaString.valueOf("/")));
        StringBuilder tried = new StringBuilder();
        String file = files.find(
                separator.isEmpty() ? name : name.replace(separator, replacement),
                path,
                tried,
                LuaRun.current().budget());
        return file == null
                ? LuaValue.varargsOf(LuaValue.NIL, LuaString.valueOf(tried.toString()))
                : LuaString.valueOf(file);
    }
}
