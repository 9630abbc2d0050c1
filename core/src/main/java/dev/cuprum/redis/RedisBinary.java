package dev.cuprum.redis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/** Finds programs that are a Redis server: one for this platform from the embedded-redis library, one on the path. */
final class RedisBinary {

    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private RedisBinary() {}

    /**
     * The programs there are, the best first, by where they are from.
     *
     * @param folder where a program of the library is unpacked to
     */
    static Map<String, Path> all(Path folder) throws IOException {
        Map<String, Path> found = new LinkedHashMap<>();
        if (isOnClassPath()) {
            unpacked(folder).ifPresent(file -> found.put("embedded-redis", file));
        }
        onPath().ifPresent(file -> found.put("the PATH", file));
        return found;
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

    private static Optional<Path> onPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(SEPARATOR.split(path))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of("redis-server", "valkey-server").map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
