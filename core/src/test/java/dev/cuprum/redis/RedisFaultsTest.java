package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.message;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.HistoryEntry;
import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.UnknownGenerationException;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes, and what may become of their Redis. */
final class RedisFaultsTest {

    private RedisServer server;
    private RedisUnitStore one;
    private RedisUnitStore two;

    @BeforeEach
    void start() {
        server = RedisServers.own();
        one = node();
        two = node();
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        server.close();
    }

    private RedisUnitStore node() {
        return RedisUnitStore.builder(server.address())
                .poll(Duration.ofMillis(100))
                .build();
    }

    private Snapshot publishedToBoth(String code) {
        Snapshot snapshot = one.publish(Release.put(unit("a", code), unit("b", code)));
        awaitSnapshot(two, snapshot);
        return snapshot;
    }

    private void publishFails(RedisUnitStore store) {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.publish(Release.put(unit("a", "lost"))))
                .withMessageContaining("Redis at " + server.address());
    }

    @Test
    void theLastGoodGenerationOutlivesACrashOfRedis() {
        Snapshot before = publishedToBoth("x");
        server.kill();

        awaitAlarms(one, Kind.LOST);
        awaitAlarms(two, Kind.LOST);
        publishFails(one);
        assertThat(one.load()).isEqualTo(before);
        assertThat(message(one, Kind.LOST)).contains("goes on with generation 1");

        server.restart();
        awaitAlarms(one);
        awaitAlarms(two);
        assertThat(two.load()).isEqualTo(before);
        publishedToBoth("y");
        assertThat(one.history()).extracting(HistoryEntry::generation).containsExactly(2L, 1L);
    }

    @Test
    void aRedisThatStandsStillStopsNoNode() {
        Snapshot before = publishedToBoth("x");
        server.pause();
        try {
            awaitAlarms(one, Kind.LOST);
            awaitAlarms(two, Kind.LOST);
            publishFails(two);
            assertThat(two.load()).isEqualTo(before);
        } finally {
            server.resume();
        }

        awaitAlarms(one);
        awaitAlarms(two);
        assertThat(one.load()).isEqualTo(before);
        publishedToBoth("y");
    }

    @Test
    void anEmptiedRedisDeletesNoUnit() {
        Snapshot before = publishedToBoth("x");
        server.flush();

        awaitAlarms(one, Kind.EMPTIED);
        awaitAlarms(two, Kind.EMPTIED);
        assertThat(one.load()).isEqualTo(before);
        assertThat(two.load()).isEqualTo(before);
    }

    @Test
    void aPublicationFillsAnEmptiedRedisAgain() {
        publishedToBoth("x");
        server.flush();
        awaitAlarms(two, Kind.EMPTIED);

        Snapshot after = one.publish(Release.put(unit("c", "new")));

        assertThat(after.generation()).isEqualTo(2);
        assertThat(after.units()).hasSize(3);
        awaitSnapshot(two, after);
        awaitAlarms(one);
        awaitAlarms(two);
        try (RedisUnitStore late = node()) {
            assertThat(late.load()).isEqualTo(after);
        }
        assertThat(one.history()).extracting(HistoryEntry::generation).containsExactly(2L);
        assertThatExceptionOfType(UnknownGenerationException.class).isThrownBy(() -> one.rollback(1, "", ""));
    }

    @Test
    void aRedisThatIsReplacedByAnEmptyOneDeletesNoUnit() {
        Snapshot before = publishedToBoth("x");
        server.killAndForget();
        server.restart();

        awaitAlarms(one, Kind.EMPTIED);
        assertThat(one.load()).isEqualTo(before);
        Snapshot after = two.publish(Release.delete(UnitId.of("b")));
        awaitSnapshot(one, after);
        assertThat(after.units()).hasSize(1);
    }

    @Test
    void aNewEdgeInTheSameRedisIsNotTakenForTheOldOne() {
        Snapshot before = publishedToBoth("x");
        server.flush();
        awaitAlarms(one, Kind.EMPTIED);
        awaitAlarms(two, Kind.EMPTIED);
        try (RedisUnitStore stranger = node()) {
            stranger.publish(Release.put(unit("s", "x")));
            awaitAlarms(one, Kind.REPLACED);
            awaitAlarms(two, Kind.REPLACED);
            assertThat(one.load()).isEqualTo(before);

            Snapshot joined = two.publish(Release.put(unit("t", "x")));

            assertThat(joined.units().keySet()).extracting(UnitId::value).containsExactly("a", "b", "s", "t");
            awaitSnapshot(one, joined);
            awaitSnapshot(stranger, joined);
            awaitAlarms(one);
            awaitAlarms(stranger);
        }
    }

    @Test
    void nodesFollowARedisThatWentBackAndSaySo() {
        Snapshot old = publishedToBoth("x");
        server.command("COPY", "{cuprum:default}:head", "head");
        server.command("COPY", "{cuprum:default}:units", "units");
        server.command("COPY", "{cuprum:default}:history", "history");
        publishedToBoth("y");
        publishedToBoth("z");

        server.command(
                "EVAL",
                "for _, k in ipairs({'units', 'history', 'head'}) do redis.call('copy', k, '{cuprum:default}:' .. k,"
                        + " 'replace') end",
                "0");

        awaitSnapshot(one, old);
        awaitSnapshot(two, old);
        awaitAlarms(one, Kind.BEHIND);
        Snapshot next = publishedToBoth("again");
        assertThat(next.generation()).isEqualTo(4);
        awaitAlarms(one);
        awaitAlarms(two);
    }

    @Test
    void aCrashWhilePublishingLosesNothingThatWasAcknowledgedAndLeavesNothingHalf() throws Exception {
        publishedToBoth("0");
        AtomicBoolean done = new AtomicBoolean();
        List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
        Thread publisher = new Thread(() -> {
            for (int i = 1; !done.get(); i++) {
                try {
                    one.publish(Release.put(unit("a", "" + i), unit("b", "" + i), unit("u" + i, "x")));
                    acknowledged.add("u" + i);
                } catch (StoreUnavailableException e) {
                    assertThat(e).hasMessageContaining("published");
                }
            }
        });
        publisher.start();
        for (int crash = 1; crash <= 3; crash++) {
            int enough = acknowledged.size() + 20;
            await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= enough);
            server.kill();
            server.restart();
        }
        int enough = acknowledged.size() + 5;
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= enough);
        done.set(true);
        publisher.join();

        Snapshot last = one.publish(Release.put(unit("last", "x")));
        awaitSnapshot(two, last);
        awaitAlarms(one);
        assertThat(last.units().keySet()).extracting(UnitId::value).containsAll(acknowledged);
        assertThat(last.unit(UnitId.of("a")).orElseThrow().unit().code())
                .isEqualTo(last.unit(UnitId.of("b")).orElseThrow().unit().code());
        try (RedisUnitStore late = node()) {
            assertThat(late.load()).isEqualTo(last);
            assertThat(late.history()).hasSize((int) Math.min(100, last.generation()));
            assertThat(late.alarms()).isEmpty();
        }
    }

    @Test
    void aRedisThatRefusesToWriteIsNamedWithItsReason() {
        publishedToBoth("x");
        server.command("CONFIG", "SET", "maxmemory", "1");

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> one.publish(Release.put(unit("a", "y"))))
                .withMessageContaining("maxmemory");

        server.command("CONFIG", "SET", "maxmemory", "0");
        Snapshot after = publishedToBoth("z");
        assertThat(after.generation()).isEqualTo(2);
    }
}
