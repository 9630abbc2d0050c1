package dev.cuprum.catalog;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Foundation;
import dev.cuprum.engine.LibraryUnits;
import dev.cuprum.engine.Outcome;
import dev.cuprum.unit.Phase;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the init units of a catalog have left, after the init_worker units have run too. Made anew when the set of these
 * units, or one of them, has changed. Immutable.
 */
final class Start {

    /** Of a node without such units. */
    static final Start NONE = new Start(List.of(), Map.of(), Map.of());

    private final List<CatalogUnit> units;
    private final Map<String, Object> left;
    private final Map<CatalogUnit, String> failures;

    private Start(List<CatalogUnit> units, Map<String, Object> left, Map<CatalogUnit, String> failures) {
        this.units = List.copyOf(units);
        this.left = Map.copyOf(left);
        this.failures = failures;
    }

    /**
     * Runs units, unless they have run already.
     *
     * @param units the init and init_worker units that are enabled, in order
     * @param libraries the library units of the catalog
     */
    static Start of(List<CatalogUnit> units, LibraryUnits libraries, Start before, Starter starter) {
        if (units.equals(before.units)) {
            return before;
        }
        Map<String, Object> left = new TreeMap<>();
        Map<CatalogUnit, String> failures = new LinkedHashMap<>();
        for (CatalogUnit unit : units) {
            LibraryUnits surroundings = with(libraries, left);
            Outcome outcome;
            if (unit.unit().phase() == Phase.INIT) {
                Foundation foundation = starter.initialise(unit, surroundings);
                outcome = foundation.outcome();
                if (!outcome.isFailure()) {
                    left.put(unit.unit().language(), foundation.left());
                }
            } else {
                outcome = starter.start(unit, surroundings);
            }
            if (outcome.isFailure()) {
                failures.put(unit, unit + ": " + outcome);
            }
        }
        return new Start(units, left, Collections.unmodifiableMap(failures));
    }

    /** Library units, with what has been left. */
    LibraryUnits with(LibraryUnits libraries) {
        return left.isEmpty() ? libraries : with(libraries, left);
    }

    private static LibraryUnits with(LibraryUnits libraries, Map<String, Object> left) {
        return new LibraryUnits() {
            @Override
            public Optional<CompiledUnit> find(String language, String name) {
                return libraries.find(language, name);
            }

            @Override
            public Optional<Object> foundation(String language) {
                return Optional.ofNullable(left.get(language));
            }
        };
    }

    /** What has gone wrong: one text for each unit that has failed, in the order in which they ran. */
    Map<CatalogUnit, String> failures() {
        return failures;
    }
}
