package dev.cuprum.store;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
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
    private final Map<String, NodeStatus> nodes = new ConcurrentSkipListMap<>();
    private volatile Snapshot current = Snapshot.EMPTY;
    private Snapshot before = Snapshot.EMPTY;

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
            current.requireActive(clock.instant());
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
        Snapshot now = current;
        if (!now.isPending(clock.instant())) {
            before = now;
        }
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
            if (current.isPending(clock.instant())) {
                watcher.accept(before);
            }
            watcher.accept(current);
            watchers.add(watcher);
        }
        return () -> watchers.remove(watcher);
    }

    /** Nodes of this very process; they are live as long as it is. */
    @Override
    public void report(NodeReport report) {
        nodes.put(report.name(), new NodeStatus("memory", report, NodeStatus.State.LIVE, clock.instant()));
    }

    @Override
    public List<NodeStatus> nodes() {
        Instant now = clock.instant();
        return nodes.values().stream()
                .map(node -> new NodeStatus(node.session(), node.report(), node.state(), now))
                .toList();
    }
}
