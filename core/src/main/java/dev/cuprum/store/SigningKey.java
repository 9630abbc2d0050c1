package dev.cuprum.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A private key that signs releases: Ed25519 (RFC 8032), in PEM as other programs write it (PKCS #8 by RFC 8410), as in
 * {@code openssl genpkey -algorithm ed25519}. Immutable; says nothing of the key in messages or in {@link #toString}.
 */
public final class SigningKey {

    /** The variable of the environment that may hold a key. */
    public static final String VARIABLE = "CUPRUM_SIGNING_KEY";

    /** The name of the algorithm in the JDK. */
    static final String ALGORITHM = "Ed25519";

    private static final String LABEL = "PRIVATE KEY";

    private final PrivateKey key;
    private final TrustedKey publicKey;

    private SigningKey(PrivateKey key, TrustedKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /** A new key. */
    public static SigningKey generate() {
        try {
            return of(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has Ed25519 since 15", e);
        }
    }

    /**
     * Reads a file with a key in PEM.
     *
     * @throws IllegalArgumentException where it cannot be read, or has no such key
     */
    public static SigningKey read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("the key file " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key file " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * The key in {@link #VARIABLE}, in PEM or what stands between its lines; nothing where it is not set.
     *
     * @throws IllegalArgumentException where it has something else
     */
    public static Optional<SigningKey> fromEnvironment(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "").strip();
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key in " + VARIABLE + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a key in PEM, or what stands between its lines.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static SigningKey parse(String text) {
        byte[] binary = Pem.has(text) ? Pem.read(LABEL, text) : Pem.base64(text);
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(binary));
            return of(pairOf(((EdECPrivateKey) key).getBytes().orElseThrow()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "it is no private key for Ed25519; 'cuprum keygen' makes one: " + e.getMessage(), e);
        }
    }

    /**
     * The whole pair. The JDK has no call for the public half of a private key; but a generator makes the private half of
     * what its source of randomness says, so it is given that half as randomness, and asked whether it took it.
     */
    private static KeyPair pairOf(byte[] secret) throws NoSuchAlgorithmException, InvalidAlgorithmParameterException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new Known(secret));
        KeyPair pair = generator.generateKeyPair();
        byte[] taken = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        if (!Arrays.equals(secret, taken)) {
            throw new IllegalStateException("the provider of Ed25519 in this JVM, "
                    + generator.getProvider().getName()
                    + ", cannot tell the public half of a key; run with the JDK's own, SunEC");
        }
        return pair;
    }

    private static SigningKey of(KeyPair pair) {
        return new SigningKey(pair.getPrivate(), TrustedKey.of(pair.getPublic()));
    }

    /** What the key, and its public half, is called. */
    public String id() {
        return publicKey.id();
    }

    /** The half that others are to trust. */
    public TrustedKey publicKey() {
        return publicKey;
    }

    /** The signature of a text in UTF-8: 64 bytes, the same each time. */
    public byte[] sign(String text) {
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot sign with key " + id(), e);
        }
    }

    /** The secret itself, in PEM. */
    public String pem() {
        return Pem.write(LABEL, key.getEncoded());
    }

    @Override
    public String toString() {
        return "signing key " + id();
    }

    /** Randomness that is known. */
    private static final class Known extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] secret;

        Known(byte[] secret) {
            this.secret = secret;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != secret.length) {
                throw new IllegalStateException(
                        "a secret of " + secret.length + " bytes cannot be one of " + bytes.length);
            }
            System.arraycopy(secret, 0, bytes, 0, bytes.length);
        }
    }
}
