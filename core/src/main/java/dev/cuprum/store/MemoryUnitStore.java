package dev.cuprum.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Keeps releases in memory, with the last hundred as history. Publications and watchers' calls are ordered by one
 * lock; readers take none.
 */
public final class MemoryUnitStore implements UnitStore {

    private static final Logger LOG = System.getLogger(MemoryUnitStore.class.getName());

    /** How many generations can be returned to. */
    public static final int HISTORY = 100;

    private record Past(HistoryEntry entry, Snapshot snapshot) {}

    private final InstantSource clock;
    private final Object publishing = new Object();
    private final Deque<Past> past = new ArrayDeque<>();
    private final List<Consumer<Snapshot>> watchers = new CopyOnWriteArrayList<>();
    private volatile Snapshot current = Snapshot.EMPTY;

    /** A store that dates releases by the system's clock. */
    public MemoryUnitStore() {
        this(InstantSource.system());
    }

    /**
     * @param clock dates the releases
     */
    public MemoryUnitStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Snapshot load() {
        return current;
    }

    @Override
    public Snapshot publish(Release release) {
        synchronized (publishing) {
            Snapshot next = current.with(release, current.generation() + 1);
            return accept(
                    next,
                    new HistoryEntry(
                            next.generation(),
                            clock.instant(),
                            release.author(),
                            release.comment(),
                            release.put().stream().map(unit -> unit.id()).toList(),
                            release.delete()));
        }
    }

    @Override
    public Snapshot rollback(long generation, String author, String comment) {
        synchronized (publishing) {
            Snapshot target = past.stream()
                    .map(Past::snapshot)
                    .filter(snapshot -> snapshot.generation() == generation)
                    .findFirst()
                    .orElseThrow(() -> new UnknownGenerationException(generation, describePast()));
            Snapshot before = current;
            Snapshot next = target.restoredOver(before, before.generation() + 1);
            return accept(
                    next,
                    HistoryEntry.between(
                            before,
                            next,
                            clock.instant(),
                            author,
                            comment.isEmpty() ? "rollback to generation " + generation : comment));
        }
    }

    private Snapshot accept(Snapshot next, HistoryEntry entry) {
        past.addFirst(new Past(entry, next));
        if (past.size() > HISTORY) {
            past.removeLast();
        }
        current = next;
        watchers.forEach(watcher -> call(watcher, next));
        return next;
    }

    private static void call(Consumer<Snapshot> watcher, Snapshot snapshot) {
        try {
            watcher.accept(snapshot);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a watcher failed to take generation " + snapshot.generation(), e);
        }
    }

    private String describePast() {
        return past.isEmpty()
                ? "nothing was published yet"
                : "this store keeps " + past.getLast().snapshot().generation() + " to "
                        + past.getFirst().snapshot().generation();
    }

    @Override
    public List<HistoryEntry> history() {
        synchronized (publishing) {
            List<HistoryEntry> entries = new ArrayList<>();
            past.forEach(release -> entries.add(release.entry()));
            return List.copyOf(entries);
        }
    }

    @Override
    public Subscription watch(Consumer<Snapshot> watcher) {
        synchronized (publishing) {
            watcher.accept(current);
            watchers.add(watcher);
        }
        return () -> watchers.remove(watcher);
    }
}
