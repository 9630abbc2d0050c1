package dev.cuprum.undertow.standalone;

import dev.cuprum.Edge;
import dev.cuprum.engine.CompiledUnit.Need;
import dev.cuprum.exec.LoggingListener;
import dev.cuprum.polyglot.PolyglotEngine;
import dev.cuprum.undertow.control.AdminToken;
import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.config.ErrorLogSettings;
import dev.cuprum.undertow.standalone.config.Route;
import dev.cuprum.undertow.standalone.config.Target;
import dev.cuprum.undertow.standalone.log.ErrorLog;
import dev.cuprum.undertow.standalone.log.ErrorLogListener;
import dev.cuprum.undertow.standalone.log.LogWriter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The edge as a server of its own: an edge, its routes, and the listeners of both the edge and its control plane.
 * Started from a configuration, as {@code cuprum serve} does, or put together in Java by a {@linkplain #builder builder}.
 * Safe for use by several threads.
 */
public final class Server implements AutoCloseable {

    private static final Logger LOG = System.getLogger("dev.cuprum.server");
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(75);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);
    private static final Duration WORTH_SAYING = Duration.ofSeconds(1);

    private final Edge edge;
    private final Storage storage;
    private final ErrorLog errorLog;
    private final Duration patience;
    private final Listening edgeSide;
    private final Optional<ControlPlane> control;
    private final Drain drain;
    private final InetSocketAddress edgeAddress;
    private final OptionalInt tlsPort;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    Server(Plan plan) {
        Configuration configuration = plan.configuration();
        errorLog = plan.errorLog();
        patience = plan.patience();
        ErrorLogListener listener =
                new ErrorLogListener(errorLog, configuration.site().serverName());
        Edge.Builder builder = Edge.builder()
                .withoutSystemLog()
                .listener(listener)
                .modulePath(configuration.site().modulePath())
                .node(configuration.node())
                .version(Version.current())
                .requestLimits(configuration.requestLimits())
                .threadLimits(configuration.unitThreads());
        configuration.scripting().engines().forEach(engine -> builder.engine(engine.create()));
        if (configuration.scripting().freshContexts()) {
            builder.engine(PolyglotEngine.builder().freshContexts(true).build());
        }
        builder.fetch(configuration.scripting().fetch());
        configuration.shared().forEach(builder::sharedDictionary);
        // Where nobody can ask for them, nothing is counted.
        Optional<PrometheusMeterRegistry> registry =
                plan.token().map(token -> new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        registry.ifPresent(builder::metrics);
        plan.storage().store().ifPresent(builder::store);
        plan.edge().accept(builder);
        storage = plan.storage();
        Closing started = new Closing().first(errorLog::close);
        try {
            edge = ConfiguredUnits.build(builder, configuration.site().allUnits());
            started.first(edge::close);
            ConfiguredUnits.requireStarted(edge);
            edgeSide = started.with(Listening.start(
                    "edge",
                    configuration.ioThreads(),
                    configuration.workerThreads(),
                    Tuning.httpOptions(),
                    longestIdle(configuration)));
            edgeSide.keepHeads(() -> edge.catalog().needs(Need.RAW_HEADER));
            control = plan.token()
                    .map(token -> started.with(
                            ControlPlane.start(edge, token, configuration.control(), registry.orElseThrow()::scrape)));
            drain = new Drain(Pipeline.of(plan, edge, control, listener));
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
            try (started) {
                throw e;
            }
        }
    }

    /** Starts to put a server together in Java, as an embedder or a test does. */
    public static ServerBuilder builder() {
        return new ServerBuilder();
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
     * @param log where the access log goes, and the error log where it has no file
     * @throws ListenException where an address cannot be listened on
     * @throws dev.cuprum.unit.InvalidUnitException where a unit of the configuration would not run
     * @throws dev.cuprum.store.StoreUnavailableException where the units cannot be had: there is no Redis, and this node
     *     has not kept any
     */
    public static Server start(Configuration configuration, Map<String, String> environment, LogWriter log) {
        ErrorLogSettings settings = configuration.errorLog();
        AdminToken token = AdminToken.of(configuration.data(), environment);
        Storage storage = Storage.open(configuration, environment);
        try {
            ErrorLog errorLog = settings.file()
                    .map(file -> ErrorLog.toFile(file, settings.level()))
                    .orElseGet(() -> ErrorLog.to(log, settings.level()));
            return new Server(new Plan(
                    configuration,
                    Optional.of(token),
                    storage,
                    log,
                    errorLog,
                    LONGEST_DRAIN,
                    edge -> edge.listener(new LoggingListener(false))));
        } catch (RuntimeException e) {
            try (storage) {
                throw e;
            }
        }
    }

    /** An origin may be silent for as long as its route says, and the client's connection stands still meanwhile. */
    private static Duration longestIdle(Configuration configuration) {
        Duration silence = configuration.routes().stream()
                .map(Route::target)
                .flatMap(Optional::stream)
                .filter(Target.Proxy.class::isInstance)
                .map(target -> ((Target.Proxy) target).timeout())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration longest = silence.plusSeconds(15);
        return longest.compareTo(LONGEST_IDLE) > 0 ? longest : LONGEST_IDLE;
    }

    /** The port of the edge's listener. */
    public int port() {
        return edgeAddress.getPort();
    }

    /** The same as {@link #port}. */
    public int edgePort() {
        return port();
    }

    /** The port of the edge's listener for TLS, where there is one. */
    public OptionalInt tlsPort() {
        return tlsPort;
    }

    /**
     * The port of the control plane's listener.
     *
     * @throws IllegalStateException where there is no control plane
     */
    public int controlPort() {
        return controlAddress().getPort();
    }

    /** Where the edge listens. */
    InetSocketAddress edgeAddress() {
        return edgeAddress;
    }

    /** Where the control plane listens. */
    InetSocketAddress controlAddress() {
        return controlPlane().address();
    }

    /** The edge. */
    public Edge edge() {
        return edge;
    }

    /** Where the units are kept, for people. */
    String storage() {
        return storage.description();
    }

    /** What units log and how they fail. */
    public ErrorLog errorLog() {
        return errorLog;
    }

    /**
     * The admin token.
     *
     * @throws IllegalStateException where there is no control plane
     */
    public AdminToken token() {
        return controlPlane().token();
    }

    private ControlPlane controlPlane() {
        return control.orElseThrow(() -> new IllegalStateException(
                "this server has no control plane; its builder has a method 'control' to give it one"));
    }

    /**
     * Stops: accepts no more connections, lets the requests that are being answered come to their end, for half a minute
     * at most (one from the builder for as long as that says, a moment by default), and closes everything. Returns when
     * that is done, whoever began it.
     */
    public void stop() {
        if (stopping.compareAndSet(false, true)) {
            Closing all = new Closing()
                    .first(stopped::countDown)
                    .first(() -> LOG.log(announced(), "stopped"))
                    .first(errorLog::close)
                    .first(storage::close)
                    .first(edge::close)
                    .first(() -> control.ifPresent(ControlPlane::close))
                    .first(edgeSide::close);
            try (all) {
                edgeSide.stopAccepting();
                drain();
            }
        }
        awaitStop();
    }

    /** Where requests have no time to speak of, as in a test, it is not worth saying that the server stops. */
    private Level announced() {
        return patience.compareTo(WORTH_SAYING) < 0 ? Level.DEBUG : Level.INFO;
    }

    private void drain() {
        LOG.log(
                announced(),
                "stopping: no new connections; {0} requests are being answered and have {1} s to end",
                drain.active(),
                patience.toSeconds());
        try {
            if (!drain.await(patience)) {
                LOG.log(
                        announced() == Level.INFO ? Level.WARNING : Level.DEBUG,
                        "{0} requests did not end in time and are cut off",
                        drain.active());
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
