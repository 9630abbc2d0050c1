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
import java.util.List;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Code that a unit makes, of text only, or reads from where modules are; and the environments of functions. */
final class LoadLib {

    private static final int MAX_SOURCE = 256 * 1024;

    /** About what compiling allocates for a byte of source. */
    private static final int MEMORY_FOR_A_BYTE = 100;

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
        LuaString mode = Args.string(args, 3, LuaString.valueOf("bt"));
        LuaValue given = args.arg(4);
        Table environment = given instanceof Table table ? table : run.globals();
        boolean text = Text.isText(args.arg1());
        LuaValue reader = text ? LuaValue.NIL : Args.function(args, 1);
        Varargs source = text ? Text.of(args.arg1()) : pieces(run, reader);
        if (!(source instanceof LuaString code)) {
            return source;
        }
        if (mode.indexOf((byte) 't', 0) < 0) {
            return failure("attempt to load chunk with wrong mode");
        }
        return compile(code, Args.string(args, 2, text ? code : LuaString.valueOf("=(load)")), environment);
    }

    /** What a function gives piece by piece; nil and a message where it fails. */
    private static Varargs pieces(LuaRun run, LuaValue reader) {
        ByteBuilder source = new ByteBuilder(run.budget());
        while (true) {
            Varargs results = Calls.protect(run, reader, LuaValue.NONE);
            LuaValue piece = results.arg(2);
            if (!Calls.truth(results.arg1())) {
                return LuaValue.varargsOf(LuaValue.NIL, piece);
            }
            if (piece.isnil()) {
                return source.string();
            }
            if (!Text.isText(piece)) {
                ScriptError error = new ScriptError("reader function must return a string");
                return LuaValue.varargsOf(LuaValue.NIL, error.value());
            }
            if (Text.of(piece).m_length == 0) {
                return source.string();
            }
            source.add(Text.of(piece));
        }
    }

    private static Varargs compile(LuaString source, LuaString name, Table environment) {
        LuaRun run = LuaRun.current();
        if (source.m_length > MAX_SOURCE) {
            return failure("the chunk is longer than " + MAX_SOURCE / 1024 + " KiB");
        }
        run.budget().reserve((long) source.m_length * MEMORY_FOR_A_BYTE);
        String chunk = Text.utf8(name.m_length > 200 ? name.substring(0, 200) : name);
        try {
            return FrontEnd.chunk(source, chunk, List.of(), run.budget()).code().open(run.budget(), environment);
        } catch (SourceException e) {
            return failure(
                    e.line() > 0
                            ? ScriptError.chunkName(chunk) + ":" + e.line() + ": " + e.getMessage()
                            : String.valueOf(e.getMessage()));
        }
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
        int level = Args.integer(args, 1, 1);
        // What calls the unit is no function of its own, and has the globals too.
        return level == 0 || run.isOutermost(level) ? run.globals() : closure(run, level).env;
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
        Closure closure = closure(run, level);
        closure.env = environment;
        return closure;
    }

    private static Closure closure(LuaRun run, int level) {
        if (level < 0) {
            throw Args.wrong(1, "invalid level");
        }
        Closure closure = run.frame(level);
        if (closure == null) {
            throw Args.wrong(1, "invalid level");
        }
        return closure;
    }
}
