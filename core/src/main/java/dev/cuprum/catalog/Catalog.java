package dev.cuprum.catalog;

import dev.cuprum.engine.CompiledUnit.Need;
import dev.cuprum.engine.LibraryUnits;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A node's compiled picture of one generation. Immutable, and safe for use by any number of threads. */
public final class Catalog {

    private static final Comparator<CatalogUnit> ORDER = Comparator.comparing(
                    (CatalogUnit unit) -> unit.unit().phase())
            .thenComparingInt(unit -> unit.unit().order())
            .thenComparing(unit -> unit.unit().id());

    /** What a node has before its first generation. */
    public static final Catalog EMPTY = new Catalog();

    private final long generation;
    private final Map<UnitId, CatalogUnit> units;
    private final List<CatalogUnit> ordered;
    private final List<CompileFailure> failures;
    private final UnitIndex index;
    private final LibraryUnits libraries;
    private final Start start;
    private final Set<String> variables;
    private final Set<Need> needs;
    private final boolean ownThreads;
    private final boolean initNeedsBody;

    Catalog(
            long generation,
            List<CatalogUnit> units,
            List<CompileFailure> failures,
            Catalog previous,
            @Nullable Starter starter) {
        this.generation = generation;
        this.failures = List.copyOf(failures);
        this.units = new HashMap<>(units.size() * 4 / 3 + 1);
        units.forEach(unit -> this.units.put(unit.unit().id(), unit));
        this.ordered = orderedAsIn(previous)
                .orElseGet(() -> units.stream().sorted(ORDER).toList());
        Sorted sorted = new Sorted(ordered);
        this.variables = Set.copyOf(sorted.variables);
        this.needs = Set.copyOf(sorted.needs);
        this.ownThreads = needs.contains(Need.OWN_THREAD);
        this.initNeedsBody =
                sorted.starting.stream().anyMatch(unit -> unit.unit().phase() == Phase.INIT && unit.needsBody());
        this.index = previous.index.with(sorted.ofRequests);
        LibraryUnits found = libraries(sorted.libraries);
        Start before = previous.start;
        this.start = starter == null ? before : Start.of(sorted.starting, found, before, starter);
        this.libraries = start.with(found);
    }

    /** The units of a catalog by what they are for, found in one go: there may be many, and this is done for each release. */
    private static final class Sorted {

        private final Set<String> variables = new HashSet<>();
        private final Set<Need> needs = EnumSet.noneOf(Need.class);
        private final List<CatalogUnit> starting = new ArrayList<>();
        private final List<CatalogUnit> libraries = new ArrayList<>();
        private final List<CatalogUnit> ofRequests = new ArrayList<>();

        Sorted(List<CatalogUnit> units) {
            for (CatalogUnit unit : units) {
                unit.unit().variable().ifPresent(variables::add);
                needs.addAll(unit.code().needs());
                if (unit.unit().enabled()) {
                    add(unit);
                }
            }
        }

        private void add(CatalogUnit unit) {
            Phase phase = unit.unit().phase();
            if (phase.isOfRequests()) {
                ofRequests.add(unit);
            } else if (phase == Phase.LIBRARY) {
                libraries.add(unit);
            } else if (phase == Phase.INIT || phase == Phase.INIT_WORKER) {
                starting.add(unit);
            }
        }
    }

    private Catalog() {
        generation = 0;
        units = Map.of();
        ordered = List.of();
        failures = List.of();
        index = new UnitIndex(List.of());
        libraries = libraries(List.of());
        start = Start.NONE;
        variables = Set.of();
        needs = Set.of();
        ownThreads = false;
        initNeedsBody = false;
    }

    /** The units in the order of a catalog that has the same ones, at the same places; most publications change code. */
    private Optional<List<CatalogUnit>> orderedAsIn(Catalog previous) {
        if (units.size() != previous.units.size()) {
            return Optional.empty();
        }
        CatalogUnit[] result = new CatalogUnit[units.size()];
        int place = 0;
        for (CatalogUnit before : previous.ordered) {
            CatalogUnit now = units.get(before.unit().id());
            if (now == null
                    || now.unit().phase() != before.unit().phase()
                    || now.unit().order() != before.unit().order()) {
                return Optional.empty();
            }
            result[place++] = now;
        }
        return Optional.of(List.of(result));
    }

