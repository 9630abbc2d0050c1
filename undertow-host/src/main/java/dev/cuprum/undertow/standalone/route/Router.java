package dev.cuprum.undertow.standalone.route;

import dev.cuprum.undertow.ErrorPage;
import dev.cuprum.undertow.RequestPath;
import dev.cuprum.undertow.standalone.config.Location;
import dev.cuprum.undertow.standalone.config.Route;
import dev.cuprum.undertow.standalone.config.Target;
import dev.cuprum.undertow.standalone.files.FileHandler;
import dev.cuprum.undertow.standalone.http.FixedResponse;
import dev.cuprum.undertow.standalone.http.RouteHandler;
import dev.cuprum.undertow.standalone.http.SlashRedirect;
import dev.cuprum.undertow.standalone.proxy.OriginHandler;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands each request to the route for its path. The path is the one the request has when it gets here, so a unit may
 * have rewritten it. Internal and named routes are reached by {@link #redirect} and {@link #runNamed} alone.
 */
public final class Router implements HttpHandler {

    /** As many as nginx allows. */
    private static final int MOST_REDIRECTS = 10;

    private static final Logger LOG = System.getLogger("dev.cuprum.router");
    static final AttachmentKey<Integer> REDIRECTS = AttachmentKey.create(Integer.class);

    private record Destination(RouteHandler handler, boolean internal, boolean addsSlash) {}

    private final Locations<Destination> locations;

    private Router(Locations<Destination> locations) {
        this.locations = locations;
    }

    /**
     * A router for some routes.
     *
     * @param ioThreads how many I/O threads will call it; the connections to origins are shared out among them
     */
    public static Router create(List<Route> routes, int ioThreads) {
        List<Map.Entry<Location, Destination>> targets = new ArrayList<>();
        for (Route route : routes) {
            boolean addsSlash = !(route.target() instanceof Target.Respond);
            RouteHandler handler = handler(route, ioThreads);
            targets.add(Map.entry(route.location(), new Destination(handler, route.internal(), addsSlash)));
        }
        return new Router(new Locations<>(targets));
    }

    /** A router that knows one exact path. */
    public static Router single(String path, RouteHandler handler) {
        Location location = new Location(Location.Kind.EXACT, path);
        return new Router(new Locations<>(List.of(Map.entry(location, new Destination(handler, false, false)))));
    }

    private static RouteHandler handler(Route route, int ioThreads) {
        Target target = route.target();
        if (target instanceof Target.Proxy proxy) {
            return new OriginHandler(proxy, route.location(), ioThreads);
        }
        if (target instanceof Target.Files files) {
            return FileHandler.create(files.folder(), route.location());
        }
        return new FixedResponse((Target.Respond) target);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        route(exchange, false);
    }

    /**
     * Starts over at another path, from inside: internal routes may answer.
     *
     * @param path a decoded path
     * @param query the query without its question mark; empty for none
     */
    public void redirect(HttpServerExchange exchange, String path, String query) throws Exception {
        if (!mayRedirect(exchange, path)) {
            return;
        }
        exchange.setRelativePath(path);
        exchange.setRequestPath(path);
        exchange.setQueryString(query);
        route(exchange, true);
    }

    /** Has a named route answer, with the path left as it is. */
    public void runNamed(HttpServerExchange exchange, String name) throws Exception {
        if (!mayRedirect(exchange, name)) {
            return;
        }
        Optional<Destination> found = locations.named(name);
        if (found.isEmpty()) {
            LOG.log(Level.ERROR, "there is no route ''{0}'' to run", name);
            ErrorPage.send(exchange, StatusCodes.INTERNAL_SERVER_ERROR);
            return;
        }
        String path = exchange.getRelativePath();
        found.get().handler.handle(exchange, RequestPath.normalize(path).orElse("/"));
    }

    private static boolean mayRedirect(HttpServerExchange exchange, String where) {
        Integer before = exchange.getAttachment(REDIRECTS);
        int count = before == null ? 1 : before + 1;
        exchange.putAttachment(REDIRECTS, count);
        if (count > MOST_REDIRECTS) {
            LOG.log(
                    Level.ERROR,
                    "a request was redirected inside more than {0} times, last to ''{1}''",
                    MOST_REDIRECTS,
                    where);
            ErrorPage.send(exchange, StatusCodes.INTERNAL_SERVER_ERROR);
            return false;
        }
        return true;
    }

    private void route(HttpServerExchange exchange, boolean fromInside) throws Exception {
        Optional<String> path =
                RequestPath.normalize(RequestPath.withSlashes(exchange.getRelativePath(), exchange.getRequestURI()));
        if (path.isEmpty()) {
            ErrorPage.send(exchange, StatusCodes.BAD_REQUEST);
            return;
        }
        if (tooLong(exchange)) {
            exchange.setPersistent(false);
            ErrorPage.send(exchange, StatusCodes.REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        Optional<Destination> nearby = locations.slashAway(path.get()).filter(found -> found.addsSlash);
        if (nearby.isPresent() && (fromInside || !nearby.get().internal)) {
            SlashRedirect.send(exchange, path.get());
            return;
        }
        Optional<Destination> found =
                locations.select(path.get()).filter(destination -> fromInside || !destination.internal);
        if (found.isPresent()) {
            found.get().handler.handle(exchange, path.get());
        } else {
            ErrorPage.send(exchange, StatusCodes.NOT_FOUND);
        }
    }

    private static boolean tooLong(HttpServerExchange exchange) {
        long most = exchange.getMaxEntitySize();
        return most > 0
                && exchange.getRequestHeaders().contains(Headers.CONTENT_LENGTH)
                && exchange.getRequestContentLength() > most;
    }
}
