package dev.cuprum.undertow.standalone.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a route does with a request. */
public sealed interface Target {

    /**
     * Passes requests on to an origin server, as nginx's {@code proxy_pass} does: where the address has a path, that
     * takes the place of the matched prefix.
     *
     * @param origin an {@code http} or {@code https} address
     * @param connectTimeout how long a connection may take
     * @param timeout how long the origin may be silent
     * @param maxConnections how many connections there are at most; requests beyond wait for one
     * @param originHost whether the origin is called by its own name, rather than the one the client used
     */
    record Proxy(URI origin, Duration connectTimeout, Duration timeout, int maxConnections, boolean originHost)
            implements Target {

        /** Whether the address has a path, be it only a slash. */
        public boolean hasPath() {
            return !origin.getRawPath().isEmpty();
        }
    }

    /**
     * Serves the files of a folder. A prefix is taken off the path first; for an exact path or an expression the whole
     * path is looked up.
     *
     * @param folder the folder; nothing outside of it is ever served
     */
    record Files(Path folder) implements Target {}

    /**
     * Answers with a fixed response.
     *
     * @param status 200 to 599
     * @param body the text of the body, sent as UTF-8
     * @param headers the header fields by name, in order
     */
    record Respond(int status, String body, Map<String, List<String>> headers) implements Target {

        public Respond {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        /** The body as sent. */
        public byte[] bodyBytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }
}