    /** The init and init_worker units that have failed, each with what went wrong. */
    public List<String> startFailures() {
        return List.copyOf(start.failures().values());
    }

    /**
     * Some of the units that have failed at the start.
     *
     * @param which tells whether a unit is one of them
     */
    public List<String> startFailures(Predicate<ComputingUnit> which) {
        return start.failures().entrySet().stream()
                .filter(failure -> which.test(failure.getKey().unit()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static LibraryUnits libraries(List<CatalogUnit> units) {
        Map<String, CatalogUnit> byName = units.stream()
                .collect(Collectors.toUnmodifiableMap(unit -> unit.unit().id().value(), unit -> unit));
        return (language, name) -> Optional.ofNullable(byName.get(name))
                .filter(unit -> unit.unit().language().equals(language))
                .map(CatalogUnit::code);
    }

    /** The generation this is the picture of. */
    public long generation() {
        return generation;
    }

    /** The unit of that id, enabled or not. */
    public Optional<CatalogUnit> unit(UnitId id) {
        return Optional.ofNullable(units.get(id));
    }

    /** What executions find: the library units that are enabled, and what the init units have left. */
    public LibraryUnits libraries() {
        return libraries;
    }

    /** All units, enabled or not, by phase, order and id. */
    public Collection<CatalogUnit> units() {
        return ordered;
    }

    /** How many units there are, enabled or not. */
    public int size() {
        return units.size();
    }

    /** The units of the generation that could not be compiled here. */
    public List<CompileFailure> failures() {
        return failures;
    }

    /** Whether some unit is only for certain hosts, so that it is worth finding out the host of a request. */
    public boolean looksAtHosts() {
        return index.looksAtHosts();
    }

    /** Whether some unit is only for certain routes, so that it is worth finding out the route of a request. */
    public boolean looksAtRoutes() {
        return index.looksAtRoutes();
    }

    /** Whether some unit needs a certain thing before it can run. */
    public boolean needs(Need need) {
        return needs.contains(need);
    }

    /**
     * Whether a unit of a phase, or one that may come to run in its place, may be impossible to stop.
     *
     * @param selection units of this catalog
     */
    public boolean needsOwnThread(Selection selection, Phase phase) {
        return ownThreads && selection.any(phase, unit -> reaches(unit, CatalogUnit::ownThread));
    }

    /**
     * Whether the body of requests has to be read before a unit runs: it may need it, or one that may come to run in its
     * place, or what an init unit has left for it to call.
     */
    public boolean needsBody(CatalogUnit unit) {
        return initNeedsBody || reaches(unit, CatalogUnit::needsBody);
    }

    /** The variables that set units compute, so that units may write to them. */
    public Set<String> variables() {
        return variables;
    }

    /**
     * Whether a unit, or one of those that may come to run in its place, is of a kind.
     *
     * @param kind tells
     */
    public boolean reaches(CatalogUnit unit, Predicate<CatalogUnit> kind) {
        if (kind.test(unit)) {
            return true;
        }
        Optional<CatalogUnit> next = unit.fallbackIn(this);
        if (next.isEmpty()) {
            return false;
        }
        Set<CatalogUnit> tried = new HashSet<>();
        while (next.isPresent() && tried.add(next.get())) {
            if (kind.test(next.get())) {
                return true;
            }
            next = next.get().fallbackIn(this);
        }
        return false;
    }

    /**
     * The units that are for a request.
     *
     * @param host lower case, without a port
     * @param path decoded and normalised
     * @param method the method
     * @param route the route that the host has chosen, as it is written there; empty where there is none
     */
    public Selection select(String host, String path, String method, String route) {
        return units.isEmpty() ? Selection.EMPTY : index.select(host, path, method, route);
    }

    /** The units that are for a request of no route. */
    public Selection select(String host, String path, String method) {
        return select(host, path, method, "");
    }
}
