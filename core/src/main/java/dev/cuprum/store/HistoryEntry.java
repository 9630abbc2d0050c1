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
}
