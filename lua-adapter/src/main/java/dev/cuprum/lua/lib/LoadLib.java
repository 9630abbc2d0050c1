package dev.cuprum.lua.lib;

import dev.cuprum.lua.compiler.FrontEnd;
import dev.cuprum.lua.compiler.SourceException;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.Closure;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.io.IOException;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Code that a unit makes, of text only, or reads from where modules are; and the environments of functions. */
final class LoadLib {

    private static final int MAX_NAME = 200;
    private static final String ESCAPE = "\33";

    private final ModuleFiles files;

    /**
     * @param files what can be read
     */
    LoadLib(ModuleFiles files) {
        this.files = files;
    }

    void addTo(ReadOnlyTable globals) {
        globals.with("dofile", this::dofile)
                .with("load", LoadLib::load)
                .with("loadfile", this::loadfile)
                .with("loadstring", LoadLib::loadstring)
                .with("getfenv", LoadLib::getfenv)
                .with("setfenv", LoadLib::setfenv);
    }

    private Closure file(String name) throws IOException {
        LuaRun run = LuaRun.current();
        return files.load(name).code().open(run.budget(), run.globals());
    }

    /** Without a name it would be standard input, which is empty. */
    private static String fileName(Varargs args) {
        return Text.utf8(Args.string(args, 1, LuaString.valueOf("stdin")));
    }

    private Varargs loadfile(Varargs args) {
        try {
            Closure code = file(fileName(args));
            code.env = args.arg(3) instanceof Table table ? table : code.env;
            return code;
        } catch (IOException e) {
            return failure(String.valueOf(e.getMessage()));
        }
    }

    private Varargs dofile(Varargs args) {
        try {
            return Calls.call(LuaRun.current(), file(fileName(args)), Calls.NOTHING);
        } catch (IOException e) {
            throw new ScriptError(LuaString.valueOf(String.valueOf(e.getMessage())), 0);
        }
    }

    private static Varargs loadstring(Varargs args) {
        // LuaJIT's is its load.
        return load(args);
    }

    private static Varargs load(Varargs args) {
        LuaRun run = LuaRun.current();
        boolean text = Text.isText(args.arg1());
        LuaString name = Args.string(args, 2, text ? Text.of(args.arg1()) : LuaString.valueOf("=(load)"));
        LuaString mode = Args.string(args, 3, LuaString.valueOf("bt"));
        LuaValue given = args.arg(4);
        Table environment = given instanceof Table table ? table : run.globals();
        LuaValue reader = text ? LuaValue.NIL : Args.function(args, 1);
        String chunk = name(name);
        try {
            ChunkSource source = text ? ChunkSource.of(run, Text.of(args.arg1())) : ChunkSource.of(run, reader);
            String refusal = refusal(source, mode, chunk);
            return refusal.isEmpty()
                    ? FrontEnd.chunk(source, chunk, run.budget()).code().open(run.budget(), environment)
                    : failure(refusal);
        } catch (SourceException e) {
            return failure(
                    e.line() > 0
                            ? ScriptError.chunkName(chunk) + ":" + e.line() + ": " + e.getMessage()
                            : String.valueOf(e.getMessage()));
        } catch (ScriptError e) {
            return LuaValue.varargsOf(LuaValue.NIL, e.value());
        }
    }

    /** The name of a chunk ends before a zero. */
    private static String name(LuaString name) {
        int zero = name.indexOf((byte) 0, 0);
        int length = Math.min(zero < 0 ? name.m_length : zero, MAX_NAME);
        return Text.utf8(name.substring(0, length));
    }

    /** Why a chunk is not even looked at; empty where it is. */
    private static String refusal(ChunkSource source, LuaString mode, String chunk) {
        if (mode.indexOf((byte) (source.isBinary() ? 'b' : 't'), 0) < 0) {
            return "attempt to load chunk with wrong mode";
        }
        if (!source.isBinary()) {
            return "";
        }
        boolean binary = chunk.startsWith(ESCAPE);
        return (binary ? "(binary)" : chunk.replaceFirst("^[@=]", "")) + ": cannot load incompatible bytecode";
    }

    private static Varargs failure(String message) {
        return LuaValue.varargsOf(LuaValue.NIL, LuaString.valueOf(message));
    }

    static Varargs getfenv(Varargs args) {
        LuaRun run = LuaRun.current();
        LuaValue of = args.arg1();
        if (of instanceof LuaFunction) {
            return of instanceof Closure closure ? closure.env : run.globals();
        }
        return run.environment(Args.integer(args, 1, 1));
    }

    static Varargs setfenv(Varargs args) {
        LuaRun run = LuaRun.current();
        Table environment = Args.table(args, 2);
        LuaValue of = args.arg1();
        if (of instanceof LuaFunction function) {
            if (!(function instanceof Closure closure)) {
                throw new ScriptError("'setfenv' cannot change environment of given object");
            }
            closure.env = environment;
            return closure;
        }
        int level = Args.integer(args, 1);
        if (level == 0) {
            throw new ScriptError("the environment of the execution itself cannot be set; set that of functions");
        }
        Closure closure = run.caller(level);
        closure.env = environment;
        return closure;
    }
}
