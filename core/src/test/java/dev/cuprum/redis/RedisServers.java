package dev.cuprum.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Finds a Redis for tests: the server that {@code CUPRUM_TEST_REDIS} names, where the test need not stop it; else a
 * container where Docker answers; else {@code redis-server} on the path; else the binary that the embedded-redis library
 * brings for this platform. Where there is none, the test is skipped, and says so.
 */
public final class RedisServers {

    private static final String VARIABLE = "CUPRUM_TEST_REDIS";
    private static final String VALKEY_VARIABLE = "CUPRUM_TEST_VALKEY";

    private RedisServers() {}

    /** A server that any test can use; it may be one that is there anyway, and is not stopped. */
    public static RedisServer any() {
        String address = System.getenv(VARIABLE);
        return address == null ? own() : RedisServer.existing(URI.create(address));
    }

    /** A server of the test's own, which it may stop, pause and flush. */
    public static RedisServer own() {
        return RedisServer.start(program());
    }

    static RedisProgram program() {
        return RedisContainer.ifDockerAnswers(RedisContainer.REDIS)
                .or(() -> onPath("redis-server"))
                .or(RedisServers::embedded)
                .orElseThrow(() -> new TestAbortedException(
                        "there is no Redis to test with: start Docker, put redis-server on the PATH, or name a"
                                + " server in " + VARIABLE));
    }

    /** Valkey: the program that {@code CUPRUM_TEST_VALKEY} names, else as Redis is found; the library brings none. */
    static RedisProgram valkey() {
        Optional<RedisProgram> named = Optional.ofNullable(System.getenv(VALKEY_VARIABLE))
                .map(Path::of)
                .map(LocalRedis::new);
        return named.or(() -> RedisContainer.ifDockerAnswers(RedisContainer.VALKEY))
                .or(() -> onPath("valkey-server"))
                .orElseThrow(() -> new TestAbortedException(
                        "there is no Valkey to test with: start Docker, put valkey-server on the PATH, or name the"
                                + " program in " + VALKEY_VARIABLE));
    }

    private static Optional<RedisProgram> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(System.getProperty("path.separator")))
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(LocalRedis::new);
    }

    private static Optional<RedisProgram> embedded() {
        return embeddedNames().stream()
                .flatMap(name ->
                        Optional.ofNullable(RedisServers.class.getClassLoader().getResourceAsStream(name)).stream())
                .findFirst()
                .map(RedisServers::extract)
                .map(LocalRedis::new);
    }

    private static List<String> embeddedNames() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean arm = processor.contains("aarch64") || processor.contains("arm64");
        if (system.contains("linux")) {
            return List.of(arm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64");
        }
        if (system.contains("mac")) {
            return List.of(arm ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64");
        }
        return List.of();
    }

    private static Path extract(InputStream binary) {
        try (binary) {
            Path file = Files.createTempFile("redis-server", "");
            file.toFile().deleteOnExit();
            Files.copy(binary, file, StandardCopyOption.REPLACE_EXISTING);
            if (!file.toFile().setExecutable(true)) {
                throw new TestAbortedException("the embedded Redis cannot be made executable in " + file.getParent());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
