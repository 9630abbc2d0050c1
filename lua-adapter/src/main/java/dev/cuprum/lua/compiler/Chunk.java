package dev.cuprum.lua.compiler;

import dev.cuprum.lua.runtime.Closure;
import java.util.Set;
import org.luaj.vm2.LuaString;

/**
 * A compiled chunk.
 *
 * @param code its function, to be opened for each execution
 * @param texts the texts that are written in it, names of fields and globals among them
 */
public record Chunk(Closure code, Set<LuaString> texts) {}
