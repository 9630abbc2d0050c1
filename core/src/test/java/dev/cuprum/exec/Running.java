package dev.cuprum.exec;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.CatalogBuilder;
import dev.cuprum.catalog.Engines;
import dev.cuprum.catalog.Node;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.LambdaEngine;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.state.SharedDictionaries;
import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** A phase runner with units of a {@link LambdaEngine}, and a record of what they did. */
final class Running implements AutoCloseable {

    /** What no busy machine makes the units of a request use up. */
    private static final Limits AMPLE = Limits.of(60_000, 64);

    final LambdaEngine engine = new LambdaEngine();
    final List<String> outcomes = Collections.synchronizedList(new ArrayList<>());
    final PhaseRunner runner;
    private final CatalogBuilder catalogs;
    private Catalog catalog = Catalog.EMPTY;

    Running(EdgeListener... more) {
        this(AMPLE, more);
    }

    Running(Limits requestLimits, EdgeListener... more) {
        this(requestLimits, ThreadLimits.DEFAULT, System::nanoTime, more);
    }

    Running(ThreadLimits threads, FakeClock threadClock, EdgeListener... more) {
        this(AMPLE, threads, threadClock, more);
    }

    private Running(Limits requestLimits, ThreadLimits threads, LongSupplier threadClock, EdgeListener... more) {
        List<EdgeListener> listeners = new ArrayList<>(List.of(more));
        listeners.add(new EdgeListener() {
            @Override
            public void ended(ComputingUnit unit, Exchange exchange, Outcome outcome, long nanos) {
                outcomes.add(unit.id() + " " + outcome.kind());
            }
        });
        runner =
                new PhaseRunner(new Listeners(listeners), requestLimits, SharedDictionaries.NONE, threads, threadClock);
        catalogs = new CatalogBuilder(
                Engines.find(List.of(engine), ClassLoader.getPlatformClassLoader()),
                new Node("one", Map.of()),
                EnumSet.allOf(Phase.class),
                runner::guard,
                runner);
        engine.on("write", writing("written;"))
                .on("fail", execution -> new Outcome.Failed("on purpose"))
                .on("write and fail", execution -> {
                    writing("half;").run(execution);
                    return new Outcome.Failed("half-way");
                });
        for (int status : new int[] {-5, -1, 0, 200, 201, 302, 403, 1000}) {
            engine.on("exit " + status, execution -> new Outcome.Exited(status));
        }
    }

    static CompiledUnit writing(String text) {
        return execution -> {
            execution.exchange().response().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return Outcome.Completed.INSTANCE;
        };
    }

    static ComputingUnit.Builder unit(String id, Phase phase, String code) {
        return ComputingUnit.builder(UnitId.of(id), phase, code);
    }

    static ComputingUnit.Builder unit(String id, String code) {
        return unit(id, Phase.REWRITE, code);
    }

    /** Publishes units in the place of all others. */
    Running with(ComputingUnit.Builder... units) {
        ComputingUnit[] built = new ComputingUnit[units.length];
        for (int i = 0; i < units.length; i++) {
            built[i] = units[i].build();
        }
        return with(Snapshot.EMPTY.with(Release.put(built), catalog.generation() + 1));
    }

    Running with(Snapshot snapshot) {
        catalog = catalogs.build(snapshot, catalog);
        return this;
    }

    Catalog catalog() {
        return catalog;
    }

    RequestRun request(MemoryExchange exchange) {
        return new RequestRun(
                catalog, catalog.select("localhost", exchange.request().path(), "GET"), exchange);
    }

    String state(String id) {
        return catalog.unit(UnitId.of(id)).orElseThrow().guard().state();
    }

    @Override
    public void close() {
        runner.close();
    }
}
