package dev.cuprum.undertow.standalone;

import dev.cuprum.undertow.RouteSettings;
import dev.cuprum.undertow.standalone.config.Location;
import dev.cuprum.undertow.standalone.config.Origins;
import dev.cuprum.undertow.standalone.config.Route;
import dev.cuprum.undertow.standalone.config.RouteUnits;
import dev.cuprum.undertow.standalone.config.Target;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * One route of a server that is put together in Java: what is set for it, the units for its requests, and what answers
 * where they do not. A route with content units and no target is left to them, so that a unit which does nothing makes an
 * empty response; a route with neither serves the document root of its server. Not thread-safe.
 */
public final class RouteBuilder extends SettingsBuilder<RouteBuilder> {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 256;

    private final Location location;
    private final List<BiFunction<RouteUnits, Location, ComputingUnit>> units = new ArrayList<>();
    private boolean hasContent;
    private boolean internal;
    private Optional<Target> target = Optional.empty();

    RouteBuilder(Location location) {
        this.location = location;
    }

    @Override
    RouteBuilder self() {
        return this;
    }

    Location location() {
        return location;
    }

    Route build(RouteSettings server, RouteUnits maker) {
        List<ComputingUnit> made =
                units.stream().map(unit -> unit.apply(maker, location)).toList();
        return new Route(
                location, internal, target, settings().ofRoute(location, server, hasContent && target.isEmpty()), made);
    }

    /** Hides the route from clients: it is reached from inside only, by {@code ngx.exec} or as an error page. */
    public RouteBuilder internal() {
        internal = true;
        return this;
    }

    /**
     * Runs code in a phase of the route's requests. Code of one phase runs in the order in which it was given. It fails
     * as in nginx: the request ends with 500.
     */
    public RouteBuilder unit(Phase phase, String code) {
        hasContent |= phase == Phase.CONTENT;
        units.add((maker, where) -> maker.of(where, phase, code));
        return this;
    }

    /** Runs a unit for the route's requests, with the limits, failure mode and order it has. */
    public RouteBuilder unit(ComputingUnit unit) {
        hasContent |= unit.phase() == Phase.CONTENT;
        units.add((maker, where) -> maker.of(where, unit));
        return this;
    }

    /** Computes a variable with code, as {@code set_by_lua} does. */
    public RouteBuilder setBy(String variable, String code) {
        units.add((maker, where) -> maker.setting(where, variable, code));
        return this;
    }

    /** Code that may change the request, as {@code rewrite_by_lua}. */
    public RouteBuilder rewrite(String code) {
        return unit(Phase.REWRITE, code);
    }

    /** Code that decides whether the request may go on, as {@code access_by_lua}. */
    public RouteBuilder access(String code) {
        return unit(Phase.ACCESS, code);
    }

    /** Code that runs between access and content, as {@code precontent_by_lua}. */
    public RouteBuilder precontent(String code) {
        return unit(Phase.PRECONTENT, code);
    }

    /** Code that makes the response, as {@code content_by_lua}. */
    public RouteBuilder content(String code) {
        return unit(Phase.CONTENT, code);
    }

    /** Code that may change status and headers of the response, as {@code header_filter_by_lua}. */
    public RouteBuilder headerFilter(String code) {
        return unit(Phase.HEADER_FILTER, code);
    }

    /** Code that may change the body of the response piece by piece, as {@code body_filter_by_lua}. */
    public RouteBuilder bodyFilter(String code) {
        return unit(Phase.BODY_FILTER, code);
    }

    /** Code that runs after the last byte of the response, as {@code log_by_lua}. */
    public RouteBuilder log(String code) {
        return unit(Phase.LOG, code);
    }

    /** Answers with a status, and its error page where it has one. */
    public RouteBuilder respond(int status) {
        return respond(status, "");
    }

    /** Answers with a status and a body of the route's default type. */
    public RouteBuilder respond(int status, String body) {
        return respond(status, body, Map.of());
    }

    /**
     * Answers with a status, a body and header fields.
     *
     * @param status 200 to 599
     * @param body sent as UTF-8; where it is empty, an error page from status 300 on
     * @param headers the header fields by name, beside those that the server sets itself
     * @throws IllegalArgumentException where the route has a target already, or the response cannot be
     */
    public RouteBuilder respond(int status, String body, Map<String, String> headers) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        headers.forEach((name, value) -> fields.put(name, List.of(value)));
        return to(new Target.Respond(status, body, fields));
    }

    /** Answers with a redirect, 301, 302, 303, 307 or 308. */
    public RouteBuilder redirect(int status, String location) {
        return respond(status, "", Map.of("Location", location));
    }

    /**
     * Serves the files of a folder; the prefix of the route is taken off the path first, as by nginx's {@code alias}.
     *
     * @throws IllegalArgumentException where the route has a target already
     */
    public RouteBuilder files(Path folder) {
        return to(new Target.Files(folder));
    }

    /**
     * Passes requests on to an origin server.
     *
     * @param origin {@code http://host:port} or {@code https://host:port}; where it has a path, that takes the place of
     *     the route's prefix, as in nginx
     * @throws IllegalArgumentException where it is none, or the route has a target already
     */
    public RouteBuilder proxy(String origin) {
        return to(new Target.Proxy(Origins.parse(origin), CONNECT, SILENCE, CONNECTIONS, false));
    }

    private RouteBuilder to(Target answers) {
        if (target.isPresent()) {
            throw new IllegalArgumentException("the route '" + location + "' has a target already: one of respond,"
                    + " redirect, files and proxy");
        }
        target = Optional.of(answers);
        return this;
    }
}
