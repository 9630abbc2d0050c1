package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cuprum.store.UnitJson;
import dev.cuprum.undertow.standalone.config.Address;
import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.config.ConfigurationReader;
import dev.cuprum.undertow.standalone.config.Redis;
import dev.cuprum.unit.UnitId;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says works as it is written there. {@code .ci/run} runs its Maven commands. */
class ReadmeTest {

    private static final Path ROOT = Path.of(System.getProperty("cuprum.root", ".."));

    @TempDir
    Path folder;

    private static List<String> blocks(String language) throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(readme)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void theTokenCheckIsPublishedAndWorksAsShown() throws Exception {
        Assumptions.assumeTrue(onThePath("curl"), "there is no curl here");
        Address any = new Address("127.0.0.1", 0);
        Path data = folder.resolve("cuprum-data");
        try (Server server = Server.start(Configuration.defaults().toBuilder()
                .listen(any)
                .control(any)
                .data(data)
                .build())) {
            List<String> curls = blocks("sh").stream()
                    .filter(block -> block.startsWith("curl") && !block.contains("\"js\""))
                    .toList();
            assertThat(curls).hasSize(3);
            assertThat(run(server, curls.get(0))).containsPattern("\"generation\" ?: 1");
            // The unit has the time that units have where nobody says more, which a busy machine may take from it.
            await().untilAsserted(() -> {
                String answers = run(server, curls.get(1));
                assertThat(Pattern.compile("HTTP/1.1 (\\d+)")
                                .matcher(answers)
                                .results()
                                .map(r -> r.group(1)))
                        .containsExactly("403", "200", "200");
                assertThat(answers.split("(?i)set-cookie: superstition=token", -1))
                        .hasSize(3);
            });
            assertThat(run(server, curls.get(2))).containsPattern("\"generation\" ?: 2");
            String first = curls.get(1).lines().findFirst().orElseThrow();
            assertThat(run(server, first)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void theUnitInJavaScriptIsPublishedAndWorks() throws Exception {
        Assumptions.assumeTrue(onThePath("curl"), "there is no curl here");
        String curl = blocks("sh").stream()
                .filter(block -> block.contains("\"js\""))
                .findFirst()
                .orElseThrow();
        String code = blocks("js").get(0).strip().replaceAll("\\s+", " ").replace("\\n", "\\\\n");
        assertThat(curl).contains("\"code\": \"" + code + "\"");
        Address any = new Address("127.0.0.1", 0);
        try (Server server = Server.start(Configuration.defaults().toBuilder()
                .listen(any)
                .control(any)
                .redis(Redis.MEMORY)
                .data(folder.resolve("cuprum-data"))
                .build())) {
            assertThat(run(server, curl)).containsPattern("\"generation\" ?: 1");
            // The unit has the time that units have where nobody says more, which a busy machine may take from it.
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(run(server, "curl -is http://127.0.0.1:8080/"))
                            .startsWith("HTTP/1.1 401")
                            .endsWith("Who are you?\n"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(run(server, "curl -is -H 'x-key: secret' http://127.0.0.1:8080/"))
                            .startsWith("HTTP/1.1 200")
                            .containsPattern("x-calls: [1-9]"));
        }
    }

    private static boolean onThePath(String program) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(Objects.requireNonNullElse(System.getenv("PATH"), ""))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private String run(Server server, String commands) throws Exception {
        String here = commands.replace("127.0.0.1:8080", "127.0.0.1:" + server.edgePort())
                .replace("127.0.0.1:9090", "127.0.0.1:" + server.controlPort());
        Process shell = new ProcessBuilder("sh", "-c", here)
                .directory(folder.toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor())
                .as(here + "\n" + Files.readString(folder.resolve("stderr")))
                .isZero();
        return output;
    }

    @Test
    void theExampleOfAUnitIsAUnit() throws Exception {
        List<String> examples = blocks("json");
        assertThat(examples).isNotEmpty();
        for (String json : examples) {
            assertThat(UnitJson.read(UnitId.of("example"), json.getBytes(StandardCharsets.UTF_8))
                            .code())
                    .isNotBlank();
        }
    }

    @Test
    void theConfigurationCanBeUsed() throws Exception {
        Files.createDirectory(folder.resolve("public"));
        List<String> files = blocks("yaml");
        assertThat(files).hasSize(1);
        assertThat(ConfigurationReader.parse(files.get(0), "edge.yaml", folder).routes())
                .hasSize(3);
    }

    @Test
    void theJavaIsThatOfTheExamples() throws Exception {
        String examples = Files.readString(ROOT.resolve("undertow-host/examples/Embed.java"))
                + Files.readString(ROOT.resolve("undertow-host/examples/TestBed.java"))
                + Files.readString(ROOT.resolve("undertow-host/examples/OwnEngine.java"));
        List<String> shown = blocks("java");
        assertThat(shown).isNotEmpty();
        for (String java : shown) {
            assertThat(examples).contains(java);
        }
    }

    @Test
    void whatItLinksToExists() throws Exception {
        List<String> targets = Pattern.compile("]\\(([^)#:]+)\\)")
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
        assertThat(targets).isNotEmpty().allSatisfy(target -> assertThat(ROOT.resolve(target))
                .exists());
    }
}
