package dev.cuprum.undertow.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cuprum.store.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignaturesReaderTest {

    @TempDir
    private Path folder;

    private final SigningKey key = SigningKey.generate();
    private final SigningKey other = SigningKey.generate();

    @BeforeEach
    void writeKeys() throws IOException {
        Files.createDirectory(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/edge.key"), key.pem());
        Files.writeString(folder.resolve("keys/edge.pub"), key.publicKey().pem());
    }

    private Signatures read(String yaml) {
        return ConfigurationReader.parse(yaml, "test.yaml", folder).signatures();
    }

    private void refuses(String yaml, String... problems) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(yaml))
                .satisfies(e ->
                        assertThat(e.problems().stream().map(Problem::toString)).containsExactly(problems));
    }

    @Test
    void nothingIsSignedWhereNothingIsSaid() {
        assertThat(read("listen: 127.0.0.1:1")).isEqualTo(Signatures.NONE);
        assertThat(Configuration.defaults().signatures()).isEqualTo(Signatures.NONE);
    }

    @Test
    void readsKeysFromFilesAndLines() {
        Signatures signatures = read("signing: { key: ./keys/edge.key }\ntrust: [ \""
                + other.publicKey().line() + "\", ./keys/edge.pub ]\n");

        assertThat(signatures.key())
                .hasValueSatisfying(read -> assertThat(read.id()).isEqualTo(key.id()));
        assertThat(signatures.trusted())
                .hasValueSatisfying(keys -> assertThat(keys.ids()).isEqualTo(List.of(other.id(), key.id())));
    }

    @Test
    void theEnvironmentComesBeforeTheFile() {
        Signatures signatures = read("signing: { key: ./keys/edge.key }\ntrust: ./keys/edge.pub\n");

        assertThat(signatures.with(Map.of()).key().orElseThrow().id()).isEqualTo(key.id());
        assertThat(signatures
                        .with(Map.of(SigningKey.VARIABLE, other.pem()))
                        .key()
                        .orElseThrow()
                        .id())
                .isEqualTo(other.id());
        assertThat(signatures.with(Map.of(SigningKey.VARIABLE, other.pem())).trusted())
                .isEqualTo(signatures.trusted());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signatures.with(Map.of(SigningKey.VARIABLE, "x")))
                .withMessageStartingWith("the key in CUPRUM_SIGNING_KEY cannot be used");
    }

    @Test
    void saysWhatCannotBeUsed() {
        refuses(
                "signing: {}\ntrust: []\n",
                "test.yaml:1: signing.key: is missing: name the file with the key, which 'cuprum keygen' makes",
                "test.yaml:2: trust: there is no trusted key, so that nothing could run; name one, or leave trust out to"
                        + " run what is not signed");
        refuses(
                "signing: { key: ./keys/edge.pub }\n",
                "test.yaml:1: signing.key: the key file " + folder.resolve("keys/edge.pub")
                        + " cannot be used: it has no '-----BEGIN PRIVATE KEY-----' with the line that ends it");
        refuses(
                "trust: [ ./keys/edge.key ]\n",
                "test.yaml:1: trust: the key file " + folder.resolve("keys/edge.key")
                        + " cannot be used: it is a private key; what is trusted is the public one, in the .pub file");
    }
}
