package dev.cuprum.undertow.standalone;

import dev.cuprum.Edge;
import dev.cuprum.state.SharedDictionary;
import dev.cuprum.undertow.EdgeOptions;
import dev.cuprum.undertow.RouteSettings;
import dev.cuprum.undertow.control.AdminToken;
import dev.cuprum.undertow.standalone.config.Address;
import dev.cuprum.undertow.standalone.config.ByteSize;
import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.config.ConfigurationBuilder;
import dev.cuprum.undertow.standalone.config.Location;
import dev.cuprum.undertow.standalone.config.Redis;
import dev.cuprum.undertow.standalone.config.Route;
import dev.cuprum.undertow.standalone.config.RouteUnits;
import dev.cuprum.undertow.standalone.config.Scripting;
import dev.cuprum.undertow.standalone.config.Site;
import dev.cuprum.undertow.standalone.log.ErrorLog;
import dev.cuprum.undertow.standalone.log.LogWriter;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts a server together in Java: for programs that have the edge inside, and for tests.
 *
 * <pre>{@code
 * try (Server server = Server.builder()
 *         .route("/hello", route -> route.content("ngx.say('hello')"))
 *         .start()) {
 *     // http://127.0.0.1:PORT/hello, with server.port()
 * }
 * }</pre>
 *
 * <p>What is not set is as in nginx, but: it listens on a free port of 127.0.0.1; the error log is in memory and takes
 * all levels; there is no access log and no control plane; stopping waits no more than a moment for requests. Code that is given here
 * is as trusted as the program itself and may run for 10 s and allocate 256 MiB, and all of a request 60 s and 1 GiB.
 * Not thread-safe; can start several servers.
 */
public final class ServerBuilder extends SettingsBuilder<ServerBuilder> {

    private static final Limits UNIT_LIMITS = Limits.of(10_000, 256);
    private static final Limits REQUEST_LIMITS = Limits.of(60_000, 1024);
    private static final long MOST_BODY = 1L << 40;
    private static final long MOST_BUFFER = 1L << 30;

    private final Map<String, RouteBuilder> routes = new LinkedHashMap<>();
    private final List<Function<RouteUnits, ComputingUnit>> units = new ArrayList<>();
    private final List<String> modulePath = new ArrayList<>();
    private final List<String> fetch = new ArrayList<>();
    private final Map<String, Long> shared = new LinkedHashMap<>();
    private final List<Consumer<Edge.Builder>> edgeParts = new ArrayList<>();
    private Address listen = new Address("127.0.0.1", 0);
    private boolean http2;
    private String serverName = "localhost";
    private Optional<Path> documentRoot = Optional.empty();
    private long maxBody = EdgeOptions.DEFAULT_MAX_BODY;
    private long bodyBuffer = EdgeOptions.DEFAULT_BODY_BUFFER;
    private boolean underscores;
    private Limits unitLimits = UNIT_LIMITS;
    private Limits requestLimits = REQUEST_LIMITS;
    private Optional<Address> control = Optional.empty();
    private Optional<String> token = Optional.empty();
    private Optional<ErrorLog> errorLog = Optional.empty();
    private boolean accessLog;
    private Duration patience = Duration.ofMillis(100);
    private int ioThreads = 2;
    private int workerThreads = 16;

    ServerBuilder() {}

    @Override
    ServerBuilder self() {
        return this;
    }

    /**
     * Where to listen; on a free port of 127.0.0.1 by default.
     *
     * @param port 0 lets the system choose one, which {@link Server#port} tells
     */
    public ServerBuilder listen(String host, int port) {
        listen = new Address(host, port);
        return this;
    }

    /** Whether clients that ask for it get HTTP/2 without TLS; they do not by default. */
    public ServerBuilder http2(boolean spoken) {
        http2 = spoken;
        return this;
    }

    /** What the server is called in its error log; {@code localhost} by default. */
    public ServerBuilder serverName(String name) {
        serverName = name;
        return this;
    }

