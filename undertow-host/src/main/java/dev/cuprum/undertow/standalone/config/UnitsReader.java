package dev.cuprum.undertow.standalone.config;

import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the units of a route, or of the whole server: their code by phase. */
final class UnitsReader {

    private final RouteUnits units;

    UnitsReader(RouteUnits units) {
        this.units = units;
    }

    /** @param location the route's; empty for units of all requests */
    List<ComputingUnit> units(Section section, Optional<Location> location) {
        List<ComputingUnit> result = new ArrayList<>();
        section.section("units").ifPresent(given -> {
            for (String phase : given.names()) {
                given.attempt(phase, () -> read(given, phase, location, result));
            }
        });
        return result;
    }

    private void read(Section given, String name, Optional<Location> location, List<ComputingUnit> result) {
        Phase phase = Phase.parse(name);
        if (phase == Phase.SET) {
            if (location.isEmpty()) {
                throw new IllegalArgumentException("computes variables of a route; write it there");
            }
            given.section(name).ifPresent(inner -> inner.words()
                    .forEach((variable, codes) -> codes.forEach(code ->
                            inner.attempt(variable, () -> result.add(units.setting(location.get(), variable, code))))));
            return;
        }
        for (String code : given.words(name)) {
            result.add(location.isPresent() ? units.of(location.get(), phase, code) : units.ofServer(phase, code));
        }
    }
}
