package dev.cuprum.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningKeyTest {

    /** The keys of RFC 8410, section 10. */
    private static final String PRIVATE =
            """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----
            """;

    private static final String PUBLIC =
            """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----
            """;

    private static final String PKCS8 = "302e020100300506032b657004220420";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,r,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    })
    void signsAsRfc8032Does(String secret, String open, String text, String signature) {
        SigningKey key = SigningKey.parse(base64(PKCS8 + secret));

        assertThat(key.publicKey().line())
                .isEqualTo("ed25519:"
                        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(open)));
        assertThat(HexFormat.of().formatHex(key.sign(text))).isEqualTo(signature);
        assertThat(key.publicKey().verifies(text, key.sign(text))).isTrue();
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    @Test
    void readsAndWritesThePemOfRfc8410() {
        SigningKey key = SigningKey.parse(PRIVATE);

        assertThat(key.pem()).isEqualTo(PRIVATE);
        assertThat(key.publicKey().pem()).isEqualTo(PUBLIC);
        assertThat(TrustedKey.parse(PUBLIC).line())
                .isEqualTo("ed25519:Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=")
                .isEqualTo(key.publicKey().line());
        assertThat(TrustedKey.parse(PUBLIC).id()).isEqualTo(key.id()).matches("[0-9a-f]{16}");
    }

    @Test
    void theIdIsTheBeginningOfTheDigestOfTheBinaryForm() {
        byte[] binary = Base64.getDecoder().decode("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");

        assertThat(Sha256.of(binary)).startsWith(TrustedKey.parse(PUBLIC).id());
    }

    @Test
    void aKeyOfOneSignsNothingForAnother() {
        SigningKey one = SigningKey.generate();
        SigningKey other = SigningKey.generate();

        assertThat(one.id()).isNotEqualTo(other.id());
        assertThat(other.publicKey().verifies("x", one.sign("x"))).isFalse();
        assertThat(one.publicKey().verifies("y", one.sign("x"))).isFalse();
        assertThat(one.publicKey().verifies("x", new byte[0])).isFalse();
        assertThat(one.publicKey().verifies("x", new byte[64])).isFalse();
    }

    @Test
    void noBitOfASignatureCanBeOtherwise() {
        SigningKey key = SigningKey.generate();
        byte[] signature = key.sign("x");
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] altered = signature.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);

            assertThat(key.publicKey().verifies("x", altered)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void theEnvironmentMayHoldPemInOneLineOrBase64Alone() {
        String id = SigningKey.parse(PRIVATE).id();
        String between = PRIVATE.lines().toList().get(1);

        assertThat(SigningKey.fromEnvironment(Map.of())).isEmpty();
        assertThat(SigningKey.fromEnvironment(Map.of("CUPRUM_SIGNING_KEY", " ")))
                .isEmpty();
        for (String text : new String[] {PRIVATE, PRIVATE.replace('\n', ' '), PRIVATE.replace("\n", "\\n"), between}) {
            assertThat(SigningKey.fromEnvironment(Map.of("CUPRUM_SIGNING_KEY", text)))
                    .hasValueSatisfying(key -> assertThat(key.id()).isEqualTo(id));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret!",
                "c2VjcmV0",
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw",
                "-----BEGIN EC PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw\n-----END EC PRIVATE KEY-----"
            })
    void whatIsNoKeyIsRefusedWithoutBeingRepeated(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.fromEnvironment(Map.of("CUPRUM_SIGNING_KEY", text)))
                .withMessageStartingWith("the key in CUPRUM_SIGNING_KEY cannot be used: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret!", "c2VjcmV0", "MC4C"));
    }

    @Test
    void saysNothingOfTheSecret() {
        SigningKey key = SigningKey.parse(PRIVATE);

        assertThat(key).hasToString("signing key " + key.id());
    }

    @Test
    void aFileIsNamedWhereItCannotBeUsed() throws IOException {
        Path file = folder.resolve("edge.key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.read(file))
                .withMessageContaining(file + " cannot be read");

        Files.writeString(file, PUBLIC, StandardCharsets.UTF_8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.read(file))
                .withMessageContaining(file + " cannot be used: it has no '-----BEGIN PRIVATE KEY-----'");

        Files.writeString(file, PRIVATE, StandardCharsets.UTF_8);
        assertThat(SigningKey.read(file).publicKey().pem()).isEqualTo(PUBLIC);
    }
}
