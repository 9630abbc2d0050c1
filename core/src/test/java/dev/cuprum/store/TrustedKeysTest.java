package dev.cuprum.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustedKeysTest {

    private final TrustedKey one = SigningKey.generate().publicKey();
    private final TrustedKey two = SigningKey.generate().publicKey();
    private final TrustedKey three = SigningKey.generate().publicKey();

    @TempDir
    private Path folder;

    @Test
    void areLinesAndFilesOfEitherForm() throws IOException {
        Files.writeString(folder.resolve("two.pub"), two.pem());
        Files.writeString(folder.resolve("three.pub"), three.line() + "\n");

        TrustedKeys keys = TrustedKeys.parse(List.of(one.line(), "two.pub", "./three.pub"), folder);

        assertThat(keys.ids()).containsExactly(one.id(), two.id(), three.id());
        assertThat(keys.key(two.id())).hasValueSatisfying(key -> assertThat(key).hasToString(two.line()));
        assertThat(keys.key("0000000000000000")).isEmpty();
    }

    @Test
    void areOneAtLeast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustedKeys.parse(List.of(), folder))
                .withMessageContaining("nothing could run");
    }

    @Test
    void sayWhichCannotBeUsed() throws IOException {
        refuses("ed25519:", "not 0");
        refuses("ed25519:AAAA", "the key 'ed25519:AAAA' cannot be used", "not 3");
        refuses("ed25519:%%", "not base64");
        refuses("missing.pub", folder.resolve("missing.pub") + " cannot be read");
        Files.writeString(folder.resolve("edge.key"), SigningKey.generate().pem());
        refuses("edge.key", "edge.key cannot be used: it is a private key");
        Files.writeString(folder.resolve("text"), "hello");
        refuses("text", "it is no public key", "cuprum keygen");
        Files.writeString(folder.resolve("dsa"), "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n");
        refuses("dsa", "no public key for Ed25519");
    }

    private void refuses(String text, String... facts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustedKeys.parse(List.of(text), folder))
                .satisfies(e -> assertThat(e.getMessage()).contains(facts));
    }
}
