package dev.cuprum.metrics;

import dev.cuprum.store.StoreAlarm;
import dev.cuprum.store.StoreListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The alarms of a store: which stand, and how often each was raised. Safe for use by several threads. */
final class StoreMeters implements StoreListener {

    /** The meters of one kind of alarm. */
    private record OfKind(AtomicInteger standing, Counter raised) {

        static OfKind register(StoreAlarm.Kind kind, MeterRegistry registry) {
            AtomicInteger standing = new AtomicInteger();
            Gauge.builder("cuprum.store.alarms", standing, AtomicInteger::get)
                    .description("1 while an alarm of the store stands")
                    .tag("kind", kind.wireName())
                    .register(registry);
            return new OfKind(
                    standing,
                    Counter.builder("cuprum.store.alarms.raised")
                            .description("how often an alarm of the store was raised")
                            .tag("kind", kind.wireName())
                            .register(registry));
        }
    }

    private final List<OfKind> kinds;

    StoreMeters(MeterRegistry registry) {
        kinds = Arrays.stream(StoreAlarm.Kind.values())
                .map(kind -> OfKind.register(kind, registry))
                .toList();
    }

    private OfKind of(StoreAlarm alarm) {
        return kinds.get(alarm.kind().ordinal());
    }

    @Override
    public void raised(StoreAlarm alarm) {
        of(alarm).standing().set(1);
        of(alarm).raised().increment();
    }

    @Override
    public void cleared(StoreAlarm alarm) {
        of(alarm).standing().set(0);
    }
}
