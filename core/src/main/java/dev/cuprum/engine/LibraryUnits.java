package dev.cuprum.engine;

import java.util.Optional;

/**
 * What an execution finds in its catalog: library units of its own language, which it can require, and what init units
 * have left. Safe for use by any number of threads.
 */
@FunctionalInterface
public interface LibraryUnits {

    /** Where there are none. */
    LibraryUnits NONE = (language, name) -> Optional.empty();

    /**
     * A library unit, as the engine of its language has compiled it.
     *
     * @param name any text; its id where there is one
     */
    Optional<CompiledUnit> find(String language, String name);

    /** What the init units of a language have left; empty where there are none. */
    default Optional<Object> foundation(String language) {
        return Optional.empty();
    }
}
