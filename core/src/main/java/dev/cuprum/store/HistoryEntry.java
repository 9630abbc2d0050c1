package dev.cuprum.store;

import dev.cuprum.unit.UnitId;
import java.time.Instant;
import java.util.List;

/**
 * One release of the past.
 *
 * @param generation its number
 * @param at when it was published
 * @param author who published it; may be empty
 * @param comment why; may be empty
 * @param put the units it created or replaced
 * @param deleted the units it removed
 */
public record HistoryEntry(
        long generation, Instant at, String author, String comment, List<UnitId> put, List<UnitId> deleted) {

    public HistoryEntry {
        put = List.copyOf(put);
        deleted = List.copyOf(deleted);
    }

    /**
     * The entry of what has become of one snapshot.
     *
     * @param before what there was
     * @param after what the release made of it
     */
    public static HistoryEntry between(Snapshot before, Snapshot after, Instant at, String author, String comment) {
        return new HistoryEntry(
                after.generation(),
                at,
                author,
                comment,
                after.units().values().stream()
                        .filter(stored -> stored.generation() == after.generation())
                        .map(stored -> stored.unit().id())
                        .toList(),
                before.units().keySet().stream()
                        .filter(id -> after.unit(id).isEmpty())
                        .toList());
    }
}
