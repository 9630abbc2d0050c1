package dev.cuprum.undertow.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cuprum.Ports;
import dev.cuprum.redis.RedisServer;
import dev.cuprum.redis.RedisServers;
import dev.cuprum.undertow.standalone.Main;
import dev.cuprum.undertow.standalone.config.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import that goes on, while what is around it comes and goes. */
final class FollowTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Importing importing = new Importing();
    private RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServers.own();
    }

    @AfterEach
    void stop() {
        importing.close();
        redis.close();
    }

    private void unit(String name, String value) {
        redis.command("SET", name, value);
        redis.command("SADD", "coding_units", name);
    }

    private void awaitUnits(String... ids) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(importing.ids()).containsExactly(ids));
    }

    private void follow(Runnable story) {
        try (ImportCommand command =
                importing.command("--from-resty=" + redis.address(), "--follow", "--interval=100ms")) {
            CompletableFuture<Integer> end = new CompletableFuture<>();
            new Thread(() -> end.complete(command.run()), "import").start();
            story.run();
            assertThat(command.stop()).isTrue();
            assertThat(end).succeedsWithin(PATIENCE).isEqualTo(0);
            assertThat(command.stop()).isFalse();
        }
    }

    @Test
    void publishesWhatChanges() {
        unit("a", "content||ngx.say('one')");
        follow(() -> {
            awaitUnits("resty.a");
            unit("a", "content||ngx.say('two')");
            await().atMost(PATIENCE).until(() -> importing.get("localhost", "/").contains("two"));
            unit("b", "log||local b = 1");
            awaitUnits("resty.a", "resty.b");
            redis.command("SREM", "coding_units", "a");
            awaitUnits("resty.b");
        });
        assertThat(importing.generation()).isEqualTo(4);
        assertThat(importing.err()).isEmpty();
    }

    @Test
    void goesOnWithoutRedis() {
        unit("a", "log||local a = 1");
        StringBuilder said = new StringBuilder();
        follow(() -> {
            awaitUnits("resty.a");
            redis.kill();
            await().atMost(PATIENCE).until(() -> said.append(importing.err()).indexOf("does not answer") >= 0);
            redis.restart();
            unit("b", "log||local b = 1");
            awaitUnits("resty.a", "resty.b");
        });
        assertThat(said.append(importing.err()).toString())
                .isEqualTo("cuprum: Redis at " + redis.address()
                        + " does not answer\n  units stay as they are; looking again\n");
        assertThat(importing.out()).contains("going on: ");
    }

    @Test
    void aLossOfDataDeletesNothing() {
        unit("a", "log||local a = 1");
        StringBuilder said = new StringBuilder();
        follow(() -> {
            awaitUnits("resty.a");
            redis.flush();
            redis.command("INCR", "hits");
            await().atMost(PATIENCE).until(() -> said.append(importing.err()).indexOf("lost its data") >= 0);
            assertThat(importing.ids()).containsExactly("resty.a");
            unit("b", "log||local b = 1");
            awaitUnits("resty.b");
            redis.command("DEL", "coding_units", "b");
            awaitUnits();
        });
    }

    @Test
    void goesOnWithoutANode() {
        unit("a", "log||local a = 1");
        int port = Ports.free();
        importing.stopNode();
        importing.startNode(port);
        importing.stopNode();
        StringBuilder said = new StringBuilder();
        follow(() -> {
            await().atMost(PATIENCE).until(() -> said.append(importing.err()).indexOf("start the node") >= 0);
            importing.startNode(port);
            awaitUnits("resty.a");
            importing.stopNode();
            importing.startNode(port);
            awaitUnits("resty.a");
        });
    }

    @Test
    void saysOnceWhatIsRefusedAndGoesOnWhenItIsMended() {
        unit("a", "log||local a = 1");
        StringBuilder said = new StringBuilder();
        follow(() -> {
            awaitUnits("resty.a");
            unit("b", "log||no lua");
            await().atMost(PATIENCE).until(() -> said.append(importing.err()).indexOf("'b', code, line 1") >= 0);
            unit("b", "log||local b = 1");
            awaitUnits("resty.a", "resty.b");
        });
        assertThat(said.append(importing.err()).toString()).containsOnlyOnce("nothing is published");
    }

    @Test
    void listsOnceWhatCannotBeCarriedOver() {
        unit("a", "log||local a = 1");
        unit("t", "timer||local t = 1");
        follow(() -> {
            awaitUnits("resty.a");
            unit("b", "log||local b = 1");
            awaitUnits("resty.a", "resty.b");
            unit("t", "log||local t = 1");
            awaitUnits("resty.a", "resty.b", "resty.t");
        });
        assertThat(importing.out()).containsOnlyOnce("not carried over:").containsOnlyOnce("all is carried over now");
    }

    @Test
    void aSignalEndsItWith0() throws Exception {
        unit("a", "log||local a = 1");
        Process process = cuprum("--follow", "--interval", "100ms");
        awaitUnits("resty.a");

        process.destroy();

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("out")))
                .isZero();
    }

    @Test
    void aSingleImportEndsByItself() throws Exception {
        unit("a", "log||local a = 1");
        Process process = cuprum();

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(folder.resolve("out"))).contains("published as generation 1");
        assertThat(importing.ids()).containsExactly("resty.a");
    }

    private Process cuprum(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "import",
                "--from-resty",
                redis.address(),
                "--control",
                "127.0.0.1:" + importing.server().controlPort()));
        words.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put("CUPRUM_TOKEN", Importing.TOKEN);
        return builder.start();
    }

    @Test
    void saysWhatIsNotKnownWhereAReleaseHasNoAnswer() throws IOException {
        unit("a", "log||local a = 1");
        HttpServer silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        silent.createContext("/api/units", exchange -> {
            byte[] none = "{\"units\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, none.length);
            exchange.getResponseBody().write(none);
            exchange.close();
        });
        silent.createContext("/api/releases", HttpExchange::close);
        silent.start();
        String control = "--control=127.0.0.1:" + silent.getAddress().getPort();
        try (ImportCommand command = importing.command("--from-resty=" + redis.address(), control)) {
            assertThat(command.run()).isEqualTo(1);
            assertThat(importing.err())
                    .contains("has taken a call and not answered it", "may be published, as a whole, or may not be")
                    .doesNotContain("start the node");
        }
        try (ImportCommand command =
                importing.command("--from-resty=" + redis.address(), control, "--follow", "--interval=100ms")) {
            Thread thread = new Thread(command::run, "import");
            thread.start();
            StringBuilder said = new StringBuilder();
            await().atMost(PATIENCE).until(() -> said.append(importing.err()).indexOf("looking again") >= 0);
            assertThat(command.stop()).isTrue();
            assertThat(said.toString()).contains("may not be").doesNotContain("units stay as they are");
        } finally {
            silent.stop(0);
        }
    }

    @Test
    void saysHowLongAnAnswerWasWaitedFor() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ControlClient client = new ControlClient(
                    new Address("127.0.0.1", mute.getLocalPort()),
                    folder,
                    Map.of("CUPRUM_TOKEN", Importing.TOKEN),
                    Duration.ofSeconds(1));

            assertThatExceptionOfType(ControlException.Unanswered.class)
                    .isThrownBy(() -> client.publish("{}"))
                    .withMessageContaining("not answered it within 1 s");
            assertThatExceptionOfType(ControlException.class)
                    .isThrownBy(() -> client.units(""))
                    .isNotInstanceOf(ControlException.Unanswered.class)
                    .withMessageContaining("not answered it within 1 s; see what the log");
        }
    }
}
