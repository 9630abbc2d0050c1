package dev.cuprum.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.time.Duration;
import java.util.Arrays;

/** What the tests of faults ask of a store. */
final class Alarming {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Alarming() {}

    static ComputingUnit unit(String id, String code) {
        return ComputingUnit.of(id, Phase.REWRITE, code);
    }

    /** Waits until the store has these alarms and no others. */
    static void awaitAlarms(RedisUnitStore store, StoreAlarm.Kind... kinds) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> assertThat(store.alarms())
                .extracting(StoreAlarm::kind)
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(kinds)));
    }

    static void awaitSnapshot(RedisUnitStore store, Snapshot snapshot) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).untilAsserted(() -> assertThat(store.load())
                .isEqualTo(snapshot));
    }

    static String message(RedisUnitStore store, StoreAlarm.Kind kind) {
        return store.alarms().stream()
                .filter(alarm -> alarm.kind() == kind)
                .map(StoreAlarm::message)
                .findFirst()
                .orElse("");
    }
}
