package dev.cuprum.engine;

import dev.cuprum.unit.ComputingUnit;
import java.util.List;

/**
 * Compiles units of one language. Found by {@link java.util.ServiceLoader}, or handed to the edge's builder. Must be
 * safe for use by several threads at once.
 */
public interface ScriptEngine extends AutoCloseable {

    /** The language of the units it compiles, as they name it: {@code lua}. */
    String language();

    /** What it is, for people: {@code Lua 5.1 on LuaJ 3.0.1}. */
    String description();

    /**
     * Decides between engines of one language that were found by ServiceLoader: the highest wins, and two of the same
     * priority are an error.
     */
    default int priority() {
        return 0;
    }

    /**
     * Compiles a unit. Runs nothing of it. May take milliseconds, and is never called on a request's path.
     *
     * @throws CompilationException where the source is not of the language
     */
    CompiledUnit compile(ComputingUnit unit) throws CompilationException;

    /**
     * An engine like this one whose units find modules in files too. It takes the place of this one.
     *
     * @param templates where to look, as {@code /srv/lualib/?.lua}: a question mark stands for the module's name
     * @throws IllegalArgumentException where a template is none
     * @throws UnsupportedOperationException where units of the language cannot have modules in files
     */
    default ScriptEngine withModules(List<String> templates) {
        throw new UnsupportedOperationException("units in '" + language() + "' cannot have modules in files");
    }

    /** Gives back what the engine holds. */
    @Override
    default void close() {}
}
