package dev.cuprum;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.store.GiveWay;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Does what the engines have left for later, of units that run already; a request that is faster does it for its own
 * units. Of a few units it is done at once; of many, as when a node started with them, beside the requests, by a thread
 * that rests as long as it works, which leaves half a processor to the requests, and to the host that is still starting.
 * Safe for use by several threads.
 */
final class Preparation implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Preparation.class.getName());

    /** So many are few. */
    private static final int FEW = 16;

    private Iterator<CatalogUnit> left = List.<CatalogUnit>of().iterator();
    private boolean running;

    /** Prepares the units of a catalog, or begins to; those of older ones are left. */
    void of(Catalog catalog) {
        List<CatalogUnit> unprepared = catalog.units().stream()
                .filter(unit -> unit.unit().enabled() && !unit.isPrepared())
                .toList();
        if (unprepared.size() <= FEW) {
            begin(List.of());
            unprepared.forEach(Preparation::prepare);
        } else {
            begin(unprepared);
        }
    }

    private synchronized void begin(List<CatalogUnit> unprepared) {
        left = unprepared.iterator();
        if (!running && !unprepared.isEmpty()) {
            running = true;
            Thread thread = new Thread(this::run, "cuprum-preparation");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        for (Optional<CatalogUnit> next = next(); next.isPresent(); next = next()) {
            long start = System.nanoTime();
            prepare(next.get());
            LockSupport.parkNanos(System.nanoTime() - start);
        }
    }

    private static void prepare(CatalogUnit unit) {
        GiveWay.toRequests();
        try {
            unit.ready();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "unit '" + unit.unit().id() + "' could not be prepared; its requests try again", e);
        }
    }

    private synchronized Optional<CatalogUnit> next() {
        running = left.hasNext();
        return running ? Optional.of(left.next()) : Optional.empty();
    }

    @Override
    public synchronized void close() {
        left = List.<CatalogUnit>of().iterator();
    }
}
