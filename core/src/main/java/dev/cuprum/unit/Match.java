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
 */
public record Match(List<HostPattern> hosts, List<PathPattern> paths, List<String> methods) {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** Every request. */
    public static final Match ALL = new Match(List.of(), List.of(), List.of());

    /**
     * @throws InvalidUnitException where a method is no token of RFC 9110 section 5.6.2
     */
    public Match {
        hosts = List.copyOf(hosts);
        paths = List.copyOf(paths);
        methods = List.copyOf(methods);
        Problems problems = new Problems();
        for (String method : methods) {
            problems.require(
                    TOKEN.matcher(method).matches(),
                    "methods",
                    "'" + method + "' is no HTTP method; write GET, POST …");
        }
        problems.throwIfAny();
    }
}
