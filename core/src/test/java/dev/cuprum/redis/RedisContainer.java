package dev.cuprum.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A redis-server in containers, by Testcontainers. They are in the network of this machine, as sentinels and nodes of a
 * cluster tell each other and their clients where they are; and they run as the user of the test, in its folder, so that
 * they can read its certificates and it can remove what they write.
 *
 * @param image that has the server
 * @param command that starts it
 */
record RedisContainer(DockerImageName image, String command) implements RedisProgram {

    static final RedisContainer REDIS = new RedisContainer(DockerImageName.parse("redis:7.4-alpine"), "redis-server");
    static final RedisContainer VALKEY =
            new RedisContainer(DockerImageName.parse("valkey/valkey:8-alpine"), "valkey-server");

    private static final boolean USABLE = isUsable();

    /** The program, where there is a Docker that answers, and whose containers can be on this machine's network. */
    static Optional<RedisProgram> ifDockerAnswers(RedisContainer program) {
        return USABLE ? Optional.of(program) : Optional.empty();
    }

    private static boolean isUsable() {
        return System.getProperty("os.name").startsWith("Linux")
                && sockets().anyMatch(Files::exists)
                && DockerClientFactory.instance().isDockerAvailable();
    }

    /** Where a Docker of this machine listens; to ask for one takes seconds, so that it is not asked where none can be. */
    private static Stream<Path> sockets() {
        String named = System.getenv("DOCKER_HOST");
        if (named != null) {
            return named.startsWith("unix://")
                    ? Stream.of(Path.of(named.substring("unix://".length())))
                    : Stream.empty();
        }
        Path home = Path.of(System.getProperty("user.home"), ".docker");
        Stream<Path> rootless = Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")).stream()
                .map(folder -> Path.of(folder, "docker.sock"));
        return Stream.concat(
                rootless,
                Stream.of(
                        Path.of("/var/run/docker.sock"),
                        home.resolve("run/docker.sock"),
                        home.resolve("desktop/docker.sock")));
    }

    @Override
    public Running start(Path folder, List<String> arguments) {
        String user = attribute(folder, "unix:uid") + ":" + attribute(folder, "unix:gid");
        GenericContainer<?> container = new GenericContainer<>(image)
                .withNetworkMode("host")
                .withFileSystemBind(folder.toString(), folder.toString(), BindMode.READ_WRITE)
                .withCreateContainerCmdModifier(create -> create.withUser(user).withEntrypoint(command))
                .withCommand(arguments.toArray(String[]::new));
        container.start();
        return new Running() {
            @Override
            public boolean isAlive() {
                return container.isRunning();
            }

            @Override
            public void kill() {
                container.stop(); // Testcontainers kills, it does not ask.
            }

            @Override
            public void pause() {
                container
                        .getDockerClient()
                        .pauseContainerCmd(container.getContainerId())
                        .exec();
            }

            @Override
            public void resume() {
                container
                        .getDockerClient()
                        .unpauseContainerCmd(container.getContainerId())
                        .exec();
            }
        };
    }

    private static Object attribute(Path folder, String name) {
        try {
            return Files.getAttribute(folder, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
