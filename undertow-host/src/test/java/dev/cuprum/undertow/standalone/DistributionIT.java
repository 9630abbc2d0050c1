package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the distribution as it is packaged. */
final class DistributionIT {

    private static final Path CUPRUM =
            Path.of(System.getProperty("cuprum.distribution"), "bin", "cuprum").toAbsolutePath();
    private static final String LEAVES = "-XX:ArchiveClassesAtExit=";

    @TempDir
    Path folder;

    private record Result(int code, String out, String err) {}

    private Process start(Path script, Map<String, String> environment, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeAll(List.of("CUPRUM_TOKEN", "CUPRUM_JAVA_OPTS", "CUPRUM_JS_COMPILER"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("CUPRUM_CACHE", folder.resolve("cache").toString());
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        return builder.start();
    }

    private Result run(Path script, Map<String, String> environment, String... words) throws Exception {
        Process process = start(script, environment, words);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), text("out"), text("err"));
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** A java that says it is some version, and otherwise shows how it was called. */
    private Path fakeJava(String version) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("fake jdk/bin"));
        Path java = Files.writeString(
                bin.resolve("java"),
                """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "%s" 2020-01-01' >&2; exit 0; fi
                for word in "$@"; do echo "$word"; done
                """
                        .formatted(version));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return bin.getParent();
    }

    @Test
    void saysWhatItCanDo() throws Exception {
        Result result = run(CUPRUM, Map.of(), "--help");
        assertThat(result).isEqualTo(new Result(0, CommandLine.USAGE, ""));
    }

    @Test
    void saysWhichVersionItIs() throws Exception {
        Result result = run(CUPRUM, Map.of(), "version");
        assertThat(result.out()).matches("cuprum [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void endsWith2WhereItIsToldNonsense() throws Exception {
        Result result = run(CUPRUM, Map.of(), "serv");
        assertThat(result).isEqualTo(new Result(2, "", "cuprum: unknown command 'serv'; did you mean 'serve'?\n"));
    }

    @Test
    void runsThroughALinkFromAFolderWithSpaces() throws Exception {
        Path place = Files.createDirectory(folder.resolve("a folder"));
        Path first = Files.createSymbolicLink(place.resolve("one link"), CUPRUM);
        Path second = Files.createSymbolicLink(place.resolve("another"), first.getFileName());
        assertThat(run(second, Map.of(), "version").code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_402, 1.8.0_402", "11.0.2, 11.0.2", "16-ea, 16-ea"})
    void saysThatJavaIsTooOld(String version, String said) throws Exception {
        Path home = fakeJava(version);
        String path = home.resolve("bin") + ":/usr/bin:/bin";
        Result result = run(CUPRUM, Map.of("JAVA_HOME", "", "PATH", path), "version");
        assertThat(result)
                .isEqualTo(new Result(
                        1,
                        "",
                        "cuprum: needs Java 17 or newer, but " + home.resolve("bin/java") + " is version " + said
                                + "; point JAVA_HOME at a newer one\n"));
    }

    @Test
    void saysThatThereIsNoJava() throws Exception {
        assertThat(run(CUPRUM, Map.of("JAVA_HOME", folder.toString()), "version")
                        .err())
                .isEqualTo("cuprum: JAVA_HOME is " + folder + ", but there is no bin/java in it; point it at Java 17 or"
                        + " newer, or unset it\n");
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "sh")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/bin", tool).toRealPath());
        }
        assertThat(run(CUPRUM, Map.of("JAVA_HOME", "", "PATH", tools.toString()), "version")
                        .err())
                .isEqualTo(
                        "cuprum: there is no java on the PATH; install Java 17 or newer, or point JAVA_HOME at it\n");
    }

    @ParameterizedTest
    @CsvSource({
        "17.0.1, false, false, false",
        "21, true, false, false",
        "24, true, true, false",
        "25.0.3, true, true, true",
        "26-ea, true, true, true"
    })
    void givesEachJavaItsFlags(String version, boolean exports, boolean unsafe, boolean aot) throws Exception {
        String home = fakeJava(version).toString();
        Result result =
                run(CUPRUM, Map.of("JAVA_HOME", home, "CUPRUM_JAVA_OPTS", "-Xmx64m -Da=b"), "serve", "--data", "a b");

        List<String> words = result.out().lines().toList();
        assertThat(words).contains("-XX:+UseSerialGC", "-XX:InlineSmallCode=4000", "-Xss8m", "-Xmx64m", "-Da=b");
        assertThat(words.contains("java.base/jdk.internal.vm=ALL-UNNAMED")).isEqualTo(exports);
        assertThat(words.contains("--sun-misc-unsafe-memory-access=allow")).isEqualTo(unsafe);
        assertThat(words.contains("-Xlog:cds*=off")).isTrue();
        assertThat(words.contains("-Xlog:aot*=off")).isEqualTo(aot);
        assertThat(values(words, LEAVES))
                .singleElement(STRING)
                .matches(
                        Pattern.quote(folder.resolve("cache/serve-" + version) + "-") + "[0-9]+-[0-9]+\\.jsa\\.[0-9]+");
        assertThat(words).endsWith("dev.cuprum.undertow.standalone.Main", "serve", "--data", "a b");
    }

    @Test
    void takesTheClassesThatAServerHasLeft() throws Exception {
        Path left = leaves(CUPRUM, "17.0.1");
        Path archive = Path.of(left.toString().replaceFirst("\\.[0-9]+$", ""));

        byte[] classes = new byte[10 << 20];
        Files.write(left, classes);
        assertThat(leaves(CUPRUM, "17.0.1")).as("of one that was cut short").isNotEqualTo(left);
        assertThat(left).doesNotExist();

        classes[0] = 1;
        Files.write(left, Arrays.copyOf(classes, 1 << 20));
        leaves(CUPRUM, "17.0.1");
        assertThat(left).as("of one that has not served").doesNotExist();

        Path written = archive.resolveSibling(
                archive.getFileName() + "." + ProcessHandle.current().pid());
        Files.write(written, classes);
        leaves(CUPRUM, "17.0.1");
        assertThat(written).as("of one that is still there").exists();

        Files.write(left, classes);
        List<String> words = words(CUPRUM, "17.0.1");
        assertThat(values(words, "-XX:SharedArchiveFile=")).containsExactly(archive.toString());
        assertThat(values(words, LEAVES)).isEmpty();
        assertThat(archive).hasBinaryContent(classes);
        assertThat(left).doesNotExist();

        assertThat(values(words(CUPRUM, "17.0.2"), LEAVES))
                .as("of another Java")
                .hasSize(1);
        assertThat(archive).exists();
    }

    @Test
    void leavesItsClassesAnewWhereAJarHasChanged() throws Exception {
        Path home = folder.resolve("copy");
        Path script = Files.createDirectories(home.resolve("bin")).resolve("cuprum");
        Files.copy(CUPRUM, script, StandardCopyOption.COPY_ATTRIBUTES);
        Path jar =
                Files.writeString(Files.createDirectories(home.resolve("lib")).resolve("a.jar"), "a");
        Path archive = Path.of(leaves(script, "17.0.1").toString().replaceFirst("\\.[0-9]+$", ""));
        Files.write(archive, new byte[1]);
        assertThat(values(words(script, "17.0.1"), LEAVES)).isEmpty();

        Files.writeString(jar, "ab");
        assertThat(leaves(script, "17.0.1").toString()).doesNotStartWith(archive.toString());
        assertThat(archive).doesNotExist();
    }

    private List<String> words(Path script, String version) throws Exception {
        return run(script, Map.of("JAVA_HOME", fakeJava(version).toString()), "serve")
                .out()
                .lines()
                .toList();
    }

    /** The file in which a server would leave its classes. */
    private Path leaves(Path script, String version) throws Exception {
        return Path.of(values(words(script, version), LEAVES).get(0));
    }

    private static List<String> values(List<String> words, String option) {
        return words.stream()
                .filter(word -> word.startsWith(option))
                .map(word -> word.substring(option.length()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"'', '', ''", "home, '', home/.cache", "'', xdg, xdg", "home, xdg, xdg"})
    void leavesItsClassesWhereTheUserHasCaches(String home, String caches, String place) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(CUPRUM.toString(), "serve");
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(List.of("HOME", "XDG_CACHE_HOME", "CUPRUM_CACHE", "CUPRUM_JS_COMPILER"));
        environment.put("JAVA_HOME", fakeJava("25.0.3").toString());
        if (!home.isEmpty()) {
            environment.put("HOME", folder.resolve(home).toString());
        }
        if (!caches.isEmpty()) {
            environment.put("XDG_CACHE_HOME", folder.resolve(caches).toString());
        }
        Process process = builder.start();
        List<String> words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(values(words, LEAVES))
                .hasSize(place.isEmpty() ? 0 : 1)
                .allMatch(file -> file.startsWith(
                        folder.resolve(place).resolve("cuprum/serve-25.0.3-").toString()));
    }

    @Test
    void takesTheCompilerOfJavaScriptThatItIsGiven() throws Exception {
        Path jars = Files.createDirectory(folder.resolve("js compiler"));
        for (String name : List.of(
                "compiler", "truffle-compiler", "collections", "word", "nativeimage", "jniutils", "truffle-runtime")) {
            Files.createFile(jars.resolve(name + "-25.0.3.jar"));
        }
        String home = fakeJava("25.0.3").toString();
        Map<String, String> environment = Map.of("JAVA_HOME", home, "CUPRUM_JS_COMPILER", jars.toString());
        assertThat(run(CUPRUM, environment, "serve").err())
                .isEqualTo("cuprum: CUPRUM_JS_COMPILER is " + jars + ", but there is no polyglot-VERSION.jar in it;"
                        + " docs/javascript.md says what belongs there\n");

        Files.createFile(jars.resolve("polyglot-25.0.3.jar"));
        List<String> words =
                run(CUPRUM, environment, "serve", "--data", "x").out().lines().toList();
        assertThat(words).contains("-XX:+EnableJVMCI").endsWith("serve", "--data", "x");
        assertThat(words.get(words.indexOf("--upgrade-module-path") + 1))
                .startsWith(jars.resolve("compiler-25.0.3.jar") + ":" + jars.resolve("truffle-compiler-25.0.3.jar"))
                .doesNotContain("polyglot");
        List<String> classPath = List.of(words.get(words.indexOf("-cp") + 1).split(":"));
        assertThat(classPath)
                .startsWith(jars + "/*")
                .anyMatch(jar -> jar.contains("/lib/js-language-"))
                .noneMatch(jar -> jar.matches(".*/lib/(polyglot|truffle-runtime|collections)-.*"));
        assertThat(run(CUPRUM, environment, "version").out()).doesNotContain("EnableJVMCI");
        assertThat(run(CUPRUM, Map.of("JAVA_HOME", fakeJava("21").toString(), "CUPRUM_JS_COMPILER", "x"), "serve")
                        .err())
                .contains("the compiler needs Java 25, and");
    }

    @Test
    void servesUntilSigtermAndLetsRequestsEnd() throws Exception {
        try (ServerSocket origin = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    folder.resolve("c.yaml"),
                    """
                    listen: 127.0.0.1:0
                    control: { listen: 127.0.0.1:0 }
                    routes:
                      - { path: /, proxy: "http://127.0.0.1:%d" }
                      - { path: /ping, respond: { body: pong } }
                    """
                            .formatted(origin.getLocalPort()));
            Process process = start(CUPRUM, Map.of(), "serve", "--config", "c.yaml");
            try {
                String edge = "http://127.0.0.1:" + port(" edge: http://127.0.0.1:([0-9]+)\n");
                HttpResponse<String> pong = TestServer.send(
                        HttpRequest.newBuilder(URI.create(edge + "/ping")).build());
                assertThat(pong.body()).isEqualTo("pong");
                String token =
                        Files.readString(folder.resolve("cuprum-data/token")).strip();
                assertThat(text("err")).containsOnlyOnce(token);

                CompletableFuture<HttpResponse<String>> slow = CompletableFuture.supplyAsync(() -> TestServer.send(
                        HttpRequest.newBuilder(URI.create(edge + "/slow")).build()));
                try (Socket socket = origin.accept()) {
                    process.destroy();
                    await().untilAsserted(() -> assertThat(text("err")).contains("1 requests are being answered"));
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone"
                                    .getBytes(StandardCharsets.US_ASCII));
                    assertThat(slow.join().body()).isEqualTo("done");
                }
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).isZero();
            isLogOnly();
            assertThat(text("err")).endsWith(" server: stopped\n");

            // the next one takes the classes that it has left
            process = start(CUPRUM, Map.of(), "serve", "--config", "c.yaml");
            try {
                port(" edge: http://127.0.0.1:([0-9]+)\n");
                assertThat(folder.resolve("cache"))
                        .isDirectoryContaining("glob:**/serve-*.jsa")
                        .isDirectoryNotContaining("glob:**/serve-*.jsa.*");
            } finally {
                process.destroy();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            isLogOnly();
        }
    }

    /** One line for each record, and nothing from the JVM. */
    private void isLogOnly() throws IOException {
        assertThat(text("out")).isEmpty();
        assertThat(text("err").lines()).allMatch(line -> line.matches("[0-9-]{10}T[0-9:.]{12}Z (INFO |WARN ) .*"));
    }

    private int port(String pattern) {
        Pattern line = Pattern.compile(pattern);
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> line.matcher(text("err")).results().findFirst(), Optional::isPresent)
                .map(found -> Integer.parseInt(found.group(1)))
                .orElseThrow();
    }
}
