package dev.cuprum.undertow;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The routes of the host behind an edge, as far as they matter to units: which route a path belongs to, and what is set
 * for it. Safe for use by several threads.
 */
public interface RouteMap {

    /** No routes at all, for an edge before an application that has none. */
    RouteMap NONE = new RouteMap() {
        @Override
        public Optional<RouteSettings> of(String path, boolean internal) {
            return Optional.empty();
        }

        @Override
        public Optional<RouteSettings> named(String name) {
            return Optional.empty();
        }

        @Override
        public Set<String> variables() {
            return Set.of();
        }

        @Override
        public boolean plain() {
            return true;
        }
    };

    /**
     * The route for a path; empty where no route is.
     *
     * @param path decoded and normalised
     * @param internal whether internal routes count
     */
    Optional<RouteSettings> of(String path, boolean internal);

    /** The route of a name, with its {@code @}. */
    Optional<RouteSettings> named(String name);

    /** The variables that some route sets: units may write to them in every route, as in nginx. */
    Set<String> variables();

    /**
     * Where the files are that belong to a route.
     *
     * @param route its name; empty for requests that no route is for
     * @return that of the server where the route has none itself; empty where neither has
     */
    default Optional<Root> root(String route) {
        return Optional.empty();
    }

    /** What the server is called; empty where it has no name. */
    default String serverName() {
        return "";
    }

    /**
     * A folder of files.
     *
     * @param folder where it is
     * @param prefix what is taken off a path before it is looked up
     */
    record Root(Path folder, String prefix) {

        /** The name of the file for a path, be there one or not. */
        public String file(String path) {
            String below = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
            return folder + (below.startsWith("/") ? below : "/" + below);
        }
    }

    /** Whether every route is {@linkplain RouteSettings#plain plain}, so that it is not worth looking for the route. */
    boolean plain();
}
