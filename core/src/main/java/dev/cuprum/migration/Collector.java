package dev.cuprum.migration;

import dev.cuprum.migration.Migration.Carried;
import dev.cuprum.migration.Migration.Left;
import dev.cuprum.migration.Migration.Note;
import dev.cuprum.store.Sha256;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what becomes of each unit of a source, and gives them ids: a prefix and the name, with a hyphen for every
 * character that an id cannot have. Not thread-safe.
 */
final class Collector {

    private static final int DIGEST = 8;

    private final String prefix;
    private final Map<UnitId, String> sources = new HashMap<>();
    private final List<Carried> carried = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    /**
     * @param prefix what all ids begin with
     */
    Collector(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The id of a unit. One that would be too long keeps its beginning, and ends with a digest of the whole.
     *
     * @param source what it is, as people know it
     * @throws MigrationException where another unit has that id already
     */
    UnitId id(String name, String source) {
        String text = prefix + name.replaceAll("[^A-Za-z0-9._-]", "-");
        if (text.length() > UnitId.MAX_LENGTH) {
            String digest = Sha256.of(name).substring(0, DIGEST);
            text = text.substring(0, UnitId.MAX_LENGTH - DIGEST - 1) + "-" + digest;
        }
        UnitId id = UnitId.of(text);
        String other = sources.put(id, source);
        if (other != null) {
            throw new MigrationException(
                    other + " and " + source + " would both become the unit '" + id + "'; rename one of them");
        }
        return id;
    }

    /** Carries a unit over, unless it is refused as a unit. */
    void carry(String source, ComputingUnit.Builder unit, UnitId id) {
        try {
            carried.add(new Carried(source, unit.build()));
        } catch (InvalidUnitException e) {
            leave(source, id, e.describe());
        }
    }

    /** Leaves a unit. */
    void leave(String source, UnitId id, String reason) {
        left.add(new Left(source, id, reason));
    }

    /** Notes something that people should know. */
    void note(String source, String text) {
        notes.add(new Note(source, text));
    }

    Migration migration() {
        return new Migration(carried, left, notes);
    }
}
