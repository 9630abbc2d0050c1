package dev.cuprum.metrics;

import dev.cuprum.engine.Outcome;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** What has become of one unit's executions. Safe for use by several threads. */
final class UnitMeters {

    /** How an execution ends, as the tag says it. */
    private enum End {
        COMPLETED,
        EXITED,
        REROUTED,
        SKIPPED,
        REJECTED,
        TIMED_OUT,
        FAILED;

        boolean hasBegun() {
            return this != SKIPPED && this != REJECTED;
        }

        static End of(Outcome outcome) {
            if (outcome instanceof Outcome.Completed) {
                return COMPLETED;
            }
            if (outcome instanceof Outcome.Exited) {
                return EXITED;
            }
            if (outcome instanceof Outcome.Skipped) {
                return SKIPPED;
            }
            if (outcome instanceof Outcome.Rerouted) {
                return REROUTED;
            }
            if (outcome instanceof Outcome.Rejected) {
                return REJECTED;
            }
            return outcome instanceof Outcome.TimedOut ? TIMED_OUT : FAILED;
        }
    }

    private static final List<End> ALL = List.of(End.values());

    private final Phase phase;
    /** By {@link End#ordinal}. */
    private final List<LongAdder> ends =
            Stream.generate(LongAdder::new).limit(ALL.size()).toList();

    private final LongAdder nanos = new LongAdder();
    private final List<Meter> meters = new ArrayList<>();

    private UnitMeters(Phase phase) {
        this.phase = phase;
    }

    static UnitMeters register(ComputingUnit unit, MeterRegistry registry) {
        UnitMeters result = new UnitMeters(unit.phase());
        Tags tags = Tags.of("unit", unit.id().value(), "phase", unit.phase().wireName());
        for (End end : ALL) {
            LongAdder count = result.ends.get(end.ordinal());
            result.meters.add(FunctionCounter.builder("cuprum.unit.executions", count, LongAdder::doubleValue)
                    .description("executions of a unit, by how they ended")
                    .tags(tags.and("outcome", end.name().toLowerCase(Locale.ROOT)))
                    .register(registry));
        }
        result.meters.add(FunctionTimer.builder(
                        "cuprum.unit.time",
                        result,
                        UnitMeters::begun,
                        meters -> meters.nanos.doubleValue(),
                        TimeUnit.NANOSECONDS)
                .description("how long the executions of a unit took")
                .tags(tags)
                .register(registry));
        return result;
    }

    boolean isOf(Phase other) {
        return phase == other;
    }

    void count(Outcome outcome, long took) {
        End end = End.of(outcome);
        ends.get(end.ordinal()).increment();
        if (end.hasBegun()) {
            nanos.add(took);
        }
    }

    private long begun() {
        long sum = 0;
        for (End end : ALL) {
            sum += end.hasBegun() ? ends.get(end.ordinal()).sum() : 0;
        }
        return sum;
    }

    void removeFrom(MeterRegistry registry) {
        meters.forEach(registry::remove);
    }
}
