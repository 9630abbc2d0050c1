package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.message;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.store.HistoryEntry;
import dev.cuprum.store.Release;
import dev.cuprum.store.Sha256;
import dev.cuprum.store.SigningKey;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.store.TrustedKeys;
import dev.cuprum.store.UnknownGenerationException;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Match;
import dev.cuprum.unit.PathPattern;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody without a trusted key writes into the Redis of nodes that run signed releases only. */
@ResourceLock("the server that CUPRUM_TEST_REDIS names")
final class ForgeryTest {

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
    private final Forger forger = new Forger(server, namespace);
    private final SigningKey key = SigningKey.generate();
    private RedisUnitStore store;
    private RedisUnitStore reader;
    private Snapshot first;
    private Snapshot good;

    @BeforeEach
    void start() {
        store = node().signer(key).build();
        first = store.publish(Release.put(unit("a", "one"), unit("b", "x"), unit("gone", "x")));
        store.publish(Release.put(unit("a", "two")));
        good = store.publish(Release.delete(UnitId.of("gone")));
        reader = node().build();
    }

    @AfterEach
    void stop() {
        store.close();
        reader.close();
    }

    private RedisUnitStore.Builder node() {
        return RedisUnitStore.builder(server.address())
                .namespace(namespace)
                .poll(Duration.ofMillis(50))
                .verify(Duration.ofMillis(100))
                .trust(TrustedKeys.of(List.of(key.publicKey())));
    }

    private interface Forgery {
        void commit(ForgeryTest test);
    }

    private static Arguments forgery(String what, Forgery forgery) {
        return Arguments.of(what, forgery);
    }

