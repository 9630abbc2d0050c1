package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.undertow.standalone.config.Address;
import dev.cuprum.undertow.standalone.config.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        return Main.run(
                words,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helpIsForStandardOutput() {
        assertThat(run("help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(CommandLine.USAGE);
        assertThat(err()).isEmpty();
    }

    @Test
    void nonsenseEndsWith2() {
        assertThat(run("srve")).isEqualTo(2);
        assertThat(err()).isEqualTo("cuprum: unknown command 'srve'; did you mean 'serve'?\n");
    }

    @Test
    void aBadConfigurationEndsWith2AndShowsAllProblems() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "lisen: x\nlisten: y\n");

        assertThat(run("serve", "--config", file.toString())).isEqualTo(2);
        assertThat(err())
                .isEqualTo(
                        """
                        cuprum: the configuration cannot be used:
                          bad.yaml:1: lisen: unknown key; did you mean 'listen'?
                          bad.yaml:2: listen: 'y' is not host:port, like 127.0.0.1:8080 or [::1]:8080
                        """);
    }

    @Test
    void aBadOptionEndsWith2() {
        assertThat(run("serve", "--listen", "8080")).isEqualTo(2);
        assertThat(err())
                .isEqualTo(
                        "cuprum: --listen: '8080' has no host; write 127.0.0.1:8080, or 0.0.0.0:8080 to listen on all"
                                + " interfaces\n");
    }

    @Test
    void optionsOutweighTheFile() throws IOException {
        Path file =
                Files.writeString(folder.resolve("c.yaml"), "listen: 127.0.0.1:1\nnode: { name: a, labels: { x: y } }");

        Configuration configuration = Main.configuration(CommandLine.parse(
                "serve",
                "--config",
                file.toString(),
                "--listen",
                "127.0.0.1:2",
                "--control",
                "127.0.0.1:3",
                "--data",
                "/d",
                "--node",
                "b"));

        assertThat(configuration.listen()).isEqualTo(new Address("127.0.0.1", 2));
        assertThat(configuration.control()).isEqualTo(new Address("127.0.0.1", 3));
        assertThat(configuration.data()).isEqualTo(Path.of("/d"));
        assertThat(configuration.node().name()).isEqualTo("b");
        assertThat(configuration.node().labels()).containsEntry("x", "y");
    }
}