    /**
     * Adds a route.
     *
     * @param location one of nginx's forms: {@code /prefix}, {@code = /exact}, {@code ^~ /prefix}, {@code ~ regex},
     *     {@code ~* regex}, {@code @name}
     * @param route says what happens there
     * @throws IllegalArgumentException where it is none of them, or there is a route for it already
     */
    public ServerBuilder route(String location, Consumer<RouteBuilder> route) {
        Location parsed = Location.parse(location);
        // as in nginx, "/x" and "^~ /x" are the same place
        String place = parsed.isPrefix() ? parsed.value() : parsed.toString();
        RouteBuilder builder = new RouteBuilder(parsed);
        route.accept(builder);
        if (routes.putIfAbsent(place, builder) != null) {
            throw new IllegalArgumentException("there is a route '" + parsed + "' already");
        }
        return this;
    }

    /** The folder whose files answer where no route, target or unit does; none by default, so that it is 404 there. */
    public ServerBuilder documentRoot(Path folder) {
        documentRoot = Optional.of(folder);
        return this;
    }

    /**
     * Runs code in a phase of all requests, or of the server itself; it fails as in nginx. Code of one phase runs in the
     * order in which it was given.
     */
    public ServerBuilder unit(Phase phase, String code) {
        units.add(maker -> maker.ofServer(phase, code));
        return this;
    }

    /** Runs a unit, for the requests it is for and as it says. */
    public ServerBuilder unit(ComputingUnit unit) {
        units.add(maker -> unit);
        return this;
    }

    /**
     * Adds a place where {@code require} finds modules, as nginx's {@code lua_package_path} does.
     *
     * @param template as in {@code /srv/lualib/?.lua}: the question mark stands for the module's name, with its dots as
     *     slashes; several with semicolons between them
     */
    public ServerBuilder modulePath(String template) {
        modulePath.addAll(List.of(template.split(";")));
        return this;
    }

    /**
     * Adds places that units may send requests to, {@code fetch} in JavaScript; nowhere by default.
     *
     * @param targets as in {@code https://api.example.com/v1/}: a scheme, a host, and a path with what is below it
     */
    public ServerBuilder fetch(String... targets) {
        fetch.addAll(List.of(targets));
        return this;
    }

    /** Code that runs once, before the server listens, as {@code init_by_lua}. */
    public ServerBuilder init(String code) {
        return unit(Phase.INIT, code);
    }

    /** Code that runs once after that, as {@code init_worker_by_lua}: a JVM is one worker. */
    public ServerBuilder initWorker(String code) {
        return unit(Phase.INIT_WORKER, code);
    }

    /**
     * Adds a dictionary that all units share, {@code ngx.shared.NAME} in Lua, as nginx's {@code lua_shared_dict} does.
     *
     * @param size bytes, or with k, m or g behind it; {@code 12k} at least
     * @throws IllegalArgumentException where that is no size, or there is one of this name already
     */
    public ServerBuilder sharedDictionary(String name, String size) {
        long bytes = ByteSize.parse(size, SharedDictionary.LEAST_BYTES, SharedDictionary.MOST_BYTES);
        if (shared.putIfAbsent(name, bytes) != null) {
            throw new IllegalArgumentException("there are two shared dictionaries '" + name + "'");
        }
        return this;
    }

    /**
     * The longest request body, as nginx's {@code client_max_body_size}; {@code 1m} by default, {@code 0} for no limit.
     *
     * @param size bytes, or with k, m or g behind it
     */
    public ServerBuilder maxBody(String size) {
        maxBody = ByteSize.parse(size, 0, MOST_BODY);
        return this;
    }

    /**
     * How much of a request's body is kept in memory for units, as nginx's {@code client_body_buffer_size}; {@code 16k}
     * by default. A longer one goes to a file.
     *
     * @param size bytes, or with k, m or g behind it
     */
    public ServerBuilder bodyBuffer(String size) {
        bodyBuffer = ByteSize.parse(size, 0, MOST_BUFFER);
        return this;
    }

