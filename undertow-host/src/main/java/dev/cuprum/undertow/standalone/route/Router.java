package dev.cuprum.undertow.standalone.route;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.undertow.EdgeHandler;
import dev.cuprum.undertow.ErrorPage;
import dev.cuprum.undertow.RequestLog;
import dev.cuprum.undertow.RequestPath;
import dev.cuprum.undertow.RouteMap;
import dev.cuprum.undertow.RouteSettings;
import dev.cuprum.undertow.standalone.config.Location;
import dev.cuprum.undertow.standalone.config.Route;
import dev.cuprum.undertow.standalone.config.Site;
import dev.cuprum.undertow.standalone.config.Target;
import dev.cuprum.undertow.standalone.files.FileHandler;
import dev.cuprum.undertow.standalone.http.FixedResponse;
import dev.cuprum.undertow.standalone.http.RouteHandler;
import dev.cuprum.undertow.standalone.http.SlashRedirect;
import dev.cuprum.undertow.standalone.proxy.OriginHandler;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands each request to its route: to the one that the edge has found for it, {@link EdgeHandler#ROUTE}, and to
 * the one for its path where the edge has not looked for any. The path that a route sees is the one the request has when
 * it gets here: a unit may have rewritten it.
 */
public final class Router implements HttpHandler {

    private final Locations<Destination> locations;
    private final RouteHandler otherwise;
    private final RouteTable table;

    private Router(Site site, Locations<Destination> locations, RouteHandler otherwise) {
        this.locations = locations;
        this.otherwise = otherwise;
        table = new RouteTable(site, locations);
    }

    /**
     * A router for the routes of a site.
     *
     * @param ioThreads how many I/O threads will call it; the connections to origins are shared out among them
     */
    public static Router create(Site site, int ioThreads) {
        RouteHandler otherwise = otherwise(site);
        List<Map.Entry<Location, Destination>> targets = new ArrayList<>();
        for (Route route : site.routes()) {
            boolean addsSlash =
                    route.target().filter(it -> !(it instanceof Target.Respond)).isPresent();
            RouteHandler handler = route.target()
                    .map(target -> handler(route, target, ioThreads))
                    .orElse(otherwise);
            targets.add(Map.entry(
                    route.location(), new Destination(handler, route.internal(), addsSlash, route.settings())));
        }
        return new Router(site, new Locations<>(targets), otherwise);
    }

    /** A router that hands one exact path to a handler, for a site without routes. */
    public static Router single(Site site, String path, RouteHandler handler) {
        Location location = new Location(Location.Kind.EXACT, path);
        Destination destination = new Destination(handler, false, false, site.settings());
        return new Router(site, new Locations<>(List.of(Map.entry(location, destination))), otherwise(site));
    }

    private static RouteHandler otherwise(Site site) {
        return site.documentRoot()
                .<RouteHandler>map(FileHandler::ofRoot)
                .orElse((exchange, path) -> ErrorPage.send(exchange, StatusCodes.NOT_FOUND));
    }

    private static RouteHandler handler(Route route, Target target, int ioThreads) {
        if (target instanceof Target.Proxy proxy) {
            return new OriginHandler(proxy, route.location(), ioThreads);
        }
        if (target instanceof Target.Files files) {
            return FileHandler.create(files.folder(), route.location());
        }
        return new FixedResponse((Target.Respond) target, route.settings().defaultType());
    }

    /** What the routes set for units. */
    public RouteMap settings() {
        return table;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        Optional<String> path =
                RequestPath.normalize(RequestPath.withSlashes(exchange.getRelativePath(), exchange.getRequestURI()));
        if (path.isEmpty()) {
            ErrorPage.send(exchange, StatusCodes.BAD_REQUEST);
        } else if (tooLong(exchange)) {
            exchange.setPersistent(false);
            RequestLog.write(
                    exchange,
                    LogLevel.ERR,
                    "client intended to send too large body: " + exchange.getRequestContentLength() + " bytes");
            ErrorPage.send(exchange, StatusCodes.REQUEST_ENTITY_TOO_LARGE);
        } else {
            route(exchange, path.get());
        }
    }

    private void route(HttpServerExchange exchange, String path) throws Exception {
        RouteSettings chosen = exchange.getAttachment(EdgeHandler.ROUTE);
        boolean fromInside = EdgeHandler.isInternal(exchange);
        if (chosen == null || !chosen.name().startsWith("@")) {
            Optional<Destination> nearby = locations.slashAway(path).filter(Destination::addsSlash);
            if (nearby.isPresent() && (fromInside || !nearby.get().internal())) {
                SlashRedirect.send(exchange, path);
                return;
            }
        }
        Optional<Destination> found = chosen == null
                ? locations
                        .select(path)
                        .map(Locations.Choice::target)
                        .filter(destination -> fromInside || !destination.internal())
                : locations.named(chosen.name());
        if (found.isPresent()) {
            found.get().handler().handle(exchange, path);
        } else if (chosen == null && locations.select(path).isPresent()) {
            ErrorPage.send(exchange, StatusCodes.NOT_FOUND);
        } else {
            otherwise.handle(exchange, path);
        }
    }

    private static boolean tooLong(HttpServerExchange exchange) {
        long most = exchange.getMaxEntitySize();
        return most > 0
                && exchange.getRequestHeaders().contains(Headers.CONTENT_LENGTH)
                && exchange.getRequestContentLength() > most;
    }
}
