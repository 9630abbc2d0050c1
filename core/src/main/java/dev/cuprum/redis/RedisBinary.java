package dev.cuprum.redis;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * A program that is a Redis server: one for this platform from the embedded-redis library, or one on the path.
 *
 * @param program which it is
 * @param file where it is
 */
record RedisBinary(EmbeddedProgram program, Path file) {

    private static final Logger LOG = System.getLogger(EmbeddedRedis.class.getName());
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));
    private static final String SECRETS = "CUPRUM_";
    private static final int ANSWER_SECONDS = 10;

    /**
     * The programs that run here, the best first.
     *
     * @param folder where a program of the library is unpacked to
     */
    static List<RedisBinary> all(Path folder) throws IOException {
        Map<Path, String> found = new LinkedHashMap<>();
        if (isOnClassPath()) {
            unpacked(folder).ifPresent(file -> found.put(file, "embedded-redis"));
        }
        Stream.of("redis-server", "valkey-server")
                .flatMap(name -> onPath(name).stream())
                .forEach(file -> found.put(file, "the PATH"));
        List<RedisBinary> all = new ArrayList<>();
        found.forEach((file, origin) -> asked(file, origin).ifPresent(all::add));
        return all;
    }

    /** The library is an optional dependency. */
    private static boolean isOnClassPath() {
        try {
            Class.forName("redis.embedded.core.ExecutableProvider", false, RedisBinary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Optional<Path> unpacked(Path folder) throws IOException {
        Path to = Files.createDirectories(folder.resolve("bin"));
        try {
            Path file =
                    ExecutableProvider.newJarResourceProvider(to.toFile()).get().toPath();
            return Files.isExecutable(file) ? Optional.of(file) : Optional.empty();
        } catch (RuntimeException e) { // Its answer for a platform that it knows nothing for.
            return Optional.empty();
        }
    }

    private static Optional<Path> onPath(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(SEPARATOR.split(path))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Asks a program for its version; one that does not answer, as on another kind of machine, cannot be used. */
    private static Optional<RedisBinary> asked(Path file, String origin) {
        try {
            Process asked = command(List.of(file.toString(), "--version"))
                    .redirectErrorStream(true)
                    .start();
            if (!asked.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                asked.destroyForcibly();
            }
            String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Optional<EmbeddedProgram> program = EmbeddedProgram.said(said, origin);
            if (program.isEmpty()) {
                LOG.log(Level.WARNING, "{0} (from {1}) does not run here: {2}", file, origin, said.strip());
            }
            return program.map(known -> new RedisBinary(known, file));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} (from {1}) does not run here: {2}", file, origin, e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * What starts the server.
     *
     * <p>Ctrl-C sends SIGINT to all processes of the terminal's foreground group, and Redis ends by it at once, while
     * the node still answers requests and their units still need it. So it is started in a session of its own, where
     * that can be done; to know of the stop in time would not be enough, as the server would be gone all the same. A
     * child of Java leads no process group, so that {@code setsid} becomes the server, with the same process id.
     */
    ProcessBuilder server(Path configuration) {
        List<String> words = new ArrayList<>();
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            onPath("setsid").ifPresent(program -> words.add(program.toString()));
        }
        words.add(file.toString());
        words.add(configuration.toString());
        return command(words);
    }

    private static ProcessBuilder command(List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words);
        withoutSecrets(builder.environment().keySet());
        return builder;
    }

    /** The keys and tokens of the node are not for its children. */
    static void withoutSecrets(Set<String> variables) {
        variables.removeIf(name -> name.startsWith(SECRETS));
    }
}
