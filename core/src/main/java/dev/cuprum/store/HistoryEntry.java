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
        List<UnitId> put = after.units().values().stream()
                .filter(stored -> stored.generation() == after.generation())
                .map(stored -> stored.unit().id())
                .toList();
        return new HistoryEntry(after.generation(), at, author, comment, put, deleted(before, after, put));
    }

    /** Most releases delete nothing, which the numbers of units tell. */
    private static List<UnitId> deleted(Snapshot before, Snapshot after, List<UnitId> put) {
        long created = put.stream().filter(id -> before.unit(id).isEmpty()).count();
        if (before.units().size() + created == after.units().size()) {
            return List.of();
        }
        return before.units().keySet().stream()
                .filter(id -> after.unit(id).isEmpty())
                .toList();
    }
}
