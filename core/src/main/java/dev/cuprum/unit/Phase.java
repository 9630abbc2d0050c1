package dev.cuprum.unit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A point of a request's life, or of a node's, where units run, or for what else they are there. Names and meaning are those of the {@code *_by_lua}
 * directives of lua-nginx-module; the order of the constants is the order in which a request passes them.
 */
public enum Phase {
    /** Once, when a node starts, before anything is served. */
    INIT,
    /** Once for each worker of a node; a JVM is one worker. */
    INIT_WORKER,
    /** While a TLS connection chooses its certificate. */
    SSL_CERT,
    /** Before anything else of a request. */
    SERVER_REWRITE,
    /** Computes one variable of a request. */
    SET,
    /** Changes the request, redirects. */
    REWRITE,
    /** Decides whether the request may go on. */
    ACCESS,
    /** Between access and content. */
    PRECONTENT,
    /** Makes the response. */
    CONTENT,
    /** Chooses the origin a request is proxied to. */
    BALANCER,
    /** Changes status and headers of a response just before they are sent. */
    HEADER_FILTER,
    /** Sees and changes every piece of a response's body. */
    BODY_FILTER,
    /** After the last byte of a response. */
    LOG,
    /** Again and again, apart from any request. */
    TIMER,
    /** Never by itself: its units are modules, which others require by their ids. */
    LIBRARY;

    private static final Map<String, Phase> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Phase::wireName, phase -> phase));

    private static final Map<String, String> REFUSED = Map.of(
            "ssl_session_fetch", "the JDK has no hook for fetching TLS sessions, so no unit can run there",
            "ssl_session_store", "the JDK has no hook for storing TLS sessions, so no unit can run there");

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name as it is written outside: {@code header_filter}. */
    public String wireName() {
        return wireName;
    }

    /** Whether its units run for requests, or for their responses. */
    public boolean isOfRequests() {
        return this != INIT && this != INIT_WORKER && this != SSL_CERT && this != TIMER && this != LIBRARY;
    }

    /**
     * The phase of that name.
     *
     * @throws InvalidUnitException where there is none, with the names that exist
     */
    public static Phase parse(String name) {
        Phase phase = BY_NAME.get(name);
        if (phase != null) {
            return phase;
        }
        String reason = REFUSED.get(name);
        if (reason != null) {
            throw InvalidUnitException.of("phase", "'" + name + "' is not available: " + reason);
        }
        throw InvalidUnitException.of(
                "phase",
                (name.isBlank() ? "it is empty" : "there is no phase '" + name + "'") + "; choose one of " + names());
    }

    private static String names() {
        return Arrays.stream(values()).map(Phase::wireName).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return wireName;
    }
}
