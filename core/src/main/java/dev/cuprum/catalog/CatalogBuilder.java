package dev.cuprum.catalog;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.CompiledUnit.Need;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.store.GiveWay;
import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.Problem;
import dev.cuprum.unit.Problems;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes catalogs of snapshots: compiles what has changed, and keeps what has not. Safe for use by several threads. */
public final class CatalogBuilder {

    private static final Logger LOG = System.getLogger(CatalogBuilder.class.getName());

    /** So many failures are kept; what is forgotten is found out once more. */
    private static final int MOST_FAILED = 1024;

    /** With so many units a node does not wait until all of them are compiled before it serves. */
    private static final int MANY = 256;

    private static final Set<Phase> NEVER_WAIT = EnumSet.of(Phase.HEADER_FILTER, Phase.BODY_FILTER, Phase.LOG);

    private final Engines engines;
    private final Node node;
    private final Set<Phase> phases;
    private final Function<ComputingUnit, Guard> guards;
    private final Starter starter;
    private final Map<ComputingUnit, CompiledUnit> checked = new ConcurrentHashMap<>();
    /** What has turned out not to compile after it was in a catalog, so that it does not come into one again. */
    private final Map<ComputingUnit, String> failed = new ConcurrentHashMap<>();

    /**
     * @param engines compile the units
     * @param node the node the catalogs are for
     * @param phases the phases that the host runs
     * @param guards makes what stands before a unit
     * @param starter runs the units that are for no request
     */
    public CatalogBuilder(
            Engines engines, Node node, Set<Phase> phases, Function<ComputingUnit, Guard> guards, Starter starter) {
        this.starter = starter;
        this.engines = engines;
        this.node = node;
        this.phases = EnumSet.copyOf(phases);
        this.guards = guards;
    }

    /** A unit on its way into a catalog: as it was, or compiled anew, or not compiled with the reason. */
    private record Candidate(Optional<CatalogUnit> ready, Optional<CompileFailure> failure) {}

    /**
     * The catalog of a snapshot. A unit that does not compile keeps its last good version. A node that starts with many
     * units has all processors work on them, and leaves for later what takes time; one that serves leaves the processors to
     * the requests, and compiles all that is new before requests meet it. What has turned out not to compile since the
     * previous catalog was built is left out.
     *
     * @param previous the catalog that this one is to follow
     */
    public Catalog build(Snapshot snapshot, Catalog previous) {
        return build(snapshot, previous, starter);
    }

    /**
     * Whether a node starts with so many units that it leaves for later what takes time.
     *
     * @param previous the catalog that it has
     */
    public static boolean startsWithMany(int units, Catalog previous) {
        return previous == Catalog.EMPTY && units >= MANY;
    }

    /**
     * The catalog of a snapshot that is not to run yet: compiled, and what runs when a node starts has not run. To be
     * built once more, which compiles nothing then, with this one as the previous.
     */
    public Catalog prepare(Snapshot snapshot, Catalog previous) {
        return build(snapshot, previous, null);
    }

    private Catalog build(Snapshot snapshot, Catalog previous, @Nullable Starter starter) {
        List<ComputingUnit> wanted = snapshot.units().values().stream()
                .map(StoredUnit::unit)
                .filter(node::runs)
                .toList();
        boolean starts = startsWithMany(wanted.size(), previous);
        if (!starts) {
            GiveWay.toRequests();
        }
        List<Candidate> candidates = (starts ? wanted.parallelStream() : wanted.stream())
                .map(unit -> candidate(unit, previous.unit(unit.id()), starts))
                .toList();
        List<CatalogUnit> units = new ArrayList<>(candidates.size());
        List<CompileFailure> failures = new ArrayList<>();
        for (Candidate candidate : candidates) {
            candidate.ready().ifPresent(units::add);
            candidate.failure().ifPresent(failures::add);
        }
        return new Catalog(snapshot.generation(), units, failures, previous, starter);
    }

