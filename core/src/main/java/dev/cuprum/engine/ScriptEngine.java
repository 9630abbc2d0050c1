package dev.cuprum.engine;

import dev.cuprum.unit.ComputingUnit;
import java.util.List;
import java.util.Optional;

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
     * Whether all that it needs is there. One that was found by ServiceLoader is passed over where not, as if it had not
     * been found.
     */
    default boolean isAvailable() {
        return true;
    }

    /**
     * The engine to use in place of this one where units may load modules from files. One whose language has no modules
     * stays as it is.
     *
     * @param templates where modules are, as in {@code /srv/lualib/?.lua}: a question mark stands for the module's name
     * @throws IllegalArgumentException where a template is none
     */
    default ScriptEngine withModulePath(List<String> templates) {
        return this;
    }

    /**
     * The engine to use in place of this one where units may send requests of their own. One whose units send none stays as
     * it is.
     *
     * @param targets where they may go, as in {@code https://api.example.com/v1/}: to this path and what is below it
     * @throws IllegalArgumentException where a target is none
     */
    default ScriptEngine withFetch(List<String> targets) {
        return this;
    }

    /**
     * An engine for another language, where this one has found all that it needs; none by default. Asked for the languages
     * of units for which there is no engine.
     */
    default Optional<ScriptEngine> engineOf(String language) {
        return Optional.empty();
    }

    /**
     * Compiles a unit. Runs nothing of it. May take milliseconds, and is never called on a request's path; may leave for {@link
     * CompiledUnit#prepare} what cannot fail by a mistake in the source.
     *
     * @throws CompilationException where the source is not of the language
     */
    CompiledUnit compile(ComputingUnit unit) throws CompilationException;

    /**
     * Compiles a unit for a node that starts with many: may leave for {@link CompiledUnit#prepare} all that takes time, and
     * with it to find out whether the source is of the language, but not what the unit {@linkplain CompiledUnit#needs needs}.
     * The same as {@link #compile} by default.
     *
     * @throws CompilationException where the source is seen not to be of the language
     */
    default CompiledUnit compileLater(ComputingUnit unit) throws CompilationException {
        return compile(unit);
    }

    /**
     * Has the JVM load what the first executions would have to wait for; nothing by default. A host calls it on a thread of
     * its own while it starts, and may call it more than once. Never throws; what goes wrong is for the log.
     */
    default void warmUp() {}

    /** Gives back what the engine holds. */
    @Override
    default void close() {}
}
