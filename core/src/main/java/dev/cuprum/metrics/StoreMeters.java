package dev.cuprum.metrics;

import dev.cuprum.store.StoreAlarm;
import dev.cuprum.store.StoreListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The alarms of a store: which stand, and how often each was raised. Safe for use by several threads. */
final class StoreMeters implements StoreListener {

    private final Map<StoreAlarm.Kind, AtomicInteger> standing = new EnumMap<>(StoreAlarm.Kind.class);
    private final Map<StoreAlarm.Kind, Counter> raised = new EnumMap<>(StoreAlarm.Kind.class);

    StoreMeters(MeterRegistry registry) {
        for (StoreAlarm.Kind kind : StoreAlarm.Kind.values()) {
            AtomicInteger stands = new AtomicInteger();
            standing.put(kind, stands);
            Gauge.builder("cuprum.store.alarms", stands, AtomicInteger::get)
                    .description("1 while an alarm of the store stands")
                    .tag("kind", kind.wireName())
                    .register(registry);
            raised.put(
                    kind,
                    Counter.builder("cuprum.store.alarms.raised")
                            .description("how often an alarm of the store was raised")
                            .tag("kind", kind.wireName())
                            .register(registry));
        }
    }

    @Override
    public void raised(StoreAlarm alarm) {
        standing.get(alarm.kind()).set(1);
        raised.get(alarm.kind()).increment();
    }

    @Override
    public void cleared(StoreAlarm alarm) {
        standing.get(alarm.kind()).set(0);
    }
}
