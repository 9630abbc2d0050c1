package dev.cuprum.lua.compiler;

import dev.cuprum.lua.runtime.Closure;
import dev.cuprum.lua.runtime.CodeLoader;
import java.util.Set;
import org.luaj.vm2.LuaString;

/**
 * A compiled chunk.
 *
 * @param loader has its classes
 * @param texts the texts that are written in it, names of fields and globals among them
 */
public record Chunk(CodeLoader loader, Set<LuaString> texts) {

    /** Its function, to be opened for each execution. The first call has the JVM load it, which takes a fraction of a millisecond. */
    public Closure code() {
        return loader.root();
    }
}
