package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.Release;
import dev.cuprum.store.Sha256;
import dev.cuprum.store.SigningKey;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.store.StoredUnitJson;
import dev.cuprum.store.TrustedKeys;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node makes of what the topic says; it looks by itself only once a day here. */
@ResourceLock("the server that CUPRUM_TEST_REDIS names")
final class AnnouncementTest {

    private static final Duration NEVER = Duration.ofDays(1);

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
    private final Looks looks = new Looks(server);
    private final StoredUnit said = said(2);
    private final List<Snapshot> seen = new CopyOnWriteArrayList<>();
    private int version;

    private static StoredUnit said(long generation) {
        return new StoredUnit(unit("a", "said"), generation);
    }

    private RedisUnitStore.Builder node() {
        return RedisUnitStore.builder(server.address())
                .namespace(namespace)
                .poll(NEVER)
                .verify(NEVER)
                .recent(Duration.ZERO);
    }

    /** The head of a release of that unit after what there is. */
    private static Head next(Head before) {
        return next(before, before.generation() + 1);
    }

    private static Head next(Head before, long generation) {
        return Head.unsigned(
                before.epoch(),
                before.lineage(),
                generation,
                digests(before.generation() + 1),
                Instant.parse("2026-01-01T00:00:00Z"),
                Sha256.of("link"),
                Optional.empty());
    }

    private Snapshot heard(RedisUnitStore writer, RedisUnitStore reader) {
        return looks.publishUntilOneIsHeard(writer, reader, () -> Release.put(unit("a", "x" + version++)));
    }

    @Test
    void aSmallReleaseIsHadWithoutALook() {
        try (RedisUnitStore writer = node().build();
                RedisUnitStore reader = node().build()) {
            Snapshot first = heard(writer, reader);

            Snapshot second = looks.publishUntilOneIsHeard(
                    writer, reader, () -> Release.put(unit("b", "x" + version), unit("c", "x" + version++)));
            assertThat(second.units()).hasSize(first.units().size() + 2);
        }
    }

    @Test
    void aDeletionIsHadWithoutALook() {
        try (RedisUnitStore writer = node().build();
                RedisUnitStore reader = node().build()) {
            Snapshot deleted = looks.publishUntilOneIsHeard(writer, reader, () -> {
                awaitSnapshot(reader, writer.publish(Release.put(unit("b", "x"))));
                return Release.delete(UnitId.of("b"));
            });

            assertThat(deleted.units()).isEmpty();
            assertThat(reader.alarms()).isEmpty();
        }
    }

    @Test
    void aSignedReleaseIsHadWithoutALook() {
        SigningKey key = SigningKey.generate();
        TrustedKeys trusted = TrustedKeys.of(List.of(key.publicKey()));
        try (RedisUnitStore writer = node().trust(trusted).signer(key).build();
                RedisUnitStore reader = node().trust(trusted).build()) {
            heard(writer, reader);

            assertThat(reader.alarms()).isEmpty();
        }
    }

    @Test
    void aReleaseIsInItsMessageUpTo64KiB() {
        try (RedisUnitStore writer = node().build();
                RedisUnitStore reader = node().build()) {
            heard(writer, reader);
            looks.publishUntilOneIsHeard(writer, reader, () -> ofLength(writer, 65_536));
            long before = looks.count();

            Snapshot longer = writer.publish(ofLength(writer, 65_537));

            awaitSnapshot(reader, longer);
            assertThat(looks.count()).isGreaterThanOrEqualTo(before + 2);
        }
    }

    /** A release of one unit that takes so many bytes in the message: two lengths, the id, the prefix of a value, the text. */
    private Release ofLength(RedisUnitStore store, int bytes) {
        long generation = store.load().generation() + 1;
        String code = "x" + version++;
        int around = 24
                + 1
                + StoredUnitJson.write(new StoredUnit(unit("b", code), generation))
                        .length();
        return Release.put(unit("b", code + "x".repeat(bytes - around)));
    }

