package dev.cuprum.undertow.standalone.route;

import dev.cuprum.http.VariableText;
import dev.cuprum.undertow.RouteMap;
import dev.cuprum.undertow.RouteSettings;
import dev.cuprum.undertow.standalone.config.Location;
import dev.cuprum.undertow.standalone.config.Route;
import dev.cuprum.undertow.standalone.config.Site;
import dev.cuprum.undertow.standalone.config.Target;
import dev.cuprum.undertow.standalone.route.Locations.Choice;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the routes of a server set for units: the router's answers, as units' phases ask for them. */
final class RouteTable implements RouteMap {

    private final Locations<Destination> locations;
    private final RouteSettings nowhere;
    private final Set<String> variables;
    private final boolean plain;
    private final String serverName;
    private final Optional<Root> documentRoot;
    private final Map<String, Root> roots = new HashMap<>();

    RouteTable(Site site, Locations<Destination> locations) {
        this.locations = locations;
        nowhere = site.settings();
        variables = Stream.concat(
                        site.settings().variables().keySet().stream(),
                        site.routes().stream().flatMap(route -> route.settings().variables().keySet().stream()))
                .collect(Collectors.toUnmodifiableSet());
        serverName = site.serverName();
        documentRoot = site.documentRoot().map(folder -> new Root(folder.toAbsolutePath(), ""));
        for (Route route : site.routes()) {
            if (route.target().orElse(null) instanceof Target.Files files) {
                Location location = route.location();
                String prefix = location.isPrefix() ? location.value() : "";
                roots.put(route.settings().name(), new Root(files.folder().toAbsolutePath(), prefix));
            }
        }
        plain = nowhere.plain()
                && site.routes().stream().allMatch(route -> route.settings().plain());
    }

    @Override
    public Optional<RouteSettings> of(String path, boolean internal) {
        Optional<Choice<Destination>> choice = locations.select(path);
        if (choice.isEmpty()) {
            return Optional.of(nowhere);
        }
        Destination destination = choice.get().target();
        if (destination.internal() && !internal) {
            return Optional.of(hidden(destination.settings()));
        }
        return Optional.of(captured(destination.settings(), choice.get().captures()));
    }

    /** A route that is not to be found has its error pages all the same, and none of its units. */
    private RouteSettings hidden(RouteSettings route) {
        return new RouteSettings(
                nowhere.name(),
                nowhere.variables(),
                nowhere.defaultType(),
                route.errorPages(),
                nowhere.access(),
                nowhere.satisfyAny(),
                false);
    }

    private static RouteSettings captured(RouteSettings route, Map<String, String> captures) {
        if (captures.isEmpty()) {
            return route;
        }
        Map<String, VariableText> all = new LinkedHashMap<>();
        captures.forEach((name, value) -> all.put(name, VariableText.literal(value)));
        all.putAll(route.variables());
        return new RouteSettings(
                route.name(),
                all,
                route.defaultType(),
                route.errorPages(),
                route.access(),
                route.satisfyAny(),
                route.exclusive());
    }

    @Override
    public Optional<RouteSettings> named(String name) {
        return locations.named(name).map(Destination::settings);
    }

    @Override
    public Set<String> variables() {
        return variables;
    }

    @Override
    public Optional<Root> root(String route) {
        Root own = roots.get(route);
        return own == null ? documentRoot : Optional.of(own);
    }

    @Override
    public String serverName() {
        return serverName;
    }

    @Override
    public boolean plain() {
        return plain;
    }
}
