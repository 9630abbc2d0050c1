package dev.cuprum.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of units that may be impossible to stop. Safe for use by several threads. */
final class ThreadMeters {

    private final AtomicInteger stuck = new AtomicInteger();
    private final Counter found;
    private final Counter refused;

    ThreadMeters(MeterRegistry registry) {
        Gauge.builder("cuprum.threads.stuck", stuck, AtomicInteger::get)
                .description("threads that are stuck in units that cannot be stopped")
                .register(registry);
        found = Counter.builder("cuprum.threads.stuck.found")
                .description("how often a thread was found stuck in a unit that cannot be stopped")
                .register(registry);
        refused = Counter.builder("cuprum.threads.refused")
                .description("requests and units for which no thread was free")
                .register(registry);
    }

    void stuck(int now) {
        stuck.set(now);
        found.increment();
    }

    void freed(int now) {
        stuck.set(now);
    }

    void refused() {
        refused.increment();
    }
}
