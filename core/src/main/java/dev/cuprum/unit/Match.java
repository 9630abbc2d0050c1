package dev.cuprum.unit;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The requests a unit is for: those that fit one of the hosts, one of the paths and one of the methods. An empty list
 * asks for nothing, so {@link #ALL} is every request.
 *
 * @param hosts the hosts
 * @param paths the paths
 * @param methods the methods, compared with case as RFC 9110 section 9.1 has it
 * @param routes the routes of the host, each as it is written there ({@code /prefix}, {@code = /exact},
 *     {@code @named}); a unit with routes is for the requests that the host has chosen one of them for
 */
public record Match(List<HostPattern> hosts, List<PathPattern> paths, List<String> methods, List<String> routes) {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Every request. */
    public static final Match ALL = new Match(List.of(), List.of(), List.of());

    /** Requests of any route. */
    public Match(List<HostPattern> hosts, List<PathPattern> paths, List<String> methods) {
        this(hosts, paths, methods, List.of());
    }

    /**
     * @throws InvalidUnitException where a method is no token of RFC 9110 section 5.6.2
     */
    public Match {
        hosts = List.copyOf(hosts);
        paths = List.copyOf(paths);
        methods = List.copyOf(methods);
        routes = List.copyOf(routes);
        Problems problems = new Problems();
        for (String method : methods) {
            problems.require(
                    TOKEN.matcher(method).matches(),
                    "methods",
                    "'" + method + "' is no HTTP method; write GET, POST …");
        }
        for (String route : routes) {
            problems.require(!route.isBlank(), "routes", "a route is empty; write it as the host's configuration does");
        }
        problems.throwIfAny();
    }
}
