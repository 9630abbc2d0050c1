package dev.cuprum.redis;

import static dev.cuprum.redis.Alarming.awaitAlarms;
import static dev.cuprum.redis.Alarming.message;
import static dev.cuprum.redis.Alarming.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cuprum.store.Release;
import dev.cuprum.store.SigningKey;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.SnapshotFile;
import dev.cuprum.store.StoreAlarm;
import dev.cuprum.store.StoreAlarm.Kind;
import dev.cuprum.store.StoreListener;
import dev.cuprum.store.StoreUnavailableException;
import dev.cuprum.store.StoredUnit;
import dev.cuprum.store.TrustedKeys;
import dev.cuprum.unit.UnitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that runs signed releases only starts with what is on its disk. */
final class SignedStartTest {

    @TempDir
    private Path folder;

    private final SigningKey key = SigningKey.generate();
    private final List<String> fileAlarms = Collections.synchronizedList(new ArrayList<>());
    private RedisServer server;
    private Snapshot good;

    @BeforeEach
    void aNodeHasRun() {
        server = RedisServers.own();
        try (RedisUnitStore store = node().signer(key).build()) {
            store.publish(Release.put(unit("a", "one")));
            new Forger(server, "default").keep("old");
            good = store.publish(Release.put(unit("a", "two"), unit("b", "x")));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RedisUnitStore.Builder node() {
        return RedisUnitStore.builder(server.address())
                .folder(folder)
                .poll(Duration.ofMillis(100))
                .trust(TrustedKeys.of(List.of(key.publicKey())))
                .listener(new StoreListener() {
                    @Override
                    public void raised(StoreAlarm alarm) {
                        if (alarm.kind() == Kind.FILE) {
                            fileAlarms.add(alarm.message());
                        }
                    }

                    @Override
                    public void cleared(StoreAlarm alarm) {}
                });
    }

    private SnapshotFile file() {
        return new SnapshotFile(folder.resolve("units-default.jsonl"), InstantSource.system());
    }

    private SnapshotFile.Saved saved() {
        return file().read(complaint -> {
                    throw new AssertionError(complaint);
                })
                .orElseThrow();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(found -> found.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aSignedFileIsEnough() {
        server.kill();
        try (RedisUnitStore store = node().signer(key).build()) {
            assertThat(store.load()).isEqualTo(good);
            awaitAlarms(store, Kind.LOST);

            server.restart();
            awaitAlarms(store);
            assertThat(store.publish(Release.put(unit("c", "x"))).generation()).isEqualTo(3);
        }
        assertThat(fileAlarms).isEmpty();
    }

    @Test
    void anAlteredFileIsSetAside() throws IOException {
        Map<UnitId, StoredUnit> units = new TreeMap<>(good.units());
        units.put(UnitId.of("a"), new StoredUnit(unit("a", "evil"), 2));
        file().write(new SnapshotFile.Saved(new Snapshot(2, units), saved().labels()));

        refused("its units are not those that were signed");
    }

    @Test
    void aFileWithAnAlteredHeadIsSetAside() throws IOException {
        Map<UnitId, StoredUnit> units = new TreeMap<>(good.units());
        units.put(UnitId.of("a"), new StoredUnit(unit("a", "evil"), 2));
        Snapshot evil = new Snapshot(2, units);
        Head head = Head.read(saved().labels()).orElseThrow();
        file().write(new SnapshotFile.Saved(evil, Forger.of(head, evil).fields()));

        refused("its signature is not one of key " + key.id());
    }

    @Test
    void aFileWithoutASignatureIsSetAside() throws IOException {
        Head head = Head.read(saved().labels()).orElseThrow();
        file().write(new SnapshotFile.Saved(good, head.signed("", "").fields()));

        refused("it is not signed");
    }

    @Test
    void aFileThatNamesNoReleaseIsSetAside() throws IOException {
        file().write(new SnapshotFile.Saved(good, Map.of()));

        refused("it does not say which release it is of");
    }

    @Test
    void aFileOfAnotherNamespaceIsSetAside() throws IOException {
        Head head = Head.read(saved().labels()).orElseThrow();
        file().write(new SnapshotFile.Saved(
                good, new Trust("other", key, null).signed(head).fields()));

        refused("another namespace");
    }

    /** With Redis the node has what Redis has; without, it does not start. */
    private void refused(String why) throws IOException {
        try (RedisUnitStore store = node().build()) {
            assertThat(store.load()).isEqualTo(good);
        }
        assertThat(fileAlarms).singleElement().asString().contains("is not trusted: ", why, "set aside as");
        assertThat(names()).anyMatch(name -> name.startsWith("units-default.jsonl.untrusted-"));
    }

    @Test
    void withoutRedisAnUntrustedFileIsNotEnough() throws IOException {
        Head head = Head.read(saved().labels()).orElseThrow();
        file().write(new SnapshotFile.Saved(good, head.signed("", "").fields()));
        server.kill();

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> node().build())
                .withMessageContaining("does not answer");
    }

    @Test
    void aNodeThatWasAwayDoesNotFollowAnOldReleaseEither() {
        new Forger(server, "default").putBack("old");
        try (RedisUnitStore store = node().build()) {
            assertThat(store.load()).isEqualTo(good);
            awaitAlarms(store, Kind.BEHIND);
            assertThat(message(store, Kind.BEHIND)).contains("went back to generation 1");
        }
        assertThat(saved().snapshot()).isEqualTo(good);
    }
}
