package dev.cuprum;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.CatalogBuilder;
import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.catalog.Engines;
import dev.cuprum.catalog.Node;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.exec.EdgeListener;
import dev.cuprum.exec.Listeners;
import dev.cuprum.exec.LoggingListener;
import dev.cuprum.exec.PhaseRunner;
import dev.cuprum.exec.ThreadLimits;
import dev.cuprum.metrics.EdgeMetrics;
import dev.cuprum.state.SharedDictionaries;
import dev.cuprum.store.MemoryUnitStore;
import dev.cuprum.store.NodeReport;
import dev.cuprum.store.NodeStatus;
import dev.cuprum.store.Release;
import dev.cuprum.store.UnitStore;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One node of an edge: takes releases, keeps the catalog of the newest, and runs its units. A host asks
 * {@link #catalog} once for each request and {@link #runner} for each phase; people publish with {@link #publish}. Safe
 * for use by any number of threads.
 */
public final class Edge implements AutoCloseable {

    /** The phases that a host of requests runs, in the order in which a request passes them. */
    public static final Set<Phase> REQUEST_PHASES = Set.copyOf(EnumSet.of(
            Phase.SERVER_REWRITE,
            Phase.SET,
            Phase.REWRITE,
            Phase.ACCESS,
            Phase.PRECONTENT,
            Phase.CONTENT,
            Phase.HEADER_FILTER,
            Phase.BODY_FILTER,
            Phase.LOG));

    /** The phases whose units can be published here. */
    private static final Set<Phase> PHASES = phases();

    private final Node node;
    private final Engines engines;
    private final UnitStore store;
    private final OwnUnits own;
    private final Limits requestLimits;
    private final SharedDictionaries sharedDictionaries;
    private final PhaseRunner runner;
    private final CatalogBuilder catalogs;
    private final UnitStore.Subscription subscription;
    private final InstantSource clock;
    private final CatalogSwitch switching;
    private final String version;
    private final Instant startedAt;
    private final Object reporting = new Object();

    private Edge(Builder builder) {
        node = builder.node;
        version = builder.version;
        clock = builder.clock;
        startedAt = clock.instant();
        engines = Engines.find(builder.engines, builder.classLoader)
                .withModulePath(builder.modulePath)
                .withFetch(builder.fetch);
        sharedDictionaries = SharedDictionaries.of(builder.dictionaries(engines));
        store = builder.store;
        requestLimits = builder.requestLimits;
        List<EdgeListener> all = builder.allListeners();
        all.add(new ThreadListener());
        Listeners listeners = new Listeners(all);
        runner = new PhaseRunner(listeners, requestLimits, sharedDictionaries, builder.threadLimits);
        catalogs = new CatalogBuilder(engines, node, PHASES, runner::guard, runner);
        own = ownUnits(builder.units);
        switching = new CatalogSwitch(engines, catalogs, own, clock, listeners, this::report);
        try {
            subscription = subscribe(builder.metrics);
            switching.warmUp();
        } catch (RuntimeException e) {
            try (engines;
                    runner;
                    switching) {
                throw e;
            }
        }
    }

    private OwnUnits ownUnits(List<ComputingUnit> units) {
        try {
            return OwnUnits.of(units, catalogs);
        } catch (RuntimeException e) {
            try (engines;
                    runner) {
                throw e;
            }
        }
    }

    private UnitStore.Subscription subscribe(List<EdgeMetrics> metrics) {
        UnitStore.Subscription following = store.watch(switching::follow);
        try {
            report();
            metrics.forEach(counting -> store.addListener(counting.storeListener()));
            return following;
        } catch (RuntimeException e) {
            try (following) {
                throw e;
            }
        }
    }

    private static Set<Phase> phases() {
        Set<Phase> phases = EnumSet.copyOf(REQUEST_PHASES);
        phases.addAll(List.of(Phase.INIT, Phase.INIT_WORKER, Phase.LIBRARY));
        return Set.copyOf(phases);
    }

    /** An edge that keeps its units in memory and runs them on the engines of the class path. */
    public static Edge create() {
        return builder().build();
    }

    /** An edge of chosen parts. */
    public static Builder builder() {
        return new Builder();
    }

    private void report() {
        synchronized (reporting) { // So that the last report is the newest.
            store.report(status());
        }
    }

    /** Tells the store of threads that are stuck, and of their ends. */
    private final class ThreadListener implements EdgeListener {
        @Override
        public void threadStuck(ComputingUnit unit, int stuck, int most) {
            report();
        }

        @Override
        public void threadFreed(ComputingUnit unit, int stuck) {
            report();
        }
    }

    private NodeReport status() {
        Catalog newest = switching.newest();
        return new NodeReport(
                node.name(),
                node.labels(),
                version,
                startedAt,
                catalog().generation(),
                newest.generation(),
                "",
                newest.failures().stream()
                        .map(failure -> new NodeReport.Failure(failure.id(), failure.message(), failure.keptLastGood()))
                        .toList(),
                newest.startFailures(),
                store.alarms(),
                runner.threads().stuck(),
                switchedOff());
    }

    private List<NodeReport.SwitchedOff> switchedOff() {
        List<NodeReport.SwitchedOff> result = new ArrayList<>();
        for (CatalogUnit unit : catalog().units()) {
            unit.guard()
                    .switchedOff()
                    .ifPresent(why ->
                            result.add(new NodeReport.SwitchedOff(unit.unit().id(), why)));
        }
        return result;
    }

    /**
     * The nodes of the edge, live or lately dead, as far as the store knows of them; of a store that knows of none, this
     * one.
     */
    public List<NodeStatus> nodes() {
        List<NodeStatus> known = store.nodes();
        return known.isEmpty()
                ? List.of(new NodeStatus("self", status(), NodeStatus.State.LIVE, clock.instant()))
                : known;
    }

    /**
     * Publishes a release, once all of its units have proved to compile. It is live on this node when this returns, or is
     * compiled and waits where it is to run from an instant on.
     *
     * @throws dev.cuprum.unit.InvalidUnitException where a unit would not run, or the units would not fit together;
     *     nothing was changed
     * @throws dev.cuprum.store.PreconditionFailedException where a unit is not in the version the release was made
     *     for; nothing was changed
     */
    public Publication publish(Release release) {
        release.activateAt().ifPresent(switching::check);
        UnitStore.Prepared prepared = store.prepare();
        CatalogBuilder.Checked checked = catalogs.check(release);
        try {
            return new Publication(prepared.publish(release), new Warnings(requestLimits).of(release));
        } finally {
            checked.close();
        }
    }

    /** Publishes units, as one release. */
    public Publication put(ComputingUnit... units) {
        return publish(Release.put(units));
    }

    /** Removes units, as one release. */
    public Publication remove(UnitId... ids) {
        return publish(Release.delete(ids));
    }

    /** The catalog of the newest generation; a request asks once and stays with the answer. */
    public Catalog catalog() {
        return switching.catalog();
    }

    /** Runs the units of a phase. */
    public PhaseRunner runner() {
        return runner;
    }

    /** Where the releases live. */
    public UnitStore store() {
        return store;
    }

    /** The units that this node has beside those of the store, and that are not published. */
    public List<ComputingUnit> units() {
        return own.units();
    }

    /** The dictionaries that all units share. */
    public SharedDictionaries sharedDictionaries() {
        return sharedDictionaries;
    }

    /** This node. */
    public Node node() {
        return node;
    }

    /** The languages units can be written in here, each with what runs its units, for people. */
    public Map<String, String> engines() {
        return engines.descriptions();
    }

    /** Stops following the store, and closes the store and the engines. */
    @Override
    public void close() {
        // The last is closed first; each is, whatever the others throw.
        try (engines;
                runner;
                store;
                switching) {
            subscription.close();
        }
    }

    /** Puts an edge together. Not thread-safe. */
    public static final class Builder {

        /** What units in JavaScript call their state, and its size where nobody says another. */
        private static final String STATE = "state";

        private static final long STATE_BYTES = 10L << 20;

        private final List<ScriptEngine> engines = new ArrayList<>();
        private final Map<String, Long> sharedDictionaries = new LinkedHashMap<>();
        private final List<EdgeListener> listeners = new ArrayList<>();
        private final List<ComputingUnit> units = new ArrayList<>();
        private final List<EdgeMetrics> metrics = new ArrayList<>();
        private final List<String> modulePath = new ArrayList<>();
        private final List<String> fetch = new ArrayList<>();
        private boolean logs = true;
        private ClassLoader classLoader = Edge.class.getClassLoader();
        private UnitStore store = new MemoryUnitStore();
        private Node node = new Node("node", Map.of());
        private InstantSource clock = InstantSource.system();
        private String version = Optional.ofNullable(Edge.class.getPackage().getImplementationVersion())
                .orElse("unknown");
        private Limits requestLimits = Limits.REQUEST_DEFAULT;
        private ThreadLimits threadLimits = ThreadLimits.DEFAULT;

        private Builder() {}

        /** Runs units of this engine's language on it, whatever the class path holds. */
        public Builder engine(ScriptEngine engine) {
            engines.add(engine);
            return this;
        }

        /** Where engines are looked for; the class loader of this class by default. */
        public Builder classLoader(ClassLoader classLoader) {
            this.classLoader = classLoader;
            return this;
        }

        /** Where releases live; in memory by default. */
        public Builder store(UnitStore store) {
            this.store = store;
            return this;
        }

        /** Which node this is. */
        public Builder node(Node node) {
            this.node = node;
            return this;
        }

        /** Which version of the program this is, for those who look at the nodes. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** By which clock releases that wait for their instant are activated; the system's by default. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * What all units of one request may use together, each piece of a response's body for a body_filter unit
         * included: the wall-clock time spent inside units, 1 ms to 60 s, and what they allocate, 1 MiB to 1 GiB. {@link
         * Limits#REQUEST_DEFAULT} by default. A unit that runs into it is stopped, and units after it fail at once,
         * whatever limits of their own they have. Of each piece of a body, a millisecond and a MiB are free, so that a
         * long response is not stopped for its length.
         */
        public Builder requestLimits(Limits limits) {
            this.requestLimits = limits;
            return this;
        }

        /** Units in JavaScript have a dictionary, whether or not somebody has thought of it. */
        private Map<String, Long> dictionaries(Engines engines) {
            Map<String, Long> all = new LinkedHashMap<>(sharedDictionaries);
            if (engines.of("js").isPresent()) {
                all.putIfAbsent(STATE, STATE_BYTES);
            }
            return all;
        }

        /**
         * How many threads there are for units that may be impossible to stop, and what becomes of those that are stuck;
         * {@link ThreadLimits#DEFAULT} by default.
         */
        public Builder threadLimits(ThreadLimits limits) {
            this.threadLimits = limits;
            return this;
        }

        /**
         * Adds a dictionary that all units share, {@code ngx.shared.NAME} in Lua.
         *
         * @param name what units call it
         * @param bytes what its items may take, as nginx counts it: 12 KiB to 64 GiB
         * @throws IllegalArgumentException where there is one of this name already
         */
        public Builder sharedDictionary(String name, long bytes) {
            if (sharedDictionaries.putIfAbsent(name, bytes) != null) {
                throw new IllegalArgumentException("there are two shared dictionaries '" + name + "'");
            }
            return this;
        }

        /**
         * Adds units of this node's own: they run beside those of the store, are part of no generation, and are not seen
         * by other nodes. A unit of the store takes the place of one of the same id.
         */
        public Builder units(List<ComputingUnit> own) {
            units.addAll(own);
            return this;
        }

        /** Adds someone who sees all that happens. */
        public Builder listener(EdgeListener listener) {
            listeners.add(listener);
            return this;
        }

        /** Counts what happens on the edge for a registry, as {@link EdgeMetrics} says. */
        public Builder metrics(MeterRegistry registry) {
            EdgeMetrics counting = new EdgeMetrics(registry);
            metrics.add(counting);
            return listener(counting);
        }

        /**
         * Adds places where units find modules in files, {@code require} in Lua.
         *
         * @param templates as in {@code /srv/lualib/?.lua}: a question mark stands for the module's name
         */
        public Builder modulePath(List<String> templates) {
            modulePath.addAll(templates);
            return this;
        }

        /**
         * Adds places that units may send requests to, {@code fetch} in JavaScript; nowhere by default.
         *
         * @param targets as in {@code https://api.example.com/v1/}: a scheme, a host, and a path with what is below it
         */
        public Builder fetch(List<String> targets) {
            fetch.addAll(targets);
            return this;
        }

        /**
         * Leaves out the {@link LoggingListener} that writes all that happens to the system's log: for a host that has a
         * log of its own, which is then one of the listeners.
         */
        public Builder withoutSystemLog() {
            logs = false;
            return this;
        }

        private List<EdgeListener> allListeners() {
            List<EdgeListener> all = new ArrayList<>(listeners);
            if (logs) {
                all.add(0, new LoggingListener());
            }
            return all;
        }

        /**
         * The edge, following its store.
         *
         * @throws IllegalStateException where two engines of one language have equal claims
         * @throws IllegalArgumentException where a shared dictionary cannot have its size, or a place of modules is
         *     none
         * @throws dev.cuprum.unit.InvalidUnitException where a unit of the node's own would not run; each problem is
         *     under its place: {@code put[2]}
         */
        public Edge build() {
            return new Edge(this);
        }
    }
}
