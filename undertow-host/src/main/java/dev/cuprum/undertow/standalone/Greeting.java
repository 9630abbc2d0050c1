package dev.cuprum.undertow.standalone;

import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.config.Redis;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Map;

/** What the log says when the server has started. */
final class Greeting {

    private static final Logger LOG = System.getLogger("dev.cuprum.server");

    private Greeting() {}

    static void log(Server server, Configuration configuration) {
        Map<String, String> engines = server.edge().engines();
        LOG.log(
                Level.INFO,
                "cuprum {0} on Java {1} ({2}), languages: {3}",
                Version.current(),
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                engines.isEmpty() ? "none" : String.join(", ", engines.keySet()));
        engines.forEach((language, engine) -> LOG.log(Level.INFO, "units in {0} run on {1}", language, engine));
        LOG.log(
                configuration.redis().kind() == Redis.Kind.MEMORY ? Level.WARNING : Level.INFO,
                "units of namespace ''{0}'' are {1}",
                configuration.namespace(),
                server.storage());
        if (server.token().created()) {
            LOG.log(
                    Level.INFO,
                    "the admin token is {0} (shown this once; kept in {1}, readable by its owner only)",
                    server.token().value(),
                    server.token().file().map(Object::toString).orElse("no file"));
        } else {
            LOG.log(
                    Level.INFO,
                    "the admin token is that of {0}",
                    server.token().file().map(Object::toString).orElse("CUPRUM_TOKEN"));
        }
        if (!server.controlAddress().getAddress().isLoopbackAddress()) {
            LOG.log(
                    Level.WARNING,
                    "the control plane can be reached from other machines, and the admin token travels unencrypted;"
                            + " let it listen on 127.0.0.1, or put TLS before it");
        }
        if (!configuration.startPage() && configuration.routes().isEmpty()) {
            LOG.log(Level.WARNING, "there are no routes: what no unit answers is 404");
        }
        LOG.log(Level.INFO, "control plane: http://{0}", at(server.controlAddress()));
        LOG.log(
                Level.INFO,
                "edge: http://{0}{1}",
                at(server.edgeAddress()),
                server.tlsPort().isPresent()
                        ? " and https on port " + server.tlsPort().getAsInt()
                        : "");
    }

    static String at(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
