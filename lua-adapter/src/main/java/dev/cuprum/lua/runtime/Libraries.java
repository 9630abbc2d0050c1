package dev.cuprum.lua.runtime;

import java.util.Set;

/**
 * The libraries that all executions share.
 *
 * @param globals what an execution has before it puts anything there
 * @param strings the methods of strings
 * @param stringMetatable the metatable of strings
 * @param modules what can be required of them
 */
public record Libraries(
        ReadOnlyTable globals, ReadOnlyTable strings, ReadOnlyTable stringMetatable, Set<String> modules) {

    /** Copies the names. */
    public Libraries {
        modules = Set.copyOf(modules);
    }

    /** Libraries of which none can be required. */
    public Libraries(ReadOnlyTable globals, ReadOnlyTable strings, ReadOnlyTable stringMetatable) {
        this(globals, strings, stringMetatable, Set.of());
    }
}
