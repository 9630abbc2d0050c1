package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks that a test makes itself: the thread of this follower does not run unless a test starts it. */
final class FollowerTest {

    private static final Keys KEYS = new Keys("default");
    private static final Duration OFTEN = Duration.ofMillis(20);

    private RedisServer server;
    private Connection connection;
    private Alarms alarms;
    private Current current;
    private Follower follower;
    private volatile boolean broken;

    @BeforeEach
    void startServer() {
        server = RedisServers.own();
        publish("one");
        RedisAddresses addresses = RedisAddresses.of(server.address());
        Inbox inbox = new Inbox();
        connection = new Connection(addresses.config(), addresses.description(), KEYS, inbox);
        alarms = new Alarms("units", List.of(), InstantSource.system());
        Trust trust = new Trust(KEYS.namespace(), null, null);
        History history = new History(connection, KEYS, alarms);
        current = new Current(Picture.NONE, alarms, null, history, this::instant, "Redis", KEYS, trust);
        follower = new Follower(connection, KEYS, current, trust, alarms, OFTEN, OFTEN, Duration.ZERO, inbox);
    }

    private Instant instant() {
        if (broken) {
            throw new LinkageError("broken");
        }
        return Instant.now();
    }

    @AfterEach
    void stopServer() {
        follower.close();
        connection.close();
        server.close();
    }

    private Snapshot publish(String code) {
        try (RedisUnitStore store = RedisUnitStore.builder(server.address()).build()) {
            return store.publish(Release.put(unit("a", code)));
        }
    }

    @Test
    void aLookIsGoodForThosePublicationsThatWerePreparedBeforeIt() {
        long first = follower.prepare();
        follower.look();
        long second = follower.prepare();
        long third = follower.prepare();

        assertThat(follower.seenSince(first)).isPresent();
        assertThat(follower.seenSince(second)).isEmpty();
        assertThat(follower.seenSince(third)).isEmpty();

        follower.look();

        assertThat(follower.seenSince(second)).isPresent();
        assertThat(follower.seenSince(third)).isPresent();
        assertThat(follower.seenSince(follower.next())).isEmpty();
    }

    @Test
    void aLookThatFailedIsNotWaitedForAgain() {
        follower.look();
        server.kill();
        long prepared = follower.prepare();
        assertThatThrownBy(follower::look).isInstanceOf(StoreUnavailableException.class);

        assertThatThrownBy(() -> follower.seenSince(prepared)).isInstanceOf(StoreUnavailableException.class);
        assertThat(follower.seenSince(follower.next())).isEmpty();
        assertThat(alarms.stands(Kind.LOST)).isTrue();

        server.restart();
        await().ignoreException(StoreUnavailableException.class).untilAsserted(follower::look);

        assertThat(follower.seenSince(prepared)).isPresent();
        assertThat(alarms.isQuiet()).isTrue();
    }

    @Test
    void aCallerThatIsInterruptedRaisesNoAlarm() {
        long prepared = follower.prepare();
        Thread.currentThread().interrupt();

        assertThatThrownBy(follower::look)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(alarms.isQuiet()).isTrue();
        assertThat(follower.seenSince(prepared)).isEmpty();
        follower.look();
        assertThat(follower.seenSince(prepared)).isPresent();
    }

    @Test
    void whateverALookFailsWithTheNextOneComes() {
        follower.start().join();
        broken = true;
        Snapshot second = publish("two");
        await().until(() -> alarms.stands(Kind.LOST));
        assertThat(alarms.standing())
                .extracting(StoreAlarm::message)
                .first()
                .asString()
                .contains("LinkageError: broken");

        broken = false;

        await().untilAsserted(() -> assertThat(current.picture().snapshot()).isEqualTo(second));
        await().until(alarms::isQuiet);
    }
}
