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
    private volatile Snapshot before;

    Watchers(Picture first) {
        current = first;
        before = first.snapshot();
    }

    Picture current() {
        return current;
    }

    /** What runs as long as the current picture waits for its instant. */
    Snapshot before() {
        return before;
    }

    Subscription add(Consumer<Snapshot> watcher) {
        synchronized (order) {
            if (!before.equals(current.snapshot())) {
                watcher.accept(before);
            }
            watcher.accept(current.snapshot());
            watchers.add(watcher);
        }
        return () -> watchers.remove(watcher);
    }

    /**
     * Shows everybody the next picture, and first what runs until that does, where that is another than the one so far.
     *
     * @param runsBefore what runs until that does; its own snapshot where it is to run at once
     */
    void show(Picture next, Snapshot runsBefore) {
        synchronized (order) {
            boolean isNew = !runsBefore.equals(next.snapshot()) && !runsBefore.equals(current.snapshot());
            current = next;
            before = runsBefore;
            if (isNew) {
                watchers.forEach(watcher -> call(watcher, runsBefore));
            }
            watchers.forEach(watcher -> call(watcher, next.snapshot()));
        }
    }

    private static void call(Consumer<Snapshot> watcher, Snapshot snapshot) {
        try {
            watcher.accept(snapshot);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a watcher failed to take generation " + snapshot.generation(), e);
        }
    }
}
