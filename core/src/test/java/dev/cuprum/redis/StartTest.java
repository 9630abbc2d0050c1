package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.awaitSnapshot;
import static dev.cuprum.redis.Alarming.message;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node starts, with Redis as it happens to be, and with what is on its disk. */
final class StartTest {

    @TempDir
    private Path folder;

    private RedisServer server;
    private Snapshot good;

    @BeforeEach
    void aNodeHasRun() {
        server = RedisServers.own();
        try (RedisUnitStore store = node()) {
            store.publish(Release.put(unit("a", "one")));
            good = store.publish(Release.put(unit("a", "two"), unit("b", "x")));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RedisUnitStore node() {
        return RedisUnitStore.builder(server.address())
                .folder(folder)
                .poll(Duration.ofMillis(100))
                .build();
    }

    private Path file() {
        return folder.resolve("units-default.jsonl");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void withoutRedisANodeHasWhatIsOnDisk() {
        server.kill();
        try (RedisUnitStore store = node()) {
            assertThat(store.load()).isEqualTo(good);
            assertThat(message(store, Kind.LOST)).contains("generation 2");

            server.restart();
            awaitAlarms(store);
            Snapshot next = store.publish(Release.put(unit("c", "x")));
            assertThat(next.generation()).isEqualTo(3);
        }
    }

    @Test
    void aRedisThatStandsStillIsNotWaitedForLong() {
        server.pause();
        try (RedisUnitStore store = node()) {
            assertThat(store.load()).isEqualTo(good);
            awaitAlarms(store, Kind.LOST);
            server.resume();
            awaitAlarms(store);
        }
    }

    @Test
    void withAnEmptyRedisANodeHasWhatIsOnDisk() {
        server.flush();
        try (RedisUnitStore store = node()) {
            assertThat(store.load()).isEqualTo(good);
            awaitAlarms(store, Kind.EMPTIED);

            Snapshot next = store.publish(Release.put(unit("c", "x")));

            assertThat(next.units()).hasSize(3);
            awaitAlarms(store);
        }
    }

    @Test
    void withoutRedisAndWithoutAFileANodeSaysWhatToDo() throws IOException {
        server.kill();
        Files.delete(file());

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(this::node)
                .withMessageContaining("Redis at " + server.address() + " does not answer")
                .withMessageContaining("start Redis");
    }

    @Test
    void aDamagedFileIsSetAside() throws IOException {
        String text = Files.readString(file());
        Files.writeString(file(), text.replace("two", "bad"));
        try (RedisUnitStore store = node()) {
            assertThat(store.load()).isEqualTo(good);
            assertThat(names()).anyMatch(name -> name.startsWith("units-default.jsonl.damaged-"));
        }
        assertThat(Files.readString(file())).isEqualTo(text);
    }

    @Test
    void aNodeThatMissedReleasesHasTheNewestAtOnce() {
        Snapshot newest;
        try (RedisUnitStore other = RedisUnitStore.builder(server.address()).build()) {
            other.publish(Release.put(unit("a", "three")));
            newest = other.publish(Release.put(unit("c", "x")));
        }
        try (RedisUnitStore store = node()) {
            assertThat(store.load()).isEqualTo(newest);
            assertThat(store.alarms()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNewerThanRedisIsKeptUnderAnotherName() throws IOException {
        String text = Files.readString(file());
        server.flush();
        Snapshot older;
        try (RedisUnitStore other = RedisUnitStore.builder(server.address()).build()) {
            older = other.publish(Release.put(unit("z", "x")));
        }
        try (RedisUnitStore store = node()) {
            awaitAlarms(store, Kind.REPLACED);
            assertThat(store.load()).isEqualTo(good);
        }
        assertThat(Files.readString(file())).isEqualTo(text);
        Files.delete(file());
        try (RedisUnitStore store = node()) {
            awaitSnapshot(store, older);
        }
    }
}
