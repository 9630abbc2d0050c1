package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.message;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cuprum.store.Release;
import dev.cuprum.store.SigningKey;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.TrustedKeys;
import dev.cuprum.unit.UnitId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Nodes that sign, nodes that run signed releases only, and the ways from the one key to the other. */
@ResourceLock("the server that CUPRUM_TEST_REDIS names")
final class SignedReleasesTest {

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
    private final SigningKey newKey = SigningKey.generate();

    private RedisUnitStore.Builder node() {
        return RedisUnitStore.builder(server.address())
                .namespace(namespace)
                .poll(Duration.ofMillis(50))
                .verify(Duration.ofMillis(100));
    }

    private static TrustedKeys keys(SigningKey... keys) {
        return TrustedKeys.of(Stream.of(keys).map(SigningKey::publicKey).toList());
    }

    @Test
    void aNodeThatTrustsTheKeyRunsWhatItSigns() {
        try (RedisUnitStore publisher = node().signer(key).trust(keys(key)).build();
                RedisUnitStore reader = node().trust(keys(key)).build()) {
            for (int i = 1; i <= 3; i++) {
                awaitSnapshot(reader, publisher.publish(Release.put(unit("a", "x" + i))));
            }
            Snapshot back = publisher.rollback(1, "", "");

            awaitSnapshot(reader, back);
            assertThat(reader.history()).isEqualTo(publisher.history()).hasSize(4);
            assertThat(reader.alarms()).isEmpty();
            assertThat(publisher.alarms()).isEmpty();
        }
    }

    @Test
    void theHeadNamesTheKey() {
        try (RedisUnitStore publisher = node().signer(key).build()) {
            publisher.publish(Release.put(unit("a", "x")));
        }
        Head head = forger.head();

        assertThat(forger.fields()).containsEntry("key", key.id()).containsKey("signature");
        assertThat(head.text("edge"))
                .isEqualTo("cuprum release 1\nedge\n" + head.epoch() + "\n\n1\n" + head.digest() + "\n"
                        + head.publishedAt() + "\n" + head.link() + "\n\n");
    }

    @Test
    void aNodeWithoutAKeyPublishesNothingThatItWouldNotRun() {
        try (RedisUnitStore publisher = node().signer(key).build();
                RedisUnitStore reader = node().trust(keys(key)).build()) {
            awaitSnapshot(reader, publisher.publish(Release.put(unit("a", "x"))));

            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> reader.publish(Release.put(unit("a", "y"))))
                    .withMessageContaining("has no key to sign one; nothing was published")
                    .withMessageContaining("CUPRUM_SIGNING_KEY");
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> reader.rollback(1, "", ""))
                    .withMessageContaining("nothing was published");
            assertThat(forger.head().generation()).isEqualTo(1);
        }
    }

    @Test
    void aNodeWhoseOwnKeyIsNotTrustedIsNotBuilt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node().signer(key).trust(keys(newKey)).build())
                .withMessageContaining("signs with key " + key.id() + " and trusts " + newKey.id() + " only")
                .withMessageContaining("Add " + key.publicKey().line());
    }

    @Test
    void trustIsIntroducedNodeByNode() {
        try (RedisUnitStore plain = node().build();
                RedisUnitStore publisher = node().signer(key).build()) {
            plain.publish(Release.put(unit("a", "unsigned")));
            Snapshot signed = publisher.publish(Release.put(unit("b", "signed")));
            awaitSnapshot(plain, signed);

            try (RedisUnitStore reader = node().trust(keys(key)).build()) {
                assertThat(reader.load()).isEqualTo(signed).satisfies(all -> assertThat(all.units())
                        .hasSize(2));

                plain.publish(Release.put(unit("a", "again")));
                awaitAlarms(reader, Kind.UNTRUSTED);
                assertThat(message(reader, Kind.UNTRUSTED)).contains("generation 3", "it is not signed");
                assertThat(reader.load()).isEqualTo(signed);

                Snapshot again = publisher.publish(Release.put(unit("b", "again")));
                awaitSnapshot(reader, again);
                awaitAlarms(reader);
            }
        }
    }

    @Test
    void aKeyTakesThePlaceOfAnother() {
        try (RedisUnitStore old = node().signer(key).trust(keys(key, newKey)).build();
                RedisUnitStore reader = node().trust(keys(key, newKey)).build();
                RedisUnitStore late = node().trust(keys(key)).build()) {
            Snapshot before = old.publish(Release.put(unit("a", "x")));
            awaitSnapshot(reader, before);
            awaitSnapshot(late, before);

            try (RedisUnitStore publisher =
                    node().signer(newKey).trust(keys(key, newKey)).build()) {
                Snapshot after = publisher.publish(Release.put(unit("a", "y")));
                awaitSnapshot(reader, after);
                awaitSnapshot(old, after);
                assertThat(reader.alarms()).isEmpty();

                awaitAlarms(late, Kind.UNTRUSTED);
                assertThat(message(late, Kind.UNTRUSTED))
                        .contains("it is signed with key " + newKey.id() + ", and this node trusts " + key.id()
                                + " only");
                assertThat(late.load()).isEqualTo(before);

                try (RedisUnitStore current = node().trust(keys(newKey)).build()) {
                    assertThat(current.load()).isEqualTo(after);
                    assertThat(publisher.rollback(1, "", "").unit(UnitId.of("a")))
                            .hasValueSatisfying(a -> assertThat(a.unit()).isEqualTo(unit("a", "x")));
                    awaitSnapshot(current, publisher.load());
                }
            }
        }
    }

    @Test
    void aNodeThatDoesNotKnowTheNewKeyYetDoesNotWriteOverItsReleases() {
        try (RedisUnitStore late = node().signer(key).trust(keys(key)).build();
                RedisUnitStore publisher =
                        node().signer(newKey).trust(keys(key, newKey)).build()) {
            awaitSnapshot(publisher, late.publish(Release.put(unit("a", "x"))));
            Snapshot after = publisher.publish(Release.put(unit("a", "y")));

            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> late.publish(Release.put(unit("b", "x"))))
                    .withMessageContaining("publish through a node that trusts its key");
            assertThat(publisher.load()).isEqualTo(after);
        }
    }

    @Test
    void theInstantOfAReleaseIsSigned() {
        Instant later = Instant.now().plusSeconds(3600);
        try (RedisUnitStore publisher = node().signer(key).trust(keys(key)).build();
                RedisUnitStore reader = node().trust(keys(key)).build()) {
            Snapshot waits = publisher.publish(
                    Release.builder().put(unit("a", "x")).activateAt(later).build());
            awaitSnapshot(reader, waits);
            assertThat(forger.head().text("edge")).endsWith("\n" + later + "\n");

            forger.set("activateAt", Instant.EPOCH.toString());

            awaitAlarms(reader, Kind.UNTRUSTED);
            assertThat(reader.load().activateAt()).contains(later);
        }
    }

    @Test
    void anEmptiedRedisIsFilledWithASignedRelease() {
        try (RedisUnitStore publisher = node().signer(key).trust(keys(key)).build();
                RedisUnitStore reader = node().trust(keys(key)).build()) {
            awaitSnapshot(reader, publisher.publish(Release.put(unit("a", "x"))));
            forger.run("redis.call('del', head, units, history, versions)");
            awaitAlarms(reader, Kind.EMPTIED);

            Snapshot after = publisher.publish(Release.put(unit("b", "x")));

            assertThat(after.units()).hasSize(2);
            awaitSnapshot(reader, after);
            awaitAlarms(reader);
            assertThat(forger.fields()).containsEntry("key", key.id());
        }
    }
}
