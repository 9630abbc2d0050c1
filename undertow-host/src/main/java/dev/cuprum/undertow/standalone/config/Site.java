package dev.cuprum.undertow.standalone.config;

import dev.cuprum.undertow.RouteSettings;
import dev.cuprum.unit.ComputingUnit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What requests meet on a server: its routes, and what holds where none of them says otherwise.
 *
 * @param serverName what the server is called in its error log
 * @param routes the routes, in the order of the file
 * @param settings what is set where a route sets nothing itself, and for requests that no route is for
 * @param documentRoot the folder whose files answer where nothing else does
 * @param units the units for all requests
 * @param modulePath where units find modules, as in {@code /srv/lualib/?.lua}
 * @param bodyBufferBytes how much of a request's body is kept in memory for units; a longer one goes to a file
 * @param underscoresInHeaders whether header fields of requests are taken whose names have underscores
 */
public record Site(
        String serverName,
        List<Route> routes,
        RouteSettings settings,
        Optional<Path> documentRoot,
        List<ComputingUnit> units,
        List<String> modulePath,
        long bodyBufferBytes,
        boolean underscoresInHeaders) {

    /** The name of what is set for requests that no route is for. */
    public static final String NO_ROUTE = "";

    public Site {
        routes = List.copyOf(routes);
        units = List.copyOf(units);
        modulePath = List.copyOf(modulePath);
    }

    /** All units, those of the routes included. */
    public List<ComputingUnit> allUnits() {
        return Stream.concat(units.stream(), routes.stream().flatMap(route -> route.units().stream()))
                .toList();
    }
}
