package dev.cuprum.undertow.standalone.config;

import dev.cuprum.undertow.RouteSettings;
import dev.cuprum.unit.ComputingUnit;
import java.util.List;
import java.util.Optional;

/**
 * A location and what happens there.
 *
 * @param location which paths it is for
 * @param internal whether it is reached from inside only; from outside it is not found
 * @param target what answers where no unit does; where there is none, the files of the document root do
 * @param settings what is set for it
 * @param units the units for its requests alone
 */
public record Route(
        Location location,
        boolean internal,
        Optional<Target> target,
        RouteSettings settings,
        List<ComputingUnit> units) {

    public Route {
        units = List.copyOf(units);
    }

    /** A route for which nothing is set. */
    public static Route of(Location location, boolean internal, Target target) {
        return new Route(location, internal, Optional.of(target), RouteSettings.of(location.toString()), List.of());
    }
}
