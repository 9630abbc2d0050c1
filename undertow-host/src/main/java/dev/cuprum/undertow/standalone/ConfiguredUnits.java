package dev.cuprum.undertow.standalone;

import dev.cuprum.Edge;
import dev.cuprum.catalog.Catalog;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The units that come with a configuration: the node's own, beside those of the store. */
final class ConfiguredUnits {

    private static final Logger LOG = System.getLogger("dev.cuprum.server");
    private static final Pattern PLACE = Pattern.compile("put\\[([0-9]+)]\\.?");

    private ConfiguredUnits() {}

    /**
     * Builds an edge that has units of its own.
     *
     * @throws InvalidUnitException where some cannot run; it names them
     */
    static Edge build(Edge.Builder edge, List<ComputingUnit> units) {
        try {
            return edge.units(units).build();
        } catch (InvalidUnitException e) {
            throw new InvalidUnitException(
                    e.problems().stream().map(problem -> named(problem, units)).toList());
        }
    }

    /**
     * Refuses to serve where code of this node's own that was to run first has failed, as nginx does not start then.
     * Where published code has, the node serves, and says so: else one release could keep all nodes from starting.
     *
     * @throws InvalidUnitException with what went wrong
     */
    static void requireStarted(Edge edge) {
        Set<ComputingUnit> own = Set.copyOf(edge.units());
        Catalog catalog = edge.catalog();
        catalog.startFailures(unit -> !own.contains(unit))
                .forEach(failure -> LOG.log(
                        Level.ERROR,
                        "generation {0} has code that fails at the start, and this node serves without it: {1}",
                        catalog.generation(),
                        failure));
        List<String> failures = catalog.startFailures(own::contains);
        if (!failures.isEmpty()) {
            throw new InvalidUnitException(failures.stream()
                    .map(failure -> new Problem("init", failure, 0))
                    .toList());
        }
    }

    /** A problem that says which unit has it, where it says at which place of the release that is. */
    private static Problem named(Problem problem, List<ComputingUnit> units) {
        Matcher place = PLACE.matcher(problem.field());
        boolean placed = place.lookingAt();
        if (!placed && units.size() > 1) {
            return problem;
        }
        ComputingUnit unit = units.get(placed ? Integer.parseInt(place.group(1)) : 0);
        String field = "unit '" + unit.id() + "' " + problem.field().substring(placed ? place.end() : 0);
        return new Problem(field.strip(), problem.message(), problem.line());
    }
}
