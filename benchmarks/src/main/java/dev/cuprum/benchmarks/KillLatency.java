package dev.cuprum.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.cuprum.Edge;
import dev.cuprum.catalog.Selection;
import dev.cuprum.engine.Outcome;
import dev.cuprum.exec.EdgeListener;
import dev.cuprum.exec.RequestRun;
import dev.cuprum.exec.UnitThreads;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Measures how long past its deadline a hostile unit runs, and how far past its limit it allocates, on an edge whose
 * machine is busy: two threads run hostile units, two others an ordinary one. Between
 * the hostile ones it stops units in Java that do nothing but poll: what the machine itself is late by.
 */
public final class KillLatency implements AutoCloseable {

    private static final String LUA = "lua";
    private static final String JAVASCRIPT = "js";
    private static final Logger LOGS = Logger.getLogger("dev.cuprum");
    private static final ThreadLocal<Ending> ENDING = new ThreadLocal<>();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Set<String> NAMED = Set.of("language", "only", "runs", "timeout", "memory", "threads", "load");

    /** After so many timeouts a breaker would open: time for a new version of the unit. */
    private static final int RUNS_OF_A_VERSION = 2;
    /** A unit that runs on for this long will not be stopped any more. */
    private static final long HOPELESS_SECONDS = 30;
    /** One unit does not get more of the run than this, stopped late as it may be. */
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    /** For so long requests are answered before it begins. */
    private static final long SERVED_NANOS = 2_000_000_000L;

