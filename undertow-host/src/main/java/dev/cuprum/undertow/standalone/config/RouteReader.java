package dev.cuprum.undertow.standalone.config;

import dev.cuprum.undertow.RouteSettings;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the list {@code routes}. */
final class RouteReader {

    private static final Location NOWHERE = new Location(Location.Kind.PREFIX, "/");
    private static final List<String> TARGETS = List.of("proxy", "files", "respond");

    private final Folders folders;
    private final RouteSettings server;
    private final UnitsReader units;
    private final boolean hasFiles;

    /**
     * @param server what is set for all routes
     * @param hasFiles whether there are files that answer where a route has no target
     */
    RouteReader(Folders folders, RouteSettings server, UnitsReader units, boolean hasFiles) {
        this.folders = folders;
        this.server = server;
        this.units = units;
        this.hasFiles = hasFiles;
    }

    List<Route> routes(List<Section> sections) {
        List<Route> routes = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Section section : sections) {
            Optional<Location> location = section.text("path", Location::parse);
            if (!section.has("path")) {
                section.complain("path", "is missing: which paths is the route for?");
            }
            location.ifPresent(found -> {
                // nginx takes "/x" and "^~ /x" for the same place
                String place = found.isPrefix() ? found.value() : found.toString();
                Integer first = lines.putIfAbsent(place, section.line());
                if (first != null) {
                    section.complain("path", "'" + found + "' is already routed in line " + first);
                }
            });
            route(section, location).ifPresent(routes::add);
            section.end();
        }
        return routes;
    }

    private Optional<Route> route(Section section, Optional<Location> location) {
        boolean internal = section.flag("internal").orElse(false);
        SettingsDraft draft = SettingsReader.settings(section);
        // Where the location is wrong, so that nothing comes of the route, its units are still looked at.
        List<ComputingUnit> code = units.units(section, location.or(() -> Optional.of(NOWHERE)));
        Optional<Target> target = target(section, location);
        boolean alone = target.isEmpty() && code.stream().anyMatch(unit -> unit.phase() == Phase.CONTENT);
        return location.map(where -> new Route(where, internal, target, draft.ofRoute(where, server, alone), code));
    }

    private Optional<Target> target(Section section, Optional<Location> location) {
        List<String> given = TARGETS.stream().filter(section::has).toList();
        if (given.isEmpty() && !hasFiles && !section.has("units")) {
            section.complain("", "has no target; give it one of " + String.join(", ", TARGETS) + ", or units");
        } else if (given.size() > 1) {
            section.complain(given.get(1), "stands beside " + given.get(0) + "; a route has one target");
        }
        Optional<Target> proxy = proxy(section, location).map(Target.class::cast);
        Optional<Target> files = section.text("files", folders::find).map(Target.Files::new);
        Optional<Target> respond = section.section("respond").flatMap(inner -> new RespondReader().respond(inner));
        return proxy.or(() -> files).or(() -> respond);
    }

    private Optional<Target.Proxy> proxy(Section section, Optional<Location> location) {
        var origin = section.text("proxy", Origins::parse);
        long connect = timeout(section, "connectTimeoutMs", 5_000);
        long silence = timeout(section, "timeoutMs", 60_000);
        int connections =
                section.number("maxConnections", 1, 65_536).map(Long::intValue).orElse(256);
        boolean originHost = section.text("hostHeader", RouteReader::hostHeader).orElse(false);
        if (!section.has("proxy")) {
            for (String key : List.of("connectTimeoutMs", "timeoutMs", "maxConnections", "hostHeader")) {
                if (section.has(key)) {
                    section.complain(key, "is only for a route with proxy");
                }
            }
        }
        Optional<Target.Proxy> proxy = origin.map(uri ->
                new Target.Proxy(uri, Duration.ofMillis(connect), Duration.ofMillis(silence), connections, originHost));
        proxy.filter(Target.Proxy::hasPath).flatMap(any -> location).ifPresent(where -> {
            if (!where.isPrefix() && where.kind() != Location.Kind.EXACT) {
                section.complain(
                        "proxy",
                        "has a path, which has no prefix to take the place of where the location is '" + where
                                + "'; leave the path out");
            }
        });
        return proxy;
    }

    private static long timeout(Section section, String key, long otherwise) {
        return section.number(key, 1, 86_400_000).orElse(otherwise);
    }

    private static boolean hostHeader(String word) {
        List<String> words = List.of("client", "origin");
        if (!words.contains(word)) {
            throw new IllegalArgumentException("'" + word + "' is neither client (the name the client asked for) nor"
                    + " origin (the name in the proxy address)");
        }
        return word.equals("origin");
    }
}
