package dev.cuprum;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.CatalogBuilder;
import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.catalog.Engines;
import dev.cuprum.exec.Listeners;
import dev.cuprum.store.Snapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes from one catalog to the next: as the store has new snapshots, as the instant of one comes, and as units turn out not
 * to compile. Safe for use by several threads.
 */
final class CatalogSwitch implements AutoCloseable {

    private final CatalogBuilder catalogs;
    private final OwnUnits own;
    private final InstantSource clock;
    private final Listeners listeners;
    private final Runnable report;
    private final Activation activation;
    private final Preparation preparation;
    private @Nullable Snapshot followed;
    private @Nullable Snapshot running;
    private volatile Catalog catalog = Catalog.EMPTY;
    private volatile Catalog prepared = Catalog.EMPTY;

    /**
     * @param own what is in each catalog beside the units of the store
     * @param listeners are told of each catalog that takes another's place
     * @param report tells the store what this node has
     */
    CatalogSwitch(
            Engines engines,
            CatalogBuilder catalogs,
            OwnUnits own,
            InstantSource clock,
            Listeners listeners,
            Runnable report) {
        this.catalogs = catalogs;
        this.own = own;
        this.clock = clock;
        this.listeners = listeners;
        this.report = report;
        activation = new Activation(clock);
        preparation = new Preparation(engines::warmUp, this::withdraw);
        followed = own.units().isEmpty() ? Snapshot.EMPTY : null;
    }

    /** What requests run. */
    Catalog catalog() {
        return catalog;
    }

    /** What runs, or is compiled and waits for its instant. */
    Catalog newest() {
        return prepared;
    }

    /** Called by the store one snapshot after another, never two at a time. */
    synchronized void follow(Snapshot snapshot) {
        if (snapshot.equals(followed)) {
            return;
        }
        followed = snapshot;
        activation.cancel();
        if (!CatalogBuilder.startsWithMany(snapshot.units().size(), catalog)) { // Which the processors are for, then.
            preparation.warmUp();
        }
        if (snapshot.isPending(clock.instant())) {
            prepared = catalogs.prepare(own.beneath(snapshot), catalog);
            activation.schedule(snapshot.activateAt().orElseThrow(), () -> activate(snapshot, prepared));
            report.run();
            preparation.of(catalog, both());
        } else {
            activate(snapshot, catalog);
        }
    }

    /**
     * Lets a snapshot run, unless a newer one has come meanwhile.
     *
     * @param compiled has its units where they are compiled already
     */
    private synchronized void activate(Snapshot snapshot, Catalog compiled) {
        if (!snapshot.equals(followed)) {
            return;
        }
        Catalog before = catalog;
        Catalog next = catalogs.build(own.beneath(snapshot), compiled);
        running = snapshot;
        catalog = next;
        prepared = next;
        listeners.switched(before, next);
        report.run();
        preparation.of(before, next.units());
    }

    /** The units of what is to run, and of what runs until then. */
    private List<CatalogUnit> both() {
        List<CatalogUnit> all = new ArrayList<>(prepared.units());
        all.addAll(catalog.units());
        return all;
    }

    /** Takes units out of the catalogs that have turned out not to compile, and says so. */
    private synchronized void withdraw() {
        Snapshot latest = followed;
        if (latest == null) {
            return; // It has not begun to follow yet.
        }
        if (!latest.isPending(clock.instant())) {
            activate(latest, prepared);
            return;
        }
        prepared = catalogs.prepare(own.beneath(latest), prepared);
        Snapshot now = running;
        Catalog before = catalog;
        if (now != null
                && before.units().stream().anyMatch(unit -> unit.failure().isPresent())) {
            catalog = catalogs.build(own.beneath(now), before);
            listeners.switched(before, catalog);
        }
        report.run();
    }

    /**
     * @throws dev.cuprum.unit.InvalidUnitException where a release would wait for too long
     */
    void check(Instant activateAt) {
        activation.check(activateAt);
    }

    /** Has the engines load what their first units need, where that has not begun. */
    void warmUp() {
        preparation.warmUp();
    }

    @Override
    public void close() {
        try (preparation) {
            activation.close();
        }
    }
}
