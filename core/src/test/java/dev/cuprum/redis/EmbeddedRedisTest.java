package dev.cuprum.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
            awaitWritten();
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
        Process left = left();

        try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
            assertThat(redis.port()).isEqualTo(files().settings().port());
            assertThat(process()).isEqualTo(left.pid());
        }
        assertThat(left.onExit().get().isAlive()).isFalse();
    }

    /** A server that runs, as a node that was killed leaves it. */
    private Process left() throws Exception {
        EmbeddedSettings settings = files().settings();
        files().write(settings);
        Process left = files().launch(RedisBinary.all(folder).get(0));
        assertThat(settings.awaitAnswer(left.toHandle(), PATIENCE)).isTrue();
        return left;
    }

    private EmbeddedFiles files() throws IOException {
        return EmbeddedFiles.in(folder);
    }

    /** A server keeps what it has acknowledged for itself while it syncs its file: what kills it then takes that along. */
    private void awaitWritten() throws IOException {
        EmbeddedSettings settings = files().settings();
        await().atMost(PATIENCE).until(() -> Resp.info("127.0.0.1", settings.port(), settings.password(), "persistence")
                .contains("aof_buffer_length:0\r\n"));
    }

    private static void signal(String signal, Process process) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aServerThatACrashHasLeftIsWaitedFor() throws Exception {
        Process left = left();
        signal("STOP", left);
        CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS).execute(() -> signal("CONT", left));

        try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
            assertThat(process()).isEqualTo(left.pid());
            assertThat(redis.port()).isEqualTo(files().settings().port());
        }
    }

    @Test
    void aServerThatACrashHasLeftAndThatDoesNotAnswerIsEndedFirst() throws Exception {
        Process left = left();
        try (RedisUnitStore store =
                RedisUnitStore.builder(files().settings().address()).build()) {
            store.publish(Release.put(Alarming.unit("a", "x")));
        }
        awaitWritten();
        signal("STOP", left);

        try (EmbeddedRedis redis = EmbeddedRedis.start(folder, Duration.ofSeconds(2));
                RedisUnitStore store = store(redis)) {
            assertThat(left.isAlive()).isFalse();
            assertThat(process()).isNotEqualTo(left.pid());
            assertThat(store.load().units()).hasSize(1);
        }
    }

    @Test
    void aProcessThatHasGotTheNumberOfAServerIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "300").start();
        try {
            files().write(files().settings());
            Files.writeString(folder.resolve("redis.pid"), other.pid() + "\n");

            try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
                assertThat(process()).isNotEqualTo(other.pid());
                assertThat(redis.port()).isPositive();
            }
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void whatEndsTheNodesProcessGroupDoesNotEndTheServer() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/stat")), "it is not told here who is of which session");
        try (EmbeddedRedis redis = EmbeddedRedis.start(folder)) {
            String[] state = Files.readString(Path.of("/proc", Long.toString(process()), "stat"))
                    .replaceFirst(".*\\)", "")
                    .strip()
                    .split(" ");
            assertThat(state[2]).as("process group").isEqualTo(Long.toString(process()));
            assertThat(state[3]).as("session").isEqualTo(Long.toString(process()));
            assertThat(redis.port()).isPositive();
        }
    }

    @Test
    void whoHasWrittenTheDataIsTakenAgain() throws IOException {
        List<RedisBinary> programs = RedisBinary.all(folder).stream()
                .sorted(Comparator.comparing(binary -> binary.program().major()))
                .toList();
        for (RedisBinary binary : programs) {
            files().write(binary.program());
            try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
                    RedisUnitStore store = store(redis)) {
                store.publish(Release.put(Alarming.unit("a", "x")));
                assertThat(files().writer()).contains(binary.program());
            }
        }
        int newest = programs.get(programs.size() - 1).program().major();
        Files.delete(folder.resolve("written-by"));

        try (EmbeddedRedis redis = EmbeddedRedis.start(folder);
                RedisUnitStore store = store(redis)) {
            assertThat(files().writer().orElseThrow().major()).isEqualTo(newest);
            assertThat(store.load().generation()).isEqualTo(programs.size());
        }
    }

    @Test
    void dataOfANewerServerIsNotGivenToAnOlderOne() throws IOException {
        files().write(new EmbeddedProgram("Valkey", "99.1.0", "the PATH"));

        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> EmbeddedRedis.start(folder))
                .withMessageContaining("the data in " + folder + " was written by Valkey 99.1.0 from the PATH")
                .withMessageContaining("Install Valkey 99 or newer on the PATH; or move that folder away");

        assertThat(folder.resolve("redis.pid")).doesNotExist();
        assertThat(folder.resolve("appendonly.aof")).doesNotExist();
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
