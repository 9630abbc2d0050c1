package dev.cuprum.undertow.standalone.config;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.FailureMode;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the units that come with a configuration. Each gets a name that tells where it is from, {@code t.content} for
 * the content unit of {@code /t}, runs in the order in which it was written, and fails as in nginx: with 500. Not
 * thread-safe.
 */
public final class RouteUnits {

    private final Limits limits;
    private final Set<String> taken = new HashSet<>();
    private int made;

    /** @param limits what each unit may use */
    public RouteUnits(Limits limits) {
        this.limits = limits;
    }

    /** A unit for all requests. */
    public ComputingUnit ofServer(Phase phase, String code) {
        return unit("server", Match.ALL, phase, code, Optional.empty());
    }

    /** A unit for the requests of a route. */
    public ComputingUnit of(Location location, Phase phase, String code) {
        return unit(word(location), match(location), phase, code, Optional.empty());
    }

    /** A unit that computes a variable for the requests of a route. */
    public ComputingUnit setting(Location location, String variable, String code) {
        return unit(word(location), match(location), Phase.SET, code, Optional.of(variable));
    }

    /** A unit that somebody else has made, for the requests of a route. */
    public ComputingUnit of(Location location, ComputingUnit unit) {
        Match match = unit.match();
        List<String> routes = List.of(location.toString());
        return unit.toBuilder()
                .match(new Match(match.hosts(), match.paths(), match.methods(), routes))
                .build();
    }

    private ComputingUnit unit(String place, Match match, Phase phase, String code, Optional<String> variable) {
        ComputingUnit.Builder unit = ComputingUnit.builder(name(place + "." + phase), phase, code)
                .match(match)
                .order(made++)
                .limits(limits)
                .onFailure(FailureMode.ERROR);
        variable.ifPresent(unit::variable);
        return unit.build();
    }

    private static Match match(Location location) {
        return new Match(List.of(), List.of(), List.of(), List.of(location.toString()));
    }

    private static String word(Location location) {
        String word = location.value().replaceAll("[^A-Za-z0-9_-]+", "_").replaceAll("^_+|_+$", "");
        String cut = word.length() > 80 ? word.substring(0, 80) : word;
        return cut.isEmpty() ? "root" : cut;
    }

    private UnitId name(String wanted) {
        String name = wanted;
        for (int number = 2; !taken.add(name); number++) {
            name = wanted + "-" + number;
        }
        return UnitId.of(name);
    }
}
