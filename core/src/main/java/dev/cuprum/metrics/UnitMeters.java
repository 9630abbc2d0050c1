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
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

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

    private final Phase phase;
    private final Map<End, LongAdder> ends = new EnumMap<>(End.class);
    private final LongAdder begun = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final List<Meter> meters = new ArrayList<>();

    private UnitMeters(Phase phase) {
        this.phase = phase;
        for (End end : End.values()) {
            ends.put(end, new LongAdder());
        }
    }

    static UnitMeters register(ComputingUnit unit, MeterRegistry registry) {
        UnitMeters result = new UnitMeters(unit.phase());
        Tags tags = Tags.of("unit", unit.id().value(), "phase", unit.phase().wireName());
        result.ends.forEach((end, count) ->
                result.meters.add(FunctionCounter.builder("cuprum.unit.executions", count, LongAdder::doubleValue)
                        .description("executions of a unit, by how they ended")
                        .tags(tags.and("outcome", end.name().toLowerCase(Locale.ROOT)))
                        .register(registry)));
        result.meters.add(FunctionTimer.builder(
                        "cuprum.unit.time",
                        result,
                        meters -> meters.begun.sum(),
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
        ends.get(end).increment();
        if (end != End.SKIPPED && end != End.REJECTED) {
            begun.increment();
            nanos.add(took);
        }
    }

    void removeFrom(MeterRegistry registry) {
        meters.forEach(registry::remove);
    }
}