    private Candidate candidate(ComputingUnit unit, Optional<CatalogUnit> last, boolean later) {
        if (last.isPresent() && last.get().unit().equals(unit)) {
            return same(last.get());
        }
        Optional<CatalogUnit> before = last.filter(older -> older.failure().isEmpty());
        String why = failed.isEmpty() ? null : failed.get(unit);
        if (why != null) {
            return new Candidate(before, Optional.of(new CompileFailure(unit.id(), why, before.isPresent())));
        }
        try {
            CompiledUnit known = checked.isEmpty() ? null : checked.get(unit); // To hash a unit is to read its source.
            CompiledUnit code = known != null ? known : compile(unit, later);
            return new Candidate(Optional.of(new CatalogUnit(unit, code, guards.apply(unit))), Optional.empty());
        } catch (InvalidUnitException e) {
            return new Candidate(before, Optional.of(new CompileFailure(unit.id(), e.describe(), before.isPresent())));
        }
    }

    private Candidate same(CatalogUnit unit) {
        Optional<CompilationException> failure = unit.failure();
        if (failure.isEmpty()) {
            return new Candidate(Optional.of(unit), Optional.empty());
        }
        String why = invalid(failure.get()).describe();
        if (failed.size() >= MOST_FAILED) {
            failed.clear();
        }
        failed.put(unit.unit(), why);
        return new Candidate(
                Optional.empty(), Optional.of(new CompileFailure(unit.unit().id(), why, false)));
    }

    /**
     * Compiles the units of a release to see whether they would run here; the catalog that is built of them meanwhile
     * does not compile them again.
     *
     * @return to be closed when the release has been published, or refused
     * @throws InvalidUnitException where some would not run, each problem under its place
     */
    public Checked check(Release release) {
        GiveWay.toRequests();
        Problems problems = new Problems();
        Map<ComputingUnit, CompiledUnit> compiled = new HashMap<>();
        for (int i = 0; i < release.put().size(); i++) {
            ComputingUnit unit = release.put().get(i);
            problems.attempt(release.place(i), () -> compile(unit)).ifPresent(code -> compiled.put(unit, code));
        }
        problems.throwIfAny();
        checked.putAll(compiled);
        return () -> compiled.forEach(checked::remove);
    }

    /** What was compiled to be checked. */
    public interface Checked extends AutoCloseable {
        /** Forgets it. */
        @Override
        void close();
    }

    /**
     * Compiles a unit to see whether it would run here.
     *
     * @throws InvalidUnitException where it would not: its language or phase is not there, or its source is wrong
     */
    public CompiledUnit compile(ComputingUnit unit) {
        return compile(unit, false);
    }

    private CompiledUnit compile(ComputingUnit unit, boolean later) {
        if (!phases.contains(unit.phase())) {
            throw InvalidUnitException.of(
                    "phase",
                    "this host runs no " + unit.phase() + " units; it runs "
                            + phases.stream().map(Phase::wireName).collect(Collectors.joining(", ")));
        }
        ScriptEngine engine = engines.of(unit.language())
                .orElseThrow(() -> InvalidUnitException.of(
                        "language",
                        "there is no engine for '" + unit.language() + "' here; "
                                + (engines.languages().isEmpty()
                                        ? "there is none at all: put one on the class path"
                                        : "there is one for " + String.join(", ", engines.languages()))));
        try {
            CompiledUnit compiled = later ? engine.compileLater(unit) : engine.compile(unit);
            checkNeeds(unit, compiled.needs());
            return compiled;
        } catch (CompilationException e) {
            throw invalid(e);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            if (e instanceof InvalidUnitException) {
                throw e;
            }
            LOG.log(
                    Level.ERROR,
                    "the engine for '" + unit.language() + "' failed to compile unit '" + unit.id() + "'",
                    e);
            throw InvalidUnitException.of(
                    "code", "the engine for '" + unit.language() + "' failed to compile it: " + e);
        }
    }

    private static InvalidUnitException invalid(CompilationException e) {
        return new InvalidUnitException(List.of(new Problem("code", e.describe(), e.line())));
    }

    private static void checkNeeds(ComputingUnit unit, Set<Need> needs) {
        if (needs.contains(Need.WAITING) && NEVER_WAIT.contains(unit.phase())) {
            throw InvalidUnitException.of(
                    "code", "a " + unit.phase() + " unit cannot wait; do this in rewrite, access or content");
        }
    }
}
