package dev.cuprum.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.Release;
import dev.cuprum.store.Snapshot;
import dev.cuprum.store.StoreUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRedisTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private static RedisUnitStore store(EmbeddedRedis redis) {
        return RedisUnitStore.builder(redis.address()).build();
    }

    private long process() throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("redis.pid")).strip());
    }

    @Test
    void whatWasPublishedIsThereAfterARestart() {
        Snapshot published;
        int port;
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
                RedisUnitStore store = store(redis)) {
            published = store.publish(Release.put(Alarming.unit("a", "x")));
            port = redis.port();
        }
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
                RedisUnitStore store = store(redis)) {
            assertThat(store.load()).isEqualTo(published);
            assertThat(redis.port()).isEqualTo(port);
        }
    }

    @Test
    void onlyItsOwnerCanReadThePassword() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder.resolve("new"))) {
            Path configuration = folder.resolve("new/redis.conf");
            String password = redis.address().replaceAll(".*://:(.*)@.*", "$1");

            assertThat(Files.readString(configuration)).contains("requirepass " + password, "bind 127.0.0.1");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(configuration)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
                    .isEqualTo("rwx------");
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> RedisUnitStore.builder("redis://127.0.0.1:" + redis.port())
                            .build())
                    .withMessageContaining("NOAUTH");
        }
    }

    @Test
    void aSecondNodeDoesNotGetTheFolder() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
            assertThatExceptionOfType(StoreUnavailableException.class)
                    .isThrownBy(() -> EmbeddedRedis.start(folder))
                    .withMessageContaining("another node runs the embedded Redis in " + folder)
                    .withMessageContaining("give both the address of the same Redis");
            assertThat(redis.port()).isPositive();
        }
    }

    @Test
    void aServerThatDiesIsStartedAgainWithItsData() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
                RedisUnitStore store = store(redis)) {
            store.publish(Release.put(Alarming.unit("a", "x")));
            long before = process();

            ProcessHandle.of(before).orElseThrow().destroyForcibly();

            await().atMost(PATIENCE).until(() -> process() != before);
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> store.publish(Release.put(Alarming.unit("b", "x")))
                                    .units()
                                    .size()
                            == 2);
        }
    }

    @Test
    void aServerThatACrashHasLeftIsTakenOver() throws Exception {
        EmbeddedFiles files = EmbeddedFiles.in(folder);
        EmbeddedSettings settings = EmbeddedSettings.create();
        files.write(settings);
        Path program = RedisBinary.all(folder).values().iterator().next();
        Process left = files.launch(program);
        assertThat(settings.awaitAnswer(left, PATIENCE)).isTrue();

        try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
            assertThat(redis.port()).isEqualTo(settings.port());
            assertThat(process()).isEqualTo(left.pid());
        }
        assertThat(left.onExit().get().isAlive()).isFalse();
    }

    @Test
    void aPortThatIsTakenIsExchangedForAnother() throws IOException {
        int port;
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
            port = redis.port();
        }
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
                assertThat(redis.port()).isNotEqualTo(taken.getLocalPort());
            }
        }
    }
}
