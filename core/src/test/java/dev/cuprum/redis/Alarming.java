package dev.cuprum.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

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

    /**
     * Waits until a store that can only hear of it follows another one's releases, which may take a few: what was said
     * before it listened again is lost.
     */
    static void awaitHearing(RedisUnitStore speaker, RedisUnitStore listener) {
        AtomicInteger releases = new AtomicInteger();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            Snapshot said = speaker.publish(Release.put(unit("heard", "x" + releases.incrementAndGet())));
            return eventually(() -> listener.load().equals(said));
        });
    }

    private static boolean eventually(BooleanSupplier condition) {
        for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return condition.getAsBoolean();
    }

    /** Publishes as somebody does who was told that nothing was published, or who does not mind publishing twice. */
    static Snapshot publishUntilItWorks(RedisUnitStore store, ComputingUnit... units) {
        AtomicReference<Snapshot> published = new AtomicReference<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            try {
                published.set(store.publish(Release.put(units)));
                return true;
            } catch (StoreUnavailableException e) {
                return false;
            }
        });
        return published.get();
    }

    static String message(RedisUnitStore store, StoreAlarm.Kind kind) {
        return store.alarms().stream()
                .filter(alarm -> alarm.kind() == kind)
                .map(StoreAlarm::message)
                .findFirst()
                .orElse("");
    }
}
