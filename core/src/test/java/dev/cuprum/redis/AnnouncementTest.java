package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.store.Release;
import dev.cuprum.store.Sha256;
import dev.cuprum.store.SigningKey;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.store.StoredUnitJson;
import dev.cuprum.store.TrustedKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
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
    private final StoredUnit said = new StoredUnit(unit("a", "said"), 2);
    private final List<Snapshot> seen = Collections.synchronizedList(new ArrayList<>());

    private RedisUnitStore.Builder node() {
        return RedisUnitStore.builder(server.address())
                .namespace(namespace)
                .poll(NEVER)
                .verify(NEVER);
    }

    /** The head of a release of that unit after what there is. */
    private Head next(Head before) {
        Digests units = Digests.NONE.with(Map.of(said.unit().id(), Sha256.of(StoredUnitJson.write(said))), List.of());
        return Head.unsigned(
                before.epoch(),
                before.lineage(),
                before.generation() + 1,
                units,
                Instant.parse("2026-01-01T00:00:00Z"),
                Sha256.of("link"),
                Optional.empty());
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

    @Test
    void aReleaseThatIsNotTheNextOrIsNotWholeIsLookedFor() {
        try (RedisUnitStore store = node().build()) {
            store.publish(Release.put(unit("a", "one")));
            try (RedisUnitStore reader = node().build()) {
                reader.watch(seen::add);
                Head head = forger.head();
                Head next = next(head);
                forger.announce(next(next), next, said, fields(next));
                forger.announce(head, altered(next, "digest", Sha256.of("x")), said, fields(next));
                forger.announce(head, next, said, fields(next) + 2);
                forger.announce(head, next, said, -1);
                forger.announce(head, next, new StoredUnit(unit("b", "said"), 2), fields(next));

                Snapshot second = store.publish(Release.put(unit("b", "x")));

                awaitSnapshot(reader, second);
                assertThat(seen).extracting(Snapshot::generation).containsExactly(1L, 2L);
                assertThat(seen).last().isEqualTo(second);
                assertThat(reader.alarms()).isEmpty();
            }
        }
    }

    private static Head altered(Head head, String field, String value) {
        UnaryOperator<Map<String, String>> alter = fields -> {
            fields.put(field, value);
            return fields;
        };
        return Head.read(alter.apply(head.fields())).orElseThrow();
    }

    @Test
    void whatIsSaidWithoutATrustedSignatureIsNotTaken() {
        SigningKey key = SigningKey.generate();
        TrustedKeys trusted = TrustedKeys.of(List.of(key.publicKey()));
        try (RedisUnitStore store = node().trust(trusted).signer(key).build()) {
            store.publish(Release.put(unit("a", "one")));
            try (RedisUnitStore reader = node().trust(trusted).build()) {
                reader.watch(seen::add);
                Head head = forger.head();
                Head next = next(head);
                forger.announce(head, next, said, fields(next));
                Head signed = next.signed(head.key(), head.signature());
                forger.announce(head, signed, said, fields(signed));

                Snapshot second = store.publish(Release.put(unit("b", "x")));

                awaitSnapshot(reader, second);
                assertThat(seen).extracting(Snapshot::generation).containsExactly(1L, 2L);
                assertThat(seen).last().isEqualTo(second);
                assertThat(reader.alarms()).isEmpty();
            }
        }
    }
}
