package dev.cuprum.lua.lib;

import dev.cuprum.lua.compiler.Pieces;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The source of a chunk that a unit makes: a text, or what a function gives piece by piece. */
final class ChunkSource implements Pieces {

    private static final int MOST_BYTES = 256 * 1024;

    /** About what compiling allocates for a byte of source. */
    private static final int MEMORY_FOR_A_BYTE = 100;

    private static final int ESCAPE = 27;

    private final LuaRun run;
    private final LuaValue reader;
    private @Nullable LuaString waiting;
    private boolean ended;
    private int length;

    private ChunkSource(LuaRun run, LuaValue reader) {
        this.run = run;
        this.reader = reader;
    }

    /** A text. */
    static ChunkSource of(LuaRun run, LuaString text) {
        ChunkSource source = new ChunkSource(run, LuaValue.NIL);
        source.waiting = source.counted(text);
        source.ended = true;
        return source;
    }

    /** What a function gives; it has been called once. */
    static ChunkSource of(LuaRun run, LuaValue reader) {
        ChunkSource source = new ChunkSource(run, reader);
        source.waiting = source.read();
        return source;
    }

    /** Whether it begins as binary chunks do. */
    boolean isBinary() {
        return waiting != null && waiting.luaByte(0) == ESCAPE;
    }

    @Override
    public @Nullable LuaString next() {
        LuaString piece = waiting;
        waiting = null;
        return piece != null || ended ? piece : read();
    }

    private @Nullable LuaString read() {
        Varargs results = Calls.protect(run, reader, LuaValue.NONE);
        LuaValue piece = results.arg(2);
        if (!Calls.truth(results.arg1())) {
            throw new ScriptError(piece, 0);
        }
        if (piece.isnil()) {
            ended = true;
            return null;
        }
        if (!Text.isText(piece)) {
            throw new ScriptError("reader function must return a string");
        }
        return counted(Text.of(piece));
    }

    /** The piece; null where it is empty, which ends the source. */
    private @Nullable LuaString counted(LuaString piece) {
        length += piece.m_length;
        if (length > MOST_BYTES) {
            String message = "the chunk is longer than " + MOST_BYTES / 1024 + " KiB";
            throw new ScriptError(LuaString.valueOf(message), 0);
        }
        run.budget().reserve((long) piece.m_length * MEMORY_FOR_A_BYTE);
        ended |= piece.m_length == 0;
        return ended ? null : piece;
    }
}
