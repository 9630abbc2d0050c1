package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.store.SigningKey;
import dev.cuprum.store.TrustedKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeygenTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path secret;
    private Path open;

    @BeforeEach
    void names() {
        secret = folder.resolve("ops.key");
        open = folder.resolve("ops.pub");
    }

    private int keygen(String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "keygen";
        System.arraycopy(words, 0, line, 1, words.length);
        return Main.run(
                line,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void writesBothHalvesAndSaysWhatToPaste() {
        assertThat(keygen("--out", folder.resolve("ops").toString())).isZero();

        SigningKey key = SigningKey.read(secret);
        assertThat(TrustedKey.read(open).id()).isEqualTo(key.id());
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(key.id(), "trust: [ \"" + key.publicKey().line() + "\" ]", "signing: { key: " + secret + " }")
                .doesNotContain(key.pem().lines().toList().get(1));
    }

    @Test
    void theSecretIsForItsOwnerAlone() throws IOException {
        keygen("--out=" + folder.resolve("ops"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
    }

    @Test
    void writesOverNothing() throws IOException {
        for (Path file : new Path[] {secret, open}) {
            Files.writeString(file, "precious");

            assertThat(keygen("--out", folder.resolve("ops").toString())).isEqualTo(2);

            assertThat(file).hasContent("precious");
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is a file " + file + " already");
            Files.delete(file);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThat(keygen("--out", folder.resolve("missing/ops").toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("missing/ops.key");
    }
}