    /**
     * Whether header fields of requests are taken whose names have underscores, as nginx's {@code underscores_in_headers}
     * says; they are dropped by default.
     */
    public ServerBuilder underscoresInHeaders(boolean taken) {
        underscores = taken;
        return this;
    }

    /** What each execution of code that is given here may use; 10 s and 256 MiB by default. */
    public ServerBuilder unitLimits(Limits limits) {
        unitLimits = limits;
        return this;
    }

    /** What all units of a request may use together; 60 s and 1 GiB by default. */
    public ServerBuilder requestLimits(Limits limits) {
        requestLimits = limits;
        return this;
    }

    /** Where the error log goes; by default to a new one in memory, which {@link Server#errorLog} gives to read. */
    public ServerBuilder errorLog(ErrorLog log) {
        errorLog = Optional.of(log);
        return this;
    }

    /** Whether each request has a line on standard error; not by default. */
    public ServerBuilder accessLog(boolean written) {
        accessLog = written;
        return this;
    }

    /**
     * Has a control plane listen, by which units are published over HTTP; there is none by default.
     *
     * @param port 0 lets the system choose one, which {@link Server#controlPort} tells
     * @param adminToken the bearer token of its callers
     */
    public ServerBuilder control(String host, int port, String adminToken) {
        control = Optional.of(new Address(host, port));
        token = Optional.of(adminToken);
        return this;
    }

    /** Does something to the edge before it is built: an engine, a store, a listener. */
    public ServerBuilder edge(Consumer<Edge.Builder> part) {
        edgeParts.add(part);
        return this;
    }

    /** How many threads do I/O, and how many at most do what waits; 2 and 16 by default. */
    public ServerBuilder threads(int io, int workers) {
        if (io < 1 || workers < 1) {
            throw new IllegalArgumentException("a server needs a thread of each kind at least");
        }
        ioThreads = io;
        workerThreads = workers;
        return this;
    }

    /** How long requests that are being answered may take to end when the server stops; 100 ms by default. */
    public ServerBuilder drain(Duration most) {
        patience = most;
        return this;
    }

    /**
     * Starts a server; it serves when this returns.
     *
     * @throws ListenException where it cannot listen
     * @throws dev.cuprum.unit.InvalidUnitException where some code would not run
     */
    public Server start() {
        return new Server(new Plan(
                configuration(),
                token.map(value -> AdminToken.of(Path.of(""), Map.of(AdminToken.VARIABLE, value))),
                Storage.IN_MEMORY,
                LogWriters.STANDARD_ERROR,
                errorLog.orElseGet(ErrorLog::inMemory),
                patience,
                edge -> edgeParts.forEach(part -> part.accept(edge))));
    }

    /** One writer for all servers of the process, which is made when it is first asked for. */
    private static final class LogWriters {
        static final LogWriter STANDARD_ERROR = LogWriter.start(System.err);
    }

    private Configuration configuration() {
        RouteUnits maker = new RouteUnits(unitLimits);
        RouteSettings server = settings().ofServer();
        List<ComputingUnit> forAll =
                units.stream().map(unit -> unit.apply(maker)).toList();
        List<Route> built = routes.values().stream()
                .map(route -> route.build(server, maker))
                .toList();
        ConfigurationBuilder builder = Configuration.defaults().toBuilder();
        control.ifPresent(builder::control);
        return builder.listen(listen)
                .http2(http2)
                .redis(Redis.MEMORY)
                .site(new Site(serverName, built, server, documentRoot, forAll, modulePath, bodyBuffer, underscores))
                .startPage(false)
                .maxBodyBytes(maxBody)
                .requestLimits(requestLimits)
                .scripting(new Scripting(List.of(), fetch, false))
                .shared(shared)
                .accessLog(accessLog)
                .ioThreads(ioThreads)
                .workerThreads(workerThreads)
                .build();
    }
}
