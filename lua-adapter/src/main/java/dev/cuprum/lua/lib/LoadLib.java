package dev.cuprum.lua.lib;

import dev.cuprum.engine.Budget;
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
import java.io.ByteArrayInputStream;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Code that a unit makes: {@code load} and {@code loadstring}, of text only, in the unit's environment. */
final class LoadLib {

    private static final int MAX_SOURCE = 256 * 1024;

    /** About what the compiler allocates for a byte of source. */
    private static final int MEMORY_FOR_A_BYTE = 40;

    private LoadLib() {}

    static void addTo(ReadOnlyTable globals) {
        globals.with("load", LoadLib::load).with("loadstring", LoadLib::loadstring);
    }

    private static Varargs loadstring(Varargs args) {
        LuaString source = Args.string(args, 1);
        return compile(source, Args.string(args, 2, source), LuaRun.current().globals());
    }

    private static Varargs load(Varargs args) {
        LuaRun run = LuaRun.current();
        LuaString mode = Args.string(args, 3, LuaString.valueOf("t"));
        if (mode.indexOf((byte) 't', 0) < 0) {
            return failure("attempt to load a binary chunk, and only text is run here");
        }
        Table environment = args.narg() >= 4 ? Args.table(args, 4) : run.globals();
        if (args.arg1() instanceof LuaString source) {
            return compile(source, Args.string(args, 2, source), environment);
        }
        LuaString source = pieces(run, Args.function(args, 1));
        return compile(source, Args.string(args, 2, LuaString.valueOf("=(load)")), environment);
    }

    private static LuaString pieces(LuaRun run, LuaValue reader) {
        ByteBuilder source = new ByteBuilder(run.budget());
        while (true) {
            LuaValue piece = Calls.call(run, reader, LuaValue.NONE).arg1();
            if (piece.isnil() || piece.length() == 0) {
                return source.string();
            }
            if (!(piece instanceof LuaString string)) {
                throw new ScriptError("reader function must return a string");
            }
            source.add(string);
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
            return Closure.of(run, FrontEnd.chunk(new PolledSource(source, run.budget()), chunk), environment);
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

    /** Looks at the budget as the compiler reads. */
    private static final class PolledSource extends ByteArrayInputStream {
        private final Budget budget;

        PolledSource(LuaString source, Budget budget) {
            super(source.m_bytes, source.m_offset, source.m_length);
            this.budget = budget;
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // One thread reads it.
        public int read() {
            budget.poll();
            return pos < count ? buf[pos++] & 0xff : -1;
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized") // One thread reads it.
        public int read(byte[] into, int start, int length) {
            budget.poll();
            return super.read(into, start, length);
        }
    }
}
