package dev.cuprum.redis;

import dev.cuprum.store.Snapshot;
import dev.cuprum.store.UnitStore.Subscription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who are told of every snapshot. One lock orders the snapshots and the calls; readers take none. */
final class Watchers {

    private static final Logger LOG = System.getLogger(RedisUnitStore.class.getName());

    private final Object order = new Object();
    private final List<Consumer<Snapshot>> watchers = new CopyOnWriteArrayList<>();
    private volatile Picture current;

    Watchers(Picture first) {
        current = first;
    }

    Picture current() {
        return current;
    }

    Subscription add(Consumer<Snapshot> watcher) {
        synchronized (order) {
            watcher.accept(current.snapshot());
            watchers.add(watcher);
        }
        return () -> watchers.remove(watcher);
    }

    void show(Picture next) {
        synchronized (order) {
            current = next;
            watchers.forEach(watcher -> call(watcher, next.snapshot()));
        }
    }

    private static void call(Consumer<Snapshot> watcher, Snapshot snapshot) {
        try {
            watcher.accept(snapshot);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a watcher failed to take generation " + snapshot.generation(), e);
        }
    }
}