    private static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery("a release without a signature", test -> test.write(test.evil(4), "", "")),
                forgery("one under the old signature", test -> test.write(test.evil(4))),
                forgery("one signed by a stranger", test -> {
                    SigningKey stranger = SigningKey.generate();
                    test.write(test.evil(4), stranger, namespaceOf(test));
                }),
                forgery("one signed by a stranger in the name of the key that is trusted", test -> {
                    test.write(test.evil(4), SigningKey.generate(), namespaceOf(test));
                    test.forger.set("key", test.key.id());
                }),
                forgery("one signed for another namespace", test -> test.write(test.evil(4), test.key, "other")),
                forgery("other code", test -> test.alter(a -> unit("a", "evil"))),
                forgery("another phase", test -> test.alter(a -> ComputingUnit.of("a", Phase.ACCESS, a.code()))),
                forgery(
                        "another match",
                        test -> test.alter(a -> a.toBuilder()
                                .match(new Match(List.of(), List.of(PathPattern.parse("/x")), List.of(), List.of()))
                                .build())),
                forgery(
                        "other limits",
                        test -> test.alter(a ->
                                a.toBuilder().limits(Limits.of(60_000, 1024)).build())),
                forgery("an old version", test -> test.put(test.old("a", "a"))),
                forgery("an old unit under another id", test -> test.put(test.old("a", "c"))),
                forgery("a unit under the id of another", test -> test.put(test.old("b", "a"))),
                forgery("a deleted unit put back", test -> test.put(test.old("gone", "gone"))),
                forgery("a unit taken out", ForgeryTest::takeOutB),
                forgery("another time", test -> test.forger.set("publishedAt", "2020-01-01T00:00:00Z")),
                forgery("another history", test -> test.forger.set("link", "0".repeat(64))),
                forgery("other epochs before", test -> test.forger.set("lineage", "0".repeat(32))),
                forgery("another epoch", test -> test.forger.set("epoch", "0".repeat(32))),
                forgery("another digest", test -> test.forger.set("digest", "0".repeat(64))),
                forgery("another generation", test -> test.forger.set("generation", "9")),
                forgery("no signature", test -> test.forger.set("signature", "")),
                forgery("a signature that is none", test -> test.forger.set("signature", "garbage!")),
                forgery("a key that is none", test -> test.forger.set("key", "evil\nkey")));
    }

    private static String namespaceOf(ForgeryTest test) {
        return test.namespace;
    }

    private Snapshot evil(long generation) {
        return with(new StoredUnit(unit("a", "evil"), generation), generation);
    }

    private Snapshot with(StoredUnit stored, long generation) {
        Map<UnitId, StoredUnit> units = new TreeMap<>(good.units());
        units.put(stored.unit().id(), stored);
        return new Snapshot(generation, units);
    }

    /** A unit of the first generation under an id. */
    private StoredUnit old(String from, String id) {
        ComputingUnit old = first.unit(UnitId.of(from)).orElseThrow().unit();
        return new StoredUnit(unit(id, old.code()), 1);
    }

    private void put(StoredUnit stored) {
        write(with(stored, 3));
    }

    private void alter(UnaryOperator<ComputingUnit> change) {
        StoredUnit a = good.unit(UnitId.of("a")).orElseThrow();
        put(new StoredUnit(change.apply(a.unit()), a.generation()));
    }

    private void takeOutB() {
        Map<UnitId, StoredUnit> units = new TreeMap<>(good.units());
        units.remove(UnitId.of("b"));
        write(new Snapshot(3, units));
    }

    private void write(Snapshot units) {
        Head head = forger.head();
        write(units, head.key(), head.signature());
    }

    private void write(Snapshot units, String keyId, String signature) {
        forger.write(Forger.of(forger.head(), units).signed(keyId, signature), units);
    }

    private void write(Snapshot units, SigningKey signer, String of) {
        forger.write(new Trust(of, signer, null).signed(Forger.of(forger.head(), units)), units);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void whatIsNotSignedChangesNothingButAnAlarm(String what, Forgery forgery) {
        forgery.commit(this);

        awaitAlarms(store, Kind.UNTRUSTED);
        awaitAlarms(reader, Kind.UNTRUSTED);
        assertThat(store.load()).isEqualTo(good);
        assertThat(reader.load()).isEqualTo(good);
        assertThat(message(reader, Kind.UNTRUSTED))
                .contains(
                        "is not trusted: ", "keeps the 2 units of generation 3", "delete the key {cuprum:" + namespace);

        forger.deleteHead();
        Snapshot mended = store.publish(Release.put(unit("c", "x")));

        assertThat(mended.units().keySet()).extracting(UnitId::value).containsExactly("a", "b", "c");
        awaitSnapshot(reader, mended);
        awaitAlarms(store);
        awaitAlarms(reader);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    garbage for a unit     | redis.call('hset', units, 'a', 'garbage')
                    no units               | redis.call('del', units)
                    another type of units  | redis.call('del', units); redis.call('set', units, 'x')
                    other code             | redis.call('hset', units, 'a', (redis.call('hget', units, 'a'):gsub('two', 'bad')))
                    half a head            | redis.call('hdel', head, 'digest')
                    another type of head   | redis.call('del', head); redis.call('set', head, 'x')
                    """)
    void garbageUnderASignedHeadIsMendedByTheNextRelease(String what, String script) {
        forger.run(script);

        awaitAlarms(store, Kind.TAMPERED);
        awaitAlarms(reader, Kind.TAMPERED);
        assertThat(reader.load()).as(what).isEqualTo(good);

        Snapshot mended = store.publish(Release.put(unit("c", "x")));

        awaitSnapshot(reader, mended);
        awaitAlarms(store);
        awaitAlarms(reader);
    }

    @Test
    void aHeadThatHasLostItsSignatureIsMendedByTheNextRelease() {
        forger.set("signature", "");
        awaitAlarms(store, Kind.UNTRUSTED);

        Snapshot mended = store.publish(Release.put(unit("c", "x")));

        awaitSnapshot(reader, mended);
        awaitAlarms(store);
        awaitAlarms(reader);
        assertThat(store.history()).hasSize(4);
    }

    @Test
    void aReleaseThatIsNotTrustedIsNotBuiltUpon() {
        write(evil(4), "", "");
        Map<String, String> fields = forger.fields();

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.publish(Release.put(unit("c", "x"))))
                .withMessageContaining("has a generation 4 that this node does not trust: it is not signed")
                .withMessageContaining("nothing was published");
        assertThat(forger.fields()).isEqualTo(fields);
    }

    @Test
    void theAlarmIsOverWhenTheSignedReleaseIsThereAgain() {
        forger.keep(namespace);
        write(evil(4), "", "");
        awaitAlarms(reader, Kind.UNTRUSTED);

        forger.putBack(namespace);

        awaitAlarms(store);
        awaitAlarms(reader);
        assertThat(reader.load()).isEqualTo(good);
    }

    @Test
    void aNodeWithoutUnitsTakesNoneThatAreNotSigned() {
        write(evil(4), "", "");
        try (RedisUnitStore late = node().build()) {
            awaitAlarms(late, Kind.UNTRUSTED);
            assertThat(late.load()).isEqualTo(Snapshot.EMPTY);
            assertThat(message(late, Kind.UNTRUSTED)).contains("this node has no units");
        }
    }

    @Test
    void aHistoryThatIsNotTheSignedOneIsNotReturnedTo() {
        forger.run(
                """
                local e = redis.call('lindex', history, 0):gsub('"author":""', '"author":"eve"')
                redis.call('lset', history, 0, e)
                """);
        forger.set("link", Sha256.of(forger.newestEntry()));

        awaitAlarms(store, Kind.UNTRUSTED);
        assertThat(store.history()).isEmpty();
        awaitAlarms(store, Kind.UNTRUSTED, Kind.HISTORY);
        assertThatExceptionOfType(UnknownGenerationException.class).isThrownBy(() -> store.rollback(1, "", ""));
    }

    @Test
    void theSignedHistoryIsThereUnderAnAlteredHead() {
        forger.set("link", "0".repeat(64));

        assertThat(store.history()).extracting(HistoryEntry::generation).containsExactly(3L, 2L, 1L);
        Snapshot back = store.rollback(1, "", "");

        assertThat(back.units()).hasSize(3);
        awaitSnapshot(reader, back);
        awaitAlarms(reader);
    }
}
