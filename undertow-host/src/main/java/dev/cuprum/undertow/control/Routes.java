package dev.cuprum.undertow.control;

import static io.undertow.util.Methods.DELETE;
import static io.undertow.util.Methods.GET;
import static io.undertow.util.Methods.POST;
import static io.undertow.util.Methods.PUT;

import dev.cuprum.Edge;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the control plane answers, as a table. Immutable. */
final class Routes {

    private static final int MIB = 1 << 20;

    /** The media type of Prometheus' text format. */
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    /** A call that found its route, with the variable part of its path as it is on the wire. */
    record Found(Route route, String variable) {}

    private final List<Route> table;

    Routes(Edge edge, Supplier<String> metrics) {
        UnitsResource units = new UnitsResource(edge);
        ReleasesResource releases = new ReleasesResource(edge);
        NodesResource nodes = new NodesResource(edge);
        table = List.of(
                Route.of(GET, "/", RootResource::describe),
                Route.of(GET, "/api/units", units::list),
                Route.of(GET, "/api/units/{id}", units::get),
                Route.of(PUT, "/api/units/{id}", units::put).body(MIB).parameters(Wait.PARAMETER),
                Route.of(DELETE, "/api/units/{id}", units::delete).parameters(Wait.PARAMETER),
                Route.of(GET, "/api/releases", releases::list),
                Route.of(POST, "/api/releases", releases::publish)
                        .body(16 * MIB)
                        .parameters(Wait.PARAMETER),
                Route.of(POST, "/api/releases/{generation}/rollback", releases::rollback)
                        .body(MIB)
                        .parameters(Wait.PARAMETER),
                Route.of(GET, "/api/nodes", nodes::list),
                Route.of(GET, "/metrics", call -> Answer.text(200, PROMETHEUS, metrics.get())));
    }

    /** Whether a path is answered to everybody. */
    static boolean isOpen(String rawPath) {
        return rawPath.isEmpty() || rawPath.equals("/");
    }

    /**
     * The route of a call.
     *
     * @param rawPath the path as it is on the wire
     * @throws Refusal where there is none for the path, or none for the method
     */
    Found find(HttpString method, String rawPath) {
        String path = rawPath.isEmpty() ? "/" : rawPath;
        List<Route> ofPath =
                table.stream().filter(route -> route.variable(path).isPresent()).toList();
        if (ofPath.isEmpty()) {
            throw Refusal.of(
                    404,
                    "there is nothing at " + path + "; the API is "
                            + table.stream().map(Route::template).distinct().collect(Collectors.joining(", ")));
        }
        for (Route route : ofPath) {
            if (route.takes(method)) {
                return new Found(route, route.variable(path).orElseThrow());
            }
        }
        throw Refusal.method(method, allowed(ofPath));
    }

    private static List<String> allowed(List<Route> routes) {
        List<String> allowed = routes.stream()
                .map(route -> route.method().toString())
                .flatMap(method -> method.equals("GET") ? List.of("GET", "HEAD").stream() : List.of(method).stream())
                .collect(Collectors.toList());
        allowed.add("OPTIONS");
        return allowed;
    }
}
