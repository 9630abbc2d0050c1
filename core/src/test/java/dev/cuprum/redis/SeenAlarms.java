package dev.cuprum.redis;

import dev.cuprum.store.StoreAlarm;
import dev.cuprum.store.StoreListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers the alarms that a store has raised, also those that are over. */
public final class SeenAlarms implements StoreListener {

    private final List<StoreAlarm> raised = new CopyOnWriteArrayList<>();

    @Override
    public void raised(StoreAlarm alarm) {
        raised.add(alarm);
    }

    @Override
    public void cleared(StoreAlarm alarm) {
        // What was raised stays in the list.
    }

    public List<StoreAlarm> raised() {
        return raised;
    }

    public boolean has(StoreAlarm.Kind kind) {
        return raised.stream().anyMatch(alarm -> alarm.kind() == kind);
    }
}
