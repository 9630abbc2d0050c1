package dev.cuprum.store;

import dev.cuprum.store.Release.Precondition;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Problems;
import dev.cuprum.unit.UnitId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All units of one generation. Immutable. {@link #with} is what publishing means, for every store alike.
 *
 * @param generation the number of the release that made it; 0 before the first
 * @param units the units by id, in the order of the ids
 * @param activateAt from when it is to run; empty for at once
 */
public record Snapshot(long generation, Map<UnitId, StoredUnit> units, Optional<Instant> activateAt) {

    /** What there is before the first release. */
    public static final Snapshot EMPTY = new Snapshot(0, Map.of());

    public Snapshot {
        units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    }

    /** A snapshot that is to run at once. */
    public Snapshot(long generation, Map<UnitId, StoredUnit> units) {
        this(generation, units, Optional.empty());
    }

    /** Whether it is still to come that it runs. */
    public boolean isPending(Instant now) {
        return activateAt.filter(now::isBefore).isPresent();
    }

    /** The same, to run at once. */
    public Snapshot active() {
        return activateAt.isEmpty() ? this : new Snapshot(generation, units);
    }

    /**
     * Refuses what would be built on a snapshot that does not run yet.
     *
     * @throws ReleasePendingException where it does not
     */
    public void requireActive(Instant now) {
        if (isPending(now)) {
            throw new ReleasePendingException(this, activateAt.orElseThrow());
        }
    }

    /** The unit of that id. */
    public Optional<StoredUnit> unit(UnitId id) {
        return Optional.ofNullable(units.get(id));
    }

    /**
     * What there is once a release has been published on top of this.
     *
     * @param next the generation of the release
     * @throws PreconditionFailedException where a unit is not in the version the release was made for
     * @throws dev.cuprum.unit.InvalidUnitException where the units would not fit together
     */
    public Snapshot with(Release release, long next) {
        release.preconditions().forEach(this::check);
        Problems problems = new Problems();
        Map<UnitId, StoredUnit> result = new TreeMap<>(units);
        Set<UnitId> seen = new HashSet<>();
        for (int i = 0; i < release.delete().size(); i++) {
            UnitId id = release.delete().get(i);
            if (seen.add(id)) {
                problems.require(result.remove(id) != null, "delete[" + i + "]", "there is no unit '" + id + "'");
            } else {
                problems.add("delete[" + i + "]", namedTwice(id));
            }
        }
        for (int i = 0; i < release.put().size(); i++) {
            ComputingUnit unit = release.put().get(i);
            problems.require(seen.add(unit.id()), "put[" + i + "].id", namedTwice(unit.id()));
            result.put(unit.id(), new StoredUnit(unit, next));
        }
        Fallbacks.check(release, result, problems);
        problems.throwIfAny();
        return new Snapshot(next, result, release.activateAt());
    }

    private static String namedTwice(UnitId id) {
        return "the unit '" + id + "' is named more than once in this release";
    }

    /** The units of this snapshot as a new generation: a return to an older one. */
    public Snapshot restoredOver(Snapshot current, long next) {
        Map<UnitId, StoredUnit> result = new TreeMap<>();
        units.forEach((id, stored) -> result.put(
                id,
                current.unit(id)
                        .filter(now -> now.unit().equals(stored.unit()))
                        .orElseGet(() -> new StoredUnit(stored.unit(), next))));
        return new Snapshot(next, result);
    }

    private void check(UnitId id, Precondition precondition) {
        Optional<StoredUnit> present = unit(id);
        if (precondition instanceof Precondition.Matches matches) {
            if (present.isEmpty()) {
                throw new PreconditionFailedException(id, "there is no unit '" + id + "'");
            }
            String etag = present.get().etag();
            if (!matches.etags().isEmpty() && !matches.etags().contains(etag)) {
                throw new PreconditionFailedException(
                        id,
                        "unit '" + id + "' has changed: it is \"" + etag + "\" now, and the change was made for \""
                                + String.join("\", \"", matches.etags()) + "\"; read it again");
            }
        } else if (present.isPresent()) {
            throw new PreconditionFailedException(
                    id,
                    "there is a unit '" + id + "' already: \"" + present.get().etag() + "\"");
        }
    }
}
