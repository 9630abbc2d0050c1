package dev.cuprum.redis;

import dev.cuprum.store.Sha256;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.SnapshotFile;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.store.StoredUnitJson;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A generation as this node has it, with what is needed to build the next on it. Immutable; made of verified parts only.
 *
 * @param head what Redis says of it
 * @param snapshot the units
 * @param digests of the units' texts
 */
record Picture(Head head, Snapshot snapshot, Digests digests) {

    /** What there is before the first release. */
    static final Picture NONE = new Picture(Head.NONE, Snapshot.EMPTY, Digests.NONE);

    private static final int MANY = 512;

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
        Map<UnitId, String> put = new HashMap<>();
        List<UnitId> removed = new ArrayList<>();
        for (Read unit : read(units)) {
            if (unit.stored().isEmpty()) {
                stored.remove(unit.id());
                removed.add(unit.id());
            } else {
                stored.put(unit.id(), unit.stored().get());
                put.put(unit.id(), unit.digest());
            }
        }
        Snapshot snapshot = new Snapshot(head.generation(), stored, head.activateAt());
        Picture picture = new Picture(head, snapshot, base.digests.with(put, removed));
        if (!picture.isWhole()) {
            throw new AlteredException("units or head are not those of generation " + head.generation());
        }
        return picture;
    }

    /** A unit as it was read; nothing where it is not there. */
    private record Read(UnitId id, Optional<StoredUnit> stored, String digest) {}

    /** Many units, as a node reads them when it starts, are read on all processors. */
    private static List<Read> read(List<byte[]> units) {
        IntStream numbers = IntStream.range(0, units.size() / 2);
        return (units.size() > MANY ? numbers.parallel() : numbers)
                .mapToObj(i -> read(units.get(2 * i), units.get(2 * i + 1)))
                .toList();
    }

    private static Read read(byte[] name, byte[] value) {
        UnitId id = id(name);
        if (value.length == 0) {
            return new Read(id, Optional.empty(), "");
        }
        byte[] json = unpack(id, value);
        return new Read(id, Optional.of(unit(id, json)), Sha256.of(json));
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

    /** Whether the units are those that the head speaks of, and all that it says is as it was published. */
    boolean isWhole() {
        return digests.of(head).equals(head.digest());
    }

    /** What a file keeps of it. */
    SnapshotFile.Saved saved() {
        return new SnapshotFile.Saved(snapshot, head.fields());
    }

    /** The same, to run at once. Its head still says from when it was to run. */
    Picture active() {
        return new Picture(head, snapshot.active(), digests);
    }

    /**
     * The picture that a file has kept; nothing where the file is of something else. It has run, so it is to run at once,
     * whatever the clock says now.
     */
    static Optional<Picture> of(SnapshotFile.Saved saved) {
        Map<UnitId, String> put = new HashMap<>();
        saved.snapshot().units().forEach((id, stored) -> put.put(id, Sha256.of(StoredUnitJson.write(stored))));
        return Head.read(new HashMap<>(saved.labels()))
                .filter(head -> head.generation() == saved.snapshot().generation())
                .map(head -> new Picture(
                        head,
                        new Snapshot(head.generation(), saved.snapshot().units()),
                        Digests.NONE.with(put, List.of())));
    }
}
