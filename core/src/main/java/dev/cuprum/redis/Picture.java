package dev.cuprum.redis;

import dev.cuprum.store.Sha256;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.SnapshotFile;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.store.StoredUnitJson;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A generation as this node has it, with what is needed to build the next on it. Immutable; made of verified parts only.
 *
 * @param head what Redis says of it
 * @param snapshot the units
 * @param digests of the units' texts
 */
record Picture(Head head, Snapshot snapshot, SortedMap<UnitId, String> digests) {

    /** What there is before the first release. */
    static final Picture NONE = new Picture(Head.NONE, Snapshot.EMPTY, new TreeMap<>());

    Picture {
        digests = Collections.unmodifiableSortedMap(digests);
    }

    boolean isNone() {
        return head.generation() == 0;
    }

    /**
     * What Redis has.
     *
     * @param base what the units are laid over
     * @param units ids and packed values by turns; an empty value for a unit that is not there
     * @throws AlteredException where a unit is none, or all of them are not those that the head speaks of
     */
    static Picture read(Head head, Picture base, List<byte[]> units) {
        Map<UnitId, StoredUnit> stored = new TreeMap<>(base.snapshot.units());
        SortedMap<UnitId, String> digests = new TreeMap<>(base.digests);
        for (int i = 0; i + 1 < units.size(); i += 2) {
            UnitId id = id(units.get(i));
            byte[] value = units.get(i + 1);
            if (value.length == 0) {
                stored.remove(id);
                digests.remove(id);
                continue;
            }
            byte[] json = unpack(id, value);
            stored.put(id, unit(id, json));
            digests.put(id, Sha256.of(json));
        }
        Picture picture = new Picture(head, new Snapshot(head.generation(), stored, head.activateAt()), digests);
        if (!picture.isWhole()) {
            throw new AlteredException("the units are not those that generation " + head.generation() + " has");
        }
        return picture;
    }

    private static UnitId id(byte[] text) {
        String id = new String(text, StandardCharsets.UTF_8);
        try {
            return UnitId.of(id);
        } catch (InvalidUnitException e) {
            throw new AlteredException("there is a unit that cannot be one: " + e.describe());
        }
    }

    private static byte[] unpack(UnitId id, byte[] value) {
        try {
            return Packed.unpack(value);
        } catch (AlteredException e) {
            throw new AlteredException("unit '" + id + "' cannot be read: " + e.getMessage());
        }
    }

    private static StoredUnit unit(UnitId id, byte[] json) {
        try {
            return StoredUnitJson.read(id, json);
        } catch (InvalidUnitException e) {
            throw new AlteredException("unit '" + id + "' cannot be read: " + e.describe());
        }
    }

    /** The digest of everything: the epoch, the generation, and each unit's version and text, in the order of the ids. */
    static String digest(String epoch, Snapshot snapshot, SortedMap<UnitId, String> digests) {
        StringBuilder text = new StringBuilder(64 + 128 * digests.size());
        text.append(epoch).append(' ').append(snapshot.generation()).append('\n');
        snapshot.units().forEach((id, stored) -> text.append(id.value())
                .append('@')
                .append(stored.generation())
                .append(' ')
                .append(digests.get(id))
                .append('\n'));
        return Sha256.of(text.toString());
    }

    /** Whether the units are those that the head speaks of. */
    boolean isWhole() {
        return digest(head.epoch(), snapshot, digests).equals(head.digest());
    }

    /** What a file keeps of it. */
    SnapshotFile.Saved saved() {
        return new SnapshotFile.Saved(snapshot, head.fields());
    }

    /** The picture that a file has kept; nothing where the file is of something else. */
    static Optional<Picture> of(SnapshotFile.Saved saved) {
        SortedMap<UnitId, String> digests = new TreeMap<>();
        saved.snapshot().units().forEach((id, stored) -> digests.put(id, Sha256.of(StoredUnitJson.write(stored))));
        return Head.read(new HashMap<>(saved.labels()))
                .filter(head -> head.generation() == saved.snapshot().generation())
                .map(head -> new Picture(
                        head, new Snapshot(head.generation(), saved.snapshot().units(), head.activateAt()), digests));
    }
}
