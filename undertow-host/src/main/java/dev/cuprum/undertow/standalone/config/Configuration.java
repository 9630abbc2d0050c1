package dev.cuprum.undertow.standalone.config;

import dev.cuprum.catalog.Node;
import dev.cuprum.exec.ThreadLimits;
import dev.cuprum.unit.Limits;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the server is told.
 *
 * @param listen where the edge listens
 * @param http2 whether the edge speaks HTTP/2 without TLS to clients that ask for it
 * @param tls where the edge listens for TLS, if it does
 * @param control where the control plane listens
 * @param data the folder of what is kept between starts
 * @param redis where the units of the edge are kept
 * @param signatures who signs releases, and whose releases this node runs
 * @param namespace which edge this node is a part of
 * @param node this node
 * @param site the routes, and what holds for all of them
 * @param startPage whether {@code /} shows the page for those who have just started
 * @param maxBodyBytes the longest request body; 0 for no limit
 * @param requestLimits what all units of a request may use together
 * @param scripting what runs the units, and where they may send requests
 * @param shared the sizes in bytes of the dictionaries that units share, by their names
 * @param accessLog whether each request has its line in the log
 * @param errorLog where the error log goes
 * @param ioThreads how many threads do I/O for the edge
 * @param workerThreads how many threads at most do what waits
 * @param unitThreads how many threads there are for units that may be impossible to stop
 */
public record Configuration(
        Address listen,
        boolean http2,
        Optional<Tls> tls,
        Address control,
        Path data,
        Redis redis,
        Signatures signatures,
        String namespace,
        Node node,
        Site site,
        boolean startPage,
        long maxBodyBytes,
        Limits requestLimits,
        Scripting scripting,
        Map<String, Long> shared,
        boolean accessLog,
        ErrorLogSettings errorLog,
        int ioThreads,
        int workerThreads,
        ThreadLimits unitThreads) {

    public Configuration {
        shared = Collections.unmodifiableMap(new LinkedHashMap<>(shared));
    }

    /** What holds where nothing else is said: no routes, and the start page. */
    public static Configuration defaults() {
        return new ConfigurationBuilder().build();
    }

    /** A builder that starts from this. */
    public ConfigurationBuilder toBuilder() {
        return new ConfigurationBuilder(this);
    }

    /** The routes, in the order of the file. */
    public List<Route> routes() {
        return site.routes();
    }
}
