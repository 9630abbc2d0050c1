package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.UnitStore.Prepared;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Publications that are prepared, and come or do not; nodes look by themselves only once a day here. */
final class PreparedTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private RedisServer server;
    private Looks looks;
    private RedisUnitStore writer;
    private RedisUnitStore reader;
    private int version;

    @BeforeEach
    void settle() {
        server = RedisServers.own();
        looks = new Looks(server);
        writer = node();
        reader = node();
        // Each of the two has then looked as often as it does by itself.
        looks.publishUntilOneIsHeard(reader, writer, () -> Release.put(unit("a", "x" + version++)));
        looks.publishUntilOneIsHeard(writer, reader, () -> Release.put(unit("a", "x" + version++)));
    }

    private RedisUnitStore node() {
        return RedisUnitStore.builder(server.address())
                .poll(NEVER)
                .verify(NEVER)
                .recent(Duration.ZERO)
                .build();
    }

    @AfterEach
    void stop() {
        reader.close();
        writer.close();
        server.close();
    }

    private Prepared prepared() {
        long before = looks.count();
        Prepared prepared = writer.prepare();
        await().until(() -> looks.count() > before);
        return prepared;
    }

    @Test
    void isBuiltOnTheLookThatItWasPreparedWith() {
        Prepared prepared = prepared();
        Prepared another = prepared();
        long before = looks.count();

        Snapshot first = prepared.publish(Release.put(unit("b", "one")));
        assertThat(looks.count()).isEqualTo(before);

        Snapshot second = another.publish(Release.put(unit("b", "two")));
        assertThat(second.generation()).isEqualTo(first.generation() + 1);
    }

    @Test
    void whatDoesNotComeLeavesNothingToOthers() {
        prepared();
        long before = looks.count();

        writer.publish(Release.put(unit("b", "one")));
        assertThat(looks.count()).isEqualTo(before + 1);

        prepared();
        writer.rollback(1, "", "");
        assertThat(looks.count()).isEqualTo(before + 3);
    }

    @Test
    void afterWhatDoesNotComeADeadServerIsSeenBeforeAnythingIsSent() {
        prepared();
        server.kill();

        assertThatThrownBy(() -> writer.rollback(1, "", ""))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("nothing was published")
                .hasMessageNotContaining("as a whole or not at all");
    }
}
