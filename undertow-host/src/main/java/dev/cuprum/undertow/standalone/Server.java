package dev.cuprum.undertow.standalone;

import dev.cuprum.Edge;
import dev.cuprum.undertow.EdgeHandler;
import dev.cuprum.undertow.EdgeOptions;
import dev.cuprum.undertow.control.AdminToken;
import dev.cuprum.undertow.control.ControlHandler;
import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.config.Route;
import dev.cuprum.undertow.standalone.config.Target;
import dev.cuprum.undertow.standalone.http.Arrival;
import dev.cuprum.undertow.standalone.log.AccessLog;
import dev.cuprum.undertow.standalone.log.LogWriter;
import dev.cuprum.undertow.standalone.route.Router;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The edge as a server of its own: an edge, its routes, and the listeners of both the edge and its control plane. Safe
 * for use by several threads.
 */
public final class Server implements AutoCloseable {

    private static final Logger LOG = System.getLogger("dev.cuprum.server");
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(75);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private final Edge edge;
    private final AdminToken token;
    private final Listening edgeSide;
    private final Listening controlSide;
    private final Drain drain;
    private final InetSocketAddress edgeAddress;
    private final InetSocketAddress controlAddress;
    private final OptionalInt tlsPort;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Server(Configuration configuration, Map<String, String> environment, LogWriter log) {
        token = AdminToken.of(configuration.data(), environment);
        edge = Edge.builder()
                .node(configuration.node())
                .requestLimits(configuration.requestLimits())
                .build();
        edgeSide = Listening.start(
                "edge",
                configuration.ioThreads(),
                configuration.workerThreads(),
                Tuning.httpOptions(),
                longestIdle(configuration));
        controlSide = Listening.start("control", 1, 4, Tuning.httpOptions(), LONGEST_IDLE);
        try {
            controlAddress = controlSide.http(
                    configuration.control(),
                    false,
                    ControlHandler.create(edge, token.value()),
                    "the control plane",
                    "--control ADDRESS or 'control.listen' in the configuration");
            drain = new Drain(root(configuration, log));
            edgeAddress = edgeSide.http(
                    configuration.listen(),
                    configuration.http2(),
                    drain,
                    "the edge",
                    "--listen ADDRESS or 'listen' in the configuration");
            tlsPort = configuration
                    .tls()
                    .map(tls -> OptionalInt.of(edgeSide.https(tls, drain).getPort()))
                    .orElseGet(OptionalInt::empty);
        } catch (RuntimeException e) {
            edgeSide.close();
            controlSide.close();
            edge.close();
            throw e;
        }
    }

    /**
     * Starts a server that logs requests to standard error; it serves when this returns.
     *
     * @throws ListenException where an address cannot be listened on
     */
    public static Server start(Configuration configuration) {
        return start(configuration, System.getenv(), LogWriter.start(System.err));
    }

    /**
     * Starts a server; it serves when this returns.
     *
     * @param environment the environment variables; {@code CUPRUM_TOKEN} may name the admin token
     * @param log where the access log goes
     * @throws ListenException where an address cannot be listened on
     */
    public static Server start(Configuration configuration, Map<String, String> environment, LogWriter log) {
        return new Server(configuration, environment, log);
    }

    /** An origin may be silent for as long as its route says, and the client's connection stands still meanwhile. */
    private static Duration longestIdle(Configuration configuration) {
        Duration silence = configuration.routes().stream()
                .map(Route::target)
                .filter(Target.Proxy.class::isInstance)
                .map(target -> ((Target.Proxy) target).timeout())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration longest = silence.plusSeconds(15);
        return longest.compareTo(LONGEST_IDLE) > 0 ? longest : LONGEST_IDLE;
    }

    private HttpHandler root(Configuration configuration, LogWriter log) {
        Router router = configuration.startPage()
                ? Router.single("/", new StartPage(controlAddress, token))
                : Router.create(configuration.routes(), configuration.ioThreads());
        long maxBody = configuration.maxBodyBytes();
        EdgeHandler units = new EdgeHandler(
                edge, EdgeOptions.DEFAULT.withMaxBody(maxBody == 0 ? EdgeOptions.DEFAULT_MAX_BODY : maxBody));
        HttpHandler handler = new KeepAlive(new HttpContinueReadHandler(units.wrap(router)));
        if (maxBody > 0) {
            handler = new BodyLimit(maxBody, handler);
        }
        if (configuration.accessLog()) {
            handler = new AccessLog(log, EdgeHandler::unitsOf, handler);
        }
        return Arrival.note(handler);
    }

    /** The port of the edge's listener. */
    public int edgePort() {
        return edgeAddress.getPort();
    }

    /** The port of the edge's listener for TLS, where there is one. */
    public OptionalInt tlsPort() {
        return tlsPort;
    }

    /** The port of the control plane's listener. */
    public int controlPort() {
        return controlAddress.getPort();
    }

    /** Where the edge listens. */
    InetSocketAddress edgeAddress() {
        return edgeAddress;
    }

    /** Where the control plane listens. */
    InetSocketAddress controlAddress() {
        return controlAddress;
    }

    /** The edge. */
    public Edge edge() {
        return edge;
    }

    /** The admin token. */
    public AdminToken token() {
        return token;
    }

    /**
     * Stops: accepts no more connections, lets the requests that are being answered come to their end, for half a minute
     * at most, and closes everything. Returns when that is done, whoever began it.
     */
    public void stop() {
        if (stopping.compareAndSet(false, true)) {
            try {
                edgeSide.stopAccepting();
                drain();
            } finally {
                edgeSide.close();
                controlSide.close();
                edge.close();
                LOG.log(Level.INFO, "stopped");
                stopped.countDown();
            }
        }
        awaitStop();
    }

    private void drain() {
        LOG.log(
                Level.INFO,
                "stopping: no new connections; {0} requests are being answered and have {1} s to end",
                drain.active(),
                LONGEST_DRAIN.toSeconds());
        try {
            if (!drain.await(LONGEST_DRAIN)) {
                LOG.log(Level.WARNING, "{0} requests did not end in time and are cut off", drain.active());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the server has stopped. */
    public void awaitStop() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same as {@link #stop}. */
    @Override
    public void close() {
        stop();
    }
}
