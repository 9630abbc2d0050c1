package dev.cuprum.store;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Problem;
import dev.cuprum.unit.Problems;
import dev.cuprum.unit.UnitId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that fallbacks lead somewhere: to units that exist, are of the same phase, and do not lead back. */
final class Fallbacks {

    private final Release release;
    private final Map<UnitId, StoredUnit> units;
    private final Problems problems;
    private final Map<UnitId, String> places = new HashMap<>();

    private Fallbacks(Release release, Map<UnitId, StoredUnit> units, Problems problems) {
        this.release = release;
        this.units = units;
        this.problems = problems;
        for (int i = 0; i < release.put().size(); i++) {
            places.put(release.put().get(i).id(), release.place(i));
        }
    }

    /**
     * Notes what is wrong with the fallbacks, each at the part of the release that is to blame.
     *
     * @param release what is being published
     * @param units all units there are to be then
     */
    static void check(Release release, Map<UnitId, StoredUnit> units, Problems problems) {
        Fallbacks fallbacks = new Fallbacks(release, units, problems);
        for (StoredUnit stored : units.values()) {
            if (stored.unit().onFailure() == FailureMode.FALLBACK) {
                fallbacks.check(stored.unit());
            }
        }
    }

    private void check(ComputingUnit unit) {
        UnitId id = unit.fallback().orElseThrow();
        StoredUnit fallback = units.get(id);
        if (fallback == null) {
            blame(
                    unit,
                    id,
                    "unit '" + unit.id() + "' falls back to '" + id + "', which does not exist; publish '" + id
                            + "' first, or in the same release");
        } else if (fallback.unit().phase() != unit.phase()) {
            blame(
                    unit,
                    id,
                    "unit '" + unit.id() + "' (" + unit.phase() + ") falls back to '" + id + "', which is for "
                            + fallback.unit().phase() + "; both must be of one phase");
        } else if (places.containsKey(unit.id())) {
            checkCircle(unit);
        }
    }

    /** A circle that is new goes through a unit of the release, so only those are asked. */
    private void checkCircle(ComputingUnit start) {
        Set<UnitId> way = new LinkedHashSet<>();
        Optional<UnitId> next = Optional.of(start.id());
        while (next.isPresent() && way.add(next.get())) {
            next = Optional.ofNullable(units.get(next.get()))
                    .flatMap(stored -> stored.unit().fallback());
        }
        if (next.filter(start.id()::equals).isPresent()) {
            blame(
                    start,
                    start.id(),
                    "the fallbacks run in a circle: "
                            + way.stream().map(UnitId::value).collect(Collectors.joining(" -> ")) + " -> " + start.id()
                            + "; the last of them must fail open or closed");
        }
    }

    private void blame(ComputingUnit unit, UnitId fallback, String message) {
        String place = places.get(unit.id());
        if (place != null) {
            add(new Problem("fallback", message).under(place));
        } else if (places.containsKey(fallback)) {
            add(new Problem("phase", message).under(places.get(fallback)));
        } else {
            problems.add("delete[" + release.delete().indexOf(fallback) + "]", message);
        }
    }

    private void add(Problem problem) {
        problems.add(problem.field(), problem.message());
    }
}