    private final boolean javaScript;
    private final Map<String, String> endless;
    private final Map<String, String> greedy;
    private final List<String> wanted;
    private final int threads;
    private final int load;
    private final Limits brief;
    private final Limits scarce;
    private final int runs;
    private final Edge edge = Edge.builder()
            .engine(new PollingEngine())
            .listener(new Ends())
            .requestLimits(Limits.of(60_000, 1024))
            .build();
    private final Queue<Kill> floor = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService pool = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    });

    /** How an execution ended, and how long it took. */
    private record Ending(Outcome outcome, long nanos) {}

    /** Hands each thread the end of its own execution. */
    private static final class Ends implements EdgeListener {
        @Override
        public void ended(ComputingUnit unit, Exchange exchange, Outcome outcome, long nanos) {
            ENDING.set(new Ending(outcome, nanos));
        }
    }

    private KillLatency(Options options) {
        this.load = (int) options.number("load", 2);
        this.brief = Limits.of(options.count("timeout", 20), 1024);
        this.scarce = Limits.of(20_000, options.count("memory", 16));
        this.javaScript = isJavaScript(options.text("language", LUA));
        this.endless = javaScript ? HostileScripts.endless() : HostileUnits.endless();
        this.greedy = javaScript ? HostileScripts.greedy() : HostileUnits.greedy();
        List<String> names = new ArrayList<>(endless.keySet());
        names.addAll(greedy.keySet());
        this.wanted = options.wanted(names);
        this.threads = options.count("threads", 2);
        this.runs = options.count("runs", 20);
        LOGS.setLevel(Level.OFF);
    }

    /**
     * Measures, and prints the table.
     *
     * @param args {@code --language lua --only NAME,... --runs 20 --timeout 20 --memory 16 --threads 2 --load 2}
     */
    public static void main(String[] args) {
        UsageError.reportedBy("kill-latency", () -> measure(Options.parse(args, NAMED, Set.of())));
    }

    private static boolean isJavaScript(String language) {
        if (!language.equals(LUA) && !language.equals(JAVASCRIPT)) {
            throw new UsageError("there are hostile units in " + LUA + " and " + JAVASCRIPT + ", not in " + language);
        }
        return language.equals(JAVASCRIPT);
    }

    private static void measure(Options options) {
        try (KillLatency meter = new KillLatency(options)) {
            meter.run();
        }
    }

    private void run() {
        if (javaScript) {
            serve();
        }
        for (int i = 0; i < load; i++) {
            String path = "load" + i;
            edge.put(unit(path, LUA, LuaSource.UNIT.unit(), Limits.of(60_000, 1024)));
            pool.execute(() -> {
                while (!over.get()) {
                    execute(path, 20);
                }
            });
        }
        KillTable table = new KillTable(javaScript ? KillTable.Targets.JAVASCRIPT : KillTable.Targets.LUA);
        System.out.println("Java " + Runtime.version());
        System.out.println(KillTable.HEAD);
        try {
            measure(table, endless, brief);
            measure(table, greedy, scarce);
        } finally {
            System.out.print(table.totals(List.copyOf(floor)));
        }
    }

    /** A server has answered requests before the hostile ones come: the engine is there. */
    private void serve() {
        edge.put(unit("served", JAVASCRIPT, "export default ({ respond }) => respond('ok');", Limits.of(20_000, 512)));
        FutureTask<Void> requests = new FutureTask<>(
                () -> {
                    long end = System.nanoTime() + SERVED_NANOS;
                    while (System.nanoTime() < end) {
                        execute("served", 1);
                    }
                },
                null);
        begin(requests);
        try {
            requests.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the server did not serve", e);
        }
    }

    private void measure(KillTable table, Map<String, String> units, Limits limits) {
        units.forEach((name, code) -> {
            if (wanted.contains(name)) {
                List<Kill> kills = onAllThreads(name, code, limits);
                System.out.println(table.line(name, kills));
            }
        });
    }

    private List<Kill> onAllThreads(String name, String code, Limits limits) {
        List<Future<List<Kill>>> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            String path = "hostile" + i;
            FutureTask<List<Kill>> part = new FutureTask<>(() -> kills(path, code, limits));
            begin(part);
            parts.add(part);
        }
        List<Kill> kills = new ArrayList<>();
        for (Future<List<Kill>> part : parts) {
            try {
                kills.addAll(part.get(HOPELESS_SECONDS, TimeUnit.SECONDS));
            } catch (TimeoutException e) {
                throw new IllegalStateException("'" + name + "' does not stop", e);
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("'" + name + "' could not be measured", e);
            }
        }
        return kills;
    }

    /** Begins what runs hostile units, on the threads that a server would run them on. */
    private void begin(FutureTask<?> work) {
        if (!javaScript) {
            pool.execute(work);
            return;
        }
        edge.runner().threads().execute(new UnitThreads.Task() {
            @Override
            public void run() {
                work.run();
            }

            @Override
            public void refused() {
                work.cancel(false);
            }
        });
    }

    private List<Kill> kills(String path, String code, Limits limits) {
        List<Kill> kills = new ArrayList<>();
        long begin = System.nanoTime();
        for (int run = 0; run < runs && System.nanoTime() - begin < PATIENCE_NANOS; run++) {
            if (run % RUNS_OF_A_VERSION == 0) {
                floor.add(kill(unit(path, PollingEngine.LANGUAGE, "run " + run, brief)));
                edge.put(
                        unit(path, javaScript ? JAVASCRIPT : LUA, code + (javaScript ? " // " : " -- ") + run, limits));
            }
            kills.add(kill(path, limits));
        }
        return kills;
    }

    private Kill kill(ComputingUnit unit) {
        edge.put(unit);
        return kill(unit.id().toString(), unit.limits());
    }

    private Kill kill(String path, Limits limits) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        Ending end = execute(path, 1);
        return new Kill(
                end.outcome(),
                end.nanos() - limits.timeout().toNanos(),
                THREADS.getCurrentThreadAllocatedBytes() - allocated - limits.memoryBytes());
    }

    private static ComputingUnit unit(String path, String language, String code, Limits limits) {
        return ComputingUnit.builder(UnitId.of(path), Phase.CONTENT, code)
                .language(language)
                .match(new Match(List.of(), List.of(PathPattern.parse("= /" + path)), List.of()))
                .limits(limits)
                .build();
    }

    private Ending execute(String path, int calls) {
        Selection selection = edge.catalog().select("localhost", "/" + path, "GET");
        MemoryExchange exchange = MemoryExchange.of("GET", "/" + path + "?n=" + calls);
        edge.runner().run(new RequestRun(edge.catalog(), selection, exchange), Phase.CONTENT);
        return ENDING.get();
    }

    @Override
    public void close() {
        over.set(true);
        pool.shutdownNow();
        edge.close();
    }
}
