package dev.cuprum.engine;

import java.util.Optional;

/**
 * The library units of a catalog, which an execution can require: those of its own language. Safe for use by any number
 * of threads.
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
}
