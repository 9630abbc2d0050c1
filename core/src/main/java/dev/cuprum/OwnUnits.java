package dev.cuprum;

import dev.cuprum.catalog.CatalogBuilder;
import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.UnitId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The units that a node has beside those of its store. Immutable. */
final class OwnUnits {

    private final List<ComputingUnit> units;
    private final Map<UnitId, StoredUnit> stored;

    private OwnUnits(List<ComputingUnit> units, Map<UnitId, StoredUnit> stored) {
        this.units = List.copyOf(units);
        this.stored = stored;
    }

    /**
     * @throws dev.cuprum.unit.InvalidUnitException where one would not run, or they do not fit together
     */
    static OwnUnits of(List<ComputingUnit> units, CatalogBuilder catalogs) {
        if (units.isEmpty()) {
            return new OwnUnits(units, Map.of());
        }
        Release release = Release.put(units.toArray(new ComputingUnit[0]));
        catalogs.check(release).close();
        return new OwnUnits(units, Snapshot.EMPTY.with(release, 0).units());
    }

    List<ComputingUnit> units() {
        return units;
    }

    /** A snapshot with these units where it has none of the same id. */
    Snapshot beneath(Snapshot snapshot) {
        if (stored.isEmpty()) {
            return snapshot;
        }
        Map<UnitId, StoredUnit> all = new TreeMap<>(stored);
        all.putAll(snapshot.units());
        return new Snapshot(snapshot.generation(), all);
    }
}
