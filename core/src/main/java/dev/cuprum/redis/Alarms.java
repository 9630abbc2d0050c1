package dev.cuprum.redis;

import dev.cuprum.store.StoreAlarm;
import dev.cuprum.store.StoreListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The alarms that stand. Each is told once when it is raised and once when it is cleared, and logged. */
final class Alarms {

    private static final Logger LOG = System.getLogger(RedisUnitStore.class.getName());

    private final String store;
    private final List<StoreListener> listeners;
    private final InstantSource clock;
    private final Map<StoreAlarm.Kind, StoreAlarm> standing = new EnumMap<>(StoreAlarm.Kind.class);

    /**
     * @param store names the store in the log
     */
    Alarms(String store, List<StoreListener> listeners, InstantSource clock) {
        this.store = store;
        this.listeners = new ArrayList<>(listeners);
        this.clock = clock;
    }

    synchronized void add(StoreListener listener) {
        listeners.add(listener);
        standing.values().forEach(alarm -> tell(listener, StoreListener::raised, alarm));
    }

    synchronized void raise(StoreAlarm.Kind kind, String message) {
        StoreAlarm before = standing.get(kind);
        if (before != null && before.message().equals(message)) {
            return;
        }
        StoreAlarm alarm = new StoreAlarm(kind, message, before == null ? clock.instant() : before.since());
        standing.put(kind, alarm);
        LOG.log(Level.WARNING, "{0}: {1}", store, message);
        tell(StoreListener::raised, alarm);
    }

    synchronized void clear(StoreAlarm.Kind... kinds) {
        for (StoreAlarm.Kind kind : kinds) {
            StoreAlarm alarm = standing.remove(kind);
            if (alarm != null) {
                LOG.log(Level.INFO, "{0}: this is over: {1}", store, alarm.message());
                tell(StoreListener::cleared, alarm);
            }
        }
    }

    synchronized boolean stands(StoreAlarm.Kind kind) {
        return standing.containsKey(kind);
    }

    /** Whether none stands. */
    synchronized boolean isQuiet() {
        return standing.isEmpty();
    }

    synchronized List<StoreAlarm> standing() {
        return List.copyOf(standing.values());
    }

    private void tell(BiConsumer<StoreListener, StoreAlarm> what, StoreAlarm alarm) {
        listeners.forEach(listener -> tell(listener, what, alarm));
    }

    private static void tell(StoreListener listener, BiConsumer<StoreListener, StoreAlarm> what, StoreAlarm alarm) {
        try {
            what.accept(listener, alarm);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a listener failed to take the alarm " + alarm.kind(), e);
        }
    }
}