    @Test
    void aServerThatForgotItsScriptsIsToldThemAgain() {
        try (RedisUnitStore writer = node().build();
                RedisUnitStore reader = node().build()) {
            heard(writer, reader);
            server.command("SCRIPT", "FLUSH");

            heard(writer, reader);

            assertThat(reader.alarms()).isEmpty();
        }
    }

    @Test
    void aSmallReleaseIsTakenFromTheMessageAndALookTellsTheTruth() {
        try (RedisUnitStore store = node().build()) {
            Snapshot first = store.publish(Release.put(unit("a", "one")));
            try (RedisUnitStore reader = node().build()) {
                Head head = forger.head();
                forger.announce(head, next(head), said, fields(next(head)));

                awaitSnapshot(reader, new Snapshot(2, Map.of(said.unit().id(), said)));
                forger.say("look");
                awaitSnapshot(reader, first);
                awaitAlarms(reader, Kind.BEHIND);
            }
        }
    }

    private static int fields(Head head) {
        return 2 * head.fields().size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "look", "nonsense", "\0\0\0\1", "\0\0\0\1x\0\0\0\0", "\0\0\0\7release"})
    void whatIsNoReleaseIsAReasonToLook(String message) {
        try (RedisUnitStore store = node().build()) {
            store.publish(Release.put(unit("a", "one")));
            try (RedisUnitStore reader = node().build()) {
                Snapshot unheard = new Snapshot(2, Map.of(said.unit().id(), said));
                forger.write(next(forger.head()), unheard);

                forger.say(message);

                awaitSnapshot(reader, unheard);
                assertThat(reader.alarms()).isEmpty();
            }
        }
    }

    /** Somebody who may write to the topic, and makes a release of what was published before. */
    private interface Forgery {
        void say(Forger forger, Head before);
    }

    private static Named<Forgery> of(String name, Forgery forgery) {
        return Named.of(name, forgery);
    }

    static Stream<Named<Forgery>> forgeries() {
        return Stream.of(
                of("built on another", (forger, head) -> announce(forger, next(head), next(next(head)))),
                of(
                        "of another digest",
                        (forger, head) -> announce(forger, head, altered(next(head), "digest", Sha256.of("x")))),
                of("far ahead", (forger, head) -> announce(forger, head, next(head, head.generation() + 2))),
                of("with the last number", (forger, head) -> announce(forger, head, next(head, Head.LAST))),
                of(
                        "with more digits than there are",
                        (forger, head) -> announce(forger, head, next(head, 9_999_999_999_999_999L))),
                of("of the same number", (forger, head) -> announce(forger, head, next(head, head.generation()))),
                of(
                        "of another epoch",
                        (forger, head) -> announce(
                                forger,
                                head,
                                altered(
                                        altered(next(head), "lineage", head.epoch()),
                                        "epoch",
                                        Sha256.of("x").substring(0, 32)))),
                of(
                        "with more fields than there are",
                        (forger, head) ->
                                forger.announce(head, next(head), said(head.generation() + 1), fields(next(head)) + 2)),
                of(
                        "with fewer than no fields",
                        (forger, head) -> forger.announce(head, next(head), said(head.generation() + 1), -1)),
                of("of another unit", (forger, head) -> {
                    StoredUnit other = new StoredUnit(unit("b", "said"), head.generation() + 1);
                    forger.announce(head, next(head), other, fields(next(head)));
                }),
                of("by another name", (forger, head) -> {
                    StoredUnit stored = said(head.generation() + 1);
                    forger.announce(
                            head,
                            next(head),
                            stored,
                            fields(next(head)),
                            next(next(head)).token());
                }));
    }

    private static void announce(Forger forger, Head before, Head after) {
        forger.announce(before, after, said(before.generation() + 1), fields(after));
    }

    private static Head altered(Head head, String field, String value) {
        Map<String, String> fields = head.fields();
        fields.put(field, value);
        Head altered = Head.read(fields).orElseThrow();
        return field.equals("digest") ? altered : altered.of(digests(head.generation()));
    }

    private static Digests digests(long generation) {
        StoredUnit unit = said(generation);
        return Digests.NONE.with(Map.of(unit.unit().id(), Sha256.of(StoredUnitJson.write(unit))), List.of());
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void aReleaseThatIsNotTheNextOrIsNotWholeIsLookedForAndLeavesNothing(Forgery forgery) {
        try (RedisUnitStore writer = node().build();
                RedisUnitStore reader = node().build()) {
            expectLookInsteadOf(forgery, writer, reader);

            long newest = writer.load().generation();
            assertThat(reader.publish(Release.put(unit("b", "x"))).generation()).isEqualTo(newest + 1);
        }
    }

    /** Has both nodes hear a forgery, which each of them looks for; then the reader hears what the writer publishes. */
    private void expectLookInsteadOf(Forgery forgery, RedisUnitStore writer, RedisUnitStore reader) {
        reader.watch(seen::add);
        heard(writer, reader);
        Head head = forger.head();
        long before = looks.count();

        forgery.say(forger, head);

        await().until(() -> looks.count() >= before + 2);
        heard(writer, reader);
        assertThat(seen)
                .extracting(Snapshot::generation)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(seen)
                .extracting(Snapshot::units)
                .noneMatch(units -> units.containsValue(said(head.generation() + 1)));
        assertThat(reader.alarms()).isEmpty();
    }

    static Stream<Named<Forgery>> withoutTrust() {
        return Stream.of(
                of("not signed", (forger, head) -> announce(forger, head, next(head))),
                of(
                        "with the signature of another",
                        (forger, head) -> announce(forger, head, next(head).signed(head.key(), head.signature()))));
    }

    @ParameterizedTest
    @MethodSource("withoutTrust")
    void whatIsSaidWithoutATrustedSignatureIsLookedFor(Forgery forgery) {
        SigningKey key = SigningKey.generate();
        TrustedKeys trusted = TrustedKeys.of(List.of(key.publicKey()));
        try (RedisUnitStore writer = node().trust(trusted).signer(key).build();
                RedisUnitStore reader = node().trust(trusted).build()) {
            expectLookInsteadOf(forgery, writer, reader);
        }
    }

    @Test
    void aNumberWithTooManyDigitsIsNoNumber() {
        try (RedisUnitStore store = node().build()) {
            store.publish(Release.put(unit("a", "one")));
            forger.set("generation", "1000000000000000");

            forger.say("look");

            awaitAlarms(store, Kind.TAMPERED);
            assertThat(store.publish(Release.put(unit("a", "two"))).generation())
                    .isEqualTo(2);
            forger.say("look");
            awaitAlarms(store);
        }
    }

    @Test
    void afterTheLastNumberNothingIsPublished() {
        try (RedisUnitStore store = node().build()) {
            store.publish(Release.put(unit("a", "one")));
            Head first = forger.head();
            Snapshot last = new Snapshot(Head.LAST, Map.of(said.unit().id(), said));
            forger.write(Forger.of(first, last), last);
            forger.say("look");
            awaitSnapshot(store, last);

            assertThatThrownBy(() -> store.publish(Release.put(unit("a", "two"))))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("last number")
                    .hasMessageContaining("nothing was published");
        }
    }

    @Test
    void theLastNumberIsForgottenWithItsRelease() {
        try (RedisUnitStore store = node().build()) {
            Snapshot published = store.publish(Release.put(unit("a", "one")));
            Head first = forger.head();
            Snapshot last = new Snapshot(Head.LAST, Map.of(said.unit().id(), said));
            forger.write(Forger.of(first, last), last);
            forger.say("look");
            awaitSnapshot(store, last);
            forger.write(first, published);
            forger.say("look");
            awaitSnapshot(store, published);

            assertThat(store.publish(Release.put(unit("a", "two"))).generation())
                    .isEqualTo(2);
        }
    }
}
