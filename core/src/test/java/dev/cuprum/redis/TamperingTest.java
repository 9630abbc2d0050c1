package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.message;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.store.HistoryEntry;
import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.UnknownGenerationException;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody writes into Redis by hand. */
@ResourceLock("the server that CUPRUM_TEST_REDIS names")
final class TamperingTest {

    private static RedisServer server;

    @BeforeAll
    static void startServer() {
        server = RedisServers.any();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private final String namespace = UUID.randomUUID().toString();
    private final String keys = "{cuprum:" + namespace + "}:";
    private RedisUnitStore store;
    private Snapshot good;

    @BeforeEach
    void start() {
        store = node();
        store.publish(Release.put(unit("a", "one"), unit("b", "x")));
        store.publish(Release.put(unit("a", "two")));
        good = store.publish(Release.put(unit("a", "three")));
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private RedisUnitStore node() {
        return RedisUnitStore.builder(server.address())
                .namespace(namespace)
                .poll(Duration.ofMillis(50))
                .verify(Duration.ofMillis(100))
                .build();
    }

    /** Runs a script with the keys {@code head}, {@code units}, {@code history} and {@code versions} by these names. */
    private void alter(String script) {
        server.command(
                "EVAL",
                "local head, units, history, versions = KEYS[1], KEYS[2], KEYS[3], KEYS[4]\n" + script,
                "4",
                keys + "head",
                keys + "units",
                keys + "history",
                keys + "versions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    garbage for a unit          | redis.call('hset', units, 'a', 'garbage')
                    an empty unit               | redis.call('hset', units, 'a', '')
                    a unit that is no JSON      | redis.call('hset', units, 'a', struct.pack('dLc0', 0, 3, '{]}'))
                    a unit too many             | redis.call('hset', units, 'c', redis.call('hget', units, 'b'))
                    a unit that has no name     | redis.call('hset', units, ' ', redis.call('hget', units, 'b'))
                    a unit too few              | redis.call('hdel', units, 'b')
                    no units                    | redis.call('del', units)
                    another type of units       | redis.call('set', units, 'x')
                    other code                  | redis.call('hset', units, 'a', (redis.call('hget', units, 'a'):gsub('three', 'evil!')))
                    another unit under its id   | redis.call('hset', units, 'a', redis.call('hget', units, 'b'))
                    an old unit                 | local old = redis.call('hget', versions, 'a@1'); redis.call('hset', units, 'a', struct.pack('dLc0', 0, #old, old))
                    a generation that is none   | redis.call('hset', head, 'generation', 'x')
                    half a head                 | redis.call('hdel', head, 'digest', 'link')
                    another type of head        | redis.call('del', head); redis.call('set', head, 'x')
                    """)
    void whatIsAlteredByHandChangesNothingAndTheNextReleaseMendsIt(String what, String script) {
        alter(script);

        awaitAlarms(store, Kind.TAMPERED);
        assertThat(store.load()).as(what).isEqualTo(good);
        assertThat(message(store, Kind.TAMPERED)).contains("keeps the 2 units of generation 3");

        Snapshot mended = store.publish(Release.put(unit("c", "x")));

        assertThat(mended.units()).hasSize(3);
        awaitAlarms(store);
        try (RedisUnitStore late = node()) {
            assertThat(late.load()).isEqualTo(mended);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "generation, 9",
        "digest, 0000000000000000000000000000000000000000000000000000000000000000",
        "epoch, 00000000000000000000000000000000"
    })
    void aHeadThatLiesIsNotBuiltUpon(String field, String value) {
        server.command("HSET", keys + "head", field, value);

        awaitAlarms(store, Kind.TAMPERED);
        assertThat(store.load()).isEqualTo(good);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.publish(Release.put(unit("c", "x"))))
                .withMessageContaining("nothing was published")
                .withMessageContaining("delete the key " + keys + "head");

        server.command("DEL", keys + "head");
        assertThat(store.publish(Release.put(unit("c", "x"))).units()).hasSize(3);
        awaitAlarms(store);
    }

    @ParameterizedTest
    @CsvSource({
        "publishedAt, 2020-01-01T00:00:00Z",
        "activateAt, 2099-01-01T00:00:00Z",
        "lineage, 00000000000000000000000000000000",
        "link, 0000000000000000000000000000000000000000000000000000000000000000",
        "signature, forged"
    })
    void aFieldOfTheHeadThatIsAlteredUnderItsDigestShowsAtTheNextLook(String field, String value) {
        try (RedisUnitStore rarelyVerifying = RedisUnitStore.builder(server.address())
                .namespace(namespace)
                .poll(Duration.ofMillis(50))
                .verify(Duration.ofDays(1))
                .build()) {
            server.command("HSET", keys + "head", field, value);

            awaitAlarms(rarelyVerifying, Kind.TAMPERED);
            awaitAlarms(store, Kind.TAMPERED);
            assertThat(rarelyVerifying.load()).isEqualTo(good);

            Snapshot mended = store.publish(Release.put(unit("c", "x")));

            assertThat(mended.units()).hasSize(3);
            awaitAlarms(store);
            awaitSnapshot(rarelyVerifying, mended);
            awaitAlarms(rarelyVerifying);
            assertThat(store.history()).hasSize(4);
        }
    }

    @Test
    void aNewNodeBelievesNoHeadThatWasAlteredUnderItsDigest() {
        server.command("HSET", keys + "head", "activateAt", "2020-01-01T00:00:00Z");
        try (RedisUnitStore late = node()) {
            awaitAlarms(late, Kind.TAMPERED);
            assertThat(late.load()).isEqualTo(Snapshot.EMPTY);
        }
    }

    @Test
    void aLostHeadIsNoReasonToForgetTheUnits() {
        alter("redis.call('del', head)");

        awaitAlarms(store, Kind.EMPTIED);
        assertThat(store.load()).isEqualTo(good);
        try (RedisUnitStore late = node()) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> late.publish(Release.put(unit("c", "x"))))
                    .withMessageContaining("has units without a head")
                    .withMessageContaining("nothing was published");
        }
        assertThat(store.publish(Release.put(unit("c", "x"))).units()).hasSize(3);
        awaitAlarms(store);
    }

    @Test
    void aNodeThatDoesNotHaveTheNewestGenerationDoesNotMendIt() {
        alter("redis.call('hset', units, 'a', 'garbage')");
        try (RedisUnitStore late = node()) {
            awaitAlarms(late, Kind.TAMPERED);
            awaitAlarms(store, Kind.TAMPERED);

            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> late.publish(Release.put(unit("c", "x"))))
                    .withMessageContaining("nothing was published");

            Snapshot mended = store.publish(Release.put(unit("c", "x")));
            awaitSnapshot(late, mended);
            awaitAlarms(late);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    an entry altered     | local e = redis.call('lindex', history, 1); redis.call('lset', history, 1, (e:gsub('"author":""', '"author":"eve"'))) | 1
                    an entry taken out   | redis.call('lrem', history, 1, redis.call('lindex', history, 1))                                                 | 1
                    an entry added       | redis.call('lpush', history, redis.call('lindex', history, 0))                                                    | 1
                    the newest taken out | redis.call('lpop', history)                                                                                       | 0
                    garbage              | redis.call('lset', history, 0, 'garbage')                                                                         | 0
                    none left            | redis.call('del', history)                                                                                        | 0
                    another type         | redis.call('del', history); redis.call('set', history, 'x')                                                       | 0
                    """)
    void anAlteredHistoryShows(String what, String script, int believed) {
        alter(script);

        assertThat(store.history()).as(what).hasSize(believed);
        awaitAlarms(store, Kind.HISTORY);
        assertThatExceptionOfType(UnknownGenerationException.class).isThrownBy(() -> store.rollback(1, "", ""));
        assertThat(store.load()).isEqualTo(good);

        store.publish(Release.put(unit("c", "x")));
        assertThat(store.history().get(0).generation()).isEqualTo(4);
        assertThat(store.alarms()).allMatch(alarm -> alarm.kind() == Kind.HISTORY);
    }

    @Test
    void anAlteredVersionIsNotReturnedTo() {
        alter("local old = redis.call('hget', versions, 'a@1'); redis.call('hset', versions, 'a@1', (old:gsub('one',"
                + " 'evil')))");

        assertThatExceptionOfType(UnknownGenerationException.class)
                .isThrownBy(() -> store.rollback(1, "", ""))
                .withMessageContaining("a@1");
        assertThat(store.rollback(2, "", "")
                        .unit(UnitId.of("a"))
                        .orElseThrow()
                        .unit()
                        .code())
                .isEqualTo("two");
        assertThat(store.history()).extracting(HistoryEntry::generation).containsExactly(4L, 3L, 2L, 1L);
    }
}
