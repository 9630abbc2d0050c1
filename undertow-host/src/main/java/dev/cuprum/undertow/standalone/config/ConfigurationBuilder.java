package dev.cuprum.undertow.standalone.config;

import dev.cuprum.catalog.Node;
import dev.cuprum.exec.ThreadLimits;
import dev.cuprum.undertow.EdgeOptions;
import dev.cuprum.unit.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a {@link Configuration} together, from what holds where nothing else is said. Not thread-safe. */
public final class ConfigurationBuilder {

    private Address listen = new Address("127.0.0.1", 8080);
    private boolean http2;
    private Optional<Tls> tls = Optional.empty();
    private Address control = new Address("127.0.0.1", 9090);
    private Path data = Path.of("cuprum-data");
    private Redis redis = Redis.EMBEDDED;
    private Signatures signatures = Signatures.NONE;
    private String namespace = "default";
    private Node node = new Node("node", Map.of());
    private Site site = new Site(
            "localhost",
            List.of(),
            new SettingsDraft().ofServer(),
            Optional.empty(),
            List.of(),
            List.of(),
            EdgeOptions.DEFAULT_BODY_BUFFER,
            false);
    private boolean startPage = true;
    private long maxBodyBytes = 2L << 20;
    private Limits requestLimits = Limits.REQUEST_DEFAULT;
    private Scripting scripting = Scripting.DEFAULT;
    private Map<String, Long> shared = Map.of();
    private boolean accessLog = true;
    private ErrorLogSettings errorLog = ErrorLogSettings.DEFAULT;
    private int ioThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
    private int workerThreads = Math.max(16, 8 * Runtime.getRuntime().availableProcessors());
    private ThreadLimits unitThreads = ThreadLimits.DEFAULT;

    ConfigurationBuilder() {}

    ConfigurationBuilder(Configuration from) {
        listen = from.listen();
        http2 = from.http2();
        tls = from.tls();
        control = from.control();
        data = from.data();
        redis = from.redis();
        signatures = from.signatures();
        namespace = from.namespace();
        node = from.node();
        site = from.site();
        startPage = from.startPage();
        maxBodyBytes = from.maxBodyBytes();
        requestLimits = from.requestLimits();
        scripting = from.scripting();
        shared = from.shared();
        accessLog = from.accessLog();
        errorLog = from.errorLog();
        ioThreads = from.ioThreads();
        workerThreads = from.workerThreads();
        unitThreads = from.unitThreads();
    }

    /** Sets where the edge listens. */
    public ConfigurationBuilder listen(Address listen) {
        this.listen = listen;
        return this;
    }

    /** Sets whether the edge speaks HTTP/2 without TLS. */
    public ConfigurationBuilder http2(boolean http2) {
        this.http2 = http2;
        return this;
    }

    /** Sets where the edge listens for TLS. */
    public ConfigurationBuilder tls(Optional<Tls> tls) {
        this.tls = tls;
        return this;
    }

    /** Sets where the control plane listens. */
    public ConfigurationBuilder control(Address control) {
        this.control = control;
        return this;
    }

    /** Sets the folder of what is kept between starts. */
    public ConfigurationBuilder data(Path data) {
        this.data = data;
        return this;
    }

    /** Sets where the units of the edge are kept. */
    public ConfigurationBuilder redis(Redis redis) {
        this.redis = redis;
        return this;
    }

    /** Sets who signs releases, and whose releases this node runs. */
    public ConfigurationBuilder signatures(Signatures signatures) {
        this.signatures = signatures;
        return this;
    }

    /** Sets which edge this node is a part of. */
    public ConfigurationBuilder namespace(String namespace) {
        this.namespace = namespace;
        return this;
    }

    /** Sets this node. */
    public ConfigurationBuilder node(Node node) {
        this.node = node;
        return this;
    }

    /** Sets the routes, and what holds for all of them. */
    public ConfigurationBuilder site(Site site) {
        this.site = site;
        return this;
    }

    /** Sets whether {@code /} shows the page for those who have just started. */
    public ConfigurationBuilder startPage(boolean startPage) {
        this.startPage = startPage;
        return this;
    }

    /** Sets the longest request body; 0 for no limit. */
    public ConfigurationBuilder maxBodyBytes(long maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
        return this;
    }

    /** Sets what all units of a request may use together. */
    public ConfigurationBuilder requestLimits(Limits requestLimits) {
        this.requestLimits = requestLimits;
        return this;
    }

    /** Sets what runs the units, and where they may send requests. */
    public ConfigurationBuilder scripting(Scripting scripting) {
        this.scripting = scripting;
        return this;
    }

    /** Sets the sizes in bytes of the dictionaries that units share. */
    public ConfigurationBuilder shared(Map<String, Long> shared) {
        this.shared = shared;
        return this;
    }

    /** Sets whether each request has its line in the log. */
    public ConfigurationBuilder accessLog(boolean accessLog) {
        this.accessLog = accessLog;
        return this;
    }

    /** Sets where the error log goes. */
    public ConfigurationBuilder errorLog(ErrorLogSettings errorLog) {
        this.errorLog = errorLog;
        return this;
    }

    /** Sets how many threads do I/O for the edge. */
    public ConfigurationBuilder ioThreads(int ioThreads) {
        this.ioThreads = ioThreads;
        return this;
    }

    /** Sets how many threads at most do what waits. */
    public ConfigurationBuilder workerThreads(int workerThreads) {
        this.workerThreads = workerThreads;
        return this;
    }

    /** Sets how many threads there are for units that may be impossible to stop. */
    public ConfigurationBuilder unitThreads(ThreadLimits unitThreads) {
        this.unitThreads = unitThreads;
        return this;
    }

    /** The configuration. */
    public Configuration build() {
        return new Configuration(
                listen,
                http2,
                tls,
                control,
                data,
                redis,
                signatures,
                namespace,
                node,
                site,
                startPage,
                maxBodyBytes,
                requestLimits,
                scripting,
                shared,
                accessLog,
                errorLog,
                ioThreads,
                workerThreads,
                unitThreads);
    }
}
