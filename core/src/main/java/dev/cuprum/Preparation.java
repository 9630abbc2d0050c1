package dev.cuprum;

import dev.cuprum.catalog.Catalog;
import dev.cuprum.catalog.CatalogUnit;
import dev.cuprum.store.GiveWay;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Does what the engines have left for later; a request that is faster does it for its own units. Of a few new units it is
 * done at once; of many, as when a node started with them, beside the requests, by a thread
 * that rests as long as it works, which leaves half a processor to the requests, and to the host that is still starting.
 * Says when units turn out to be none, once a second at most. Safe for use by several threads.
 */
final class Preparation implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Preparation.class.getName());

    /** So many are few. */
    private static final int FEW = 16;

    private static final long BETWEEN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Runnable warmUp;
    private final Runnable withdraw;
    private Iterator<CatalogUnit> left = List.<CatalogUnit>of().iterator();
    private boolean warm;
    private boolean running;
    private volatile boolean closed;

    /**
     * @param warmUp what is to be done once, before all else
     * @param withdraw is told where units have turned out not to compile
     */
    Preparation(Runnable warmUp, Runnable withdraw) {
        this.warmUp = warmUp;
        this.withdraw = withdraw;
    }

    /** Begins with what is to be done once, where that has not begun. */
    synchronized void warmUp() {
        if (!warm && !running) {
            start();
        }
    }

    /**
     * Prepares units: those that are new, if they are few; the others have their turn as before. What was left of others
     * is left out.
     *
     * @param before has the units that are not new
     * @param units all units that are to be prepared
     */
    void of(Catalog before, Collection<CatalogUnit> units) {
        List<CatalogUnit> unprepared = unprepared(units);
        List<CatalogUnit> fresh = unprepared.stream()
                .filter(unit ->
                        before.unit(unit.unit().id()).filter(unit::equals).isEmpty())
                .toList();
        if (!fresh.isEmpty() && fresh.size() <= FEW) {
            GiveWay.toRequests();
            fresh.forEach(Preparation::prepare);
            unprepared = unprepared(unprepared);
        }
        begin(unprepared);
        // A request may have been faster with some of them.
        if (units.stream().anyMatch(unit -> unit.failure().isPresent())) {
            withdraw.run();
        }
    }

    private static List<CatalogUnit> unprepared(Collection<CatalogUnit> units) {
        return units.stream().filter(unit -> !unit.isPrepared()).toList();
    }

    private synchronized void begin(List<CatalogUnit> unprepared) {
        left = unprepared.iterator();
        if (!running && !unprepared.isEmpty()) {
            start();
        }
    }

    private void start() {
        Thread thread = new Thread(this::run, "cuprum-preparation");
        thread.setDaemon(true);
        thread.start();
        running = true;
    }

    private void run() {
        if (isFirst()) {
            guarded(warmUp, "the engines could not be warmed up; the first requests may be slow");
        }
        long last = System.nanoTime();
        boolean failed = false;
        for (Optional<CatalogUnit> next = next(); next.isPresent(); next = next()) {
            long start = System.nanoTime();
            prepare(next.get());
            failed |= next.get().failure().isPresent();
            if (failed && start - last > BETWEEN_NANOS) {
                tell();
                failed = false;
                last = start;
            }
            LockSupport.parkNanos(System.nanoTime() - start);
        }
        if (failed) {
            tell();
        }
    }

    private synchronized boolean isFirst() {
        boolean first = !warm;
        warm = true;
        return first;
    }

    private void tell() {
        if (closed) {
            return;
        }
        guarded(withdraw, "units that do not compile could not be taken out");
    }

    private static void guarded(Runnable work, String message) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, message, e);
        }
    }

    private static void prepare(CatalogUnit unit) {
        guarded(unit::ready, "unit '" + unit.unit().id() + "' could not be prepared; its requests try again");
    }

    private synchronized Optional<CatalogUnit> next() {
        running = left.hasNext();
        return running ? Optional.of(left.next()) : Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        left = List.<CatalogUnit>of().iterator();
    }
}
