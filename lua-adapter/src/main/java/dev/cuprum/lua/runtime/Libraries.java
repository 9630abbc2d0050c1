package dev.cuprum.lua.runtime;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The libraries that all executions share.
 *
 * @param globals what an execution has before it puts anything there
 * @param strings the methods of strings
 * @param stringMetatable the metatable of strings
 * @param modules what can be required of them
 * @param changed what init units have put in the place of shared tables; not to be changed
 * @param otherStrings whether they have changed what strings do
 * @param lasting what they have left of attachments, by their places
 */
public record Libraries(
        ReadOnlyTable globals,
        ReadOnlyTable strings,
        ReadOnlyTable stringMetatable,
        Set<String> modules,
        IdentityHashMap<ReadOnlyTable, ReadOnlyTable> changed,
        boolean otherStrings,
        List<Optional<Lasting>> lasting) {

    /** Copies the names and what is left. */
    public Libraries {
        modules = Set.copyOf(modules);
        lasting = List.copyOf(lasting);
    }

    /** Libraries that no init unit has changed. */
    public Libraries(ReadOnlyTable globals, ReadOnlyTable strings, ReadOnlyTable stringMetatable, Set<String> modules) {
        this(globals, strings, stringMetatable, modules, new IdentityHashMap<>(), false, List.of());
    }

    /** Libraries of which none can be required. */
    public Libraries(ReadOnlyTable globals, ReadOnlyTable strings, ReadOnlyTable stringMetatable) {
        this(globals, strings, stringMetatable, Set.of());
    }

    /** What init units have left of an attachment. */
    Optional<Lasting> lasting(int place) {
        return place < lasting.size() ? lasting.get(place) : Optional.empty();
    }

    /** What has taken the place of a shared table. */
    ReadOnlyTable current(ReadOnlyTable shared) {
        return changed.isEmpty() ? shared : changed.getOrDefault(shared, shared);
    }
}
