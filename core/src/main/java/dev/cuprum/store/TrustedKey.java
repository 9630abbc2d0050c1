package dev.cuprum.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key for Ed25519 signatures (RFC 8032). It is written as one line, {@code ed25519:} with the 32 bytes of the key
 * in base64, or in PEM as other programs write it (RFC 8410). Immutable.
 */
public final class TrustedKey {

    /** What the one-line form begins with. */
    public static final String PREFIX = "ed25519:";

    /** What stands before the 32 bytes of a key in its binary form, by RFC 8410. */
    private static final byte[] BINARY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int LENGTH = 32;
    private static final int ID_LENGTH = 16;
    private static final String LABEL = "PUBLIC KEY";

    private final PublicKey key;
    private final byte[] binary;
    private final String id;

    private TrustedKey(PublicKey key) {
        this.key = key;
        this.binary = key.getEncoded();
        this.id = Sha256.of(binary).substring(0, ID_LENGTH);
    }

    /**
     * Reads either form.
     *
     * @throws IllegalArgumentException where the text is no such key, with a message for the person who wrote it
     */
    public static TrustedKey parse(String text) {
        if (text.contains("PRIVATE KEY")) {
            throw new IllegalArgumentException(
                    "it is a private key; what is trusted is the public one, in the .pub file");
        }
        String stripped = text.strip();
        if (stripped.startsWith(PREFIX)) {
            byte[] raw = Pem.base64(stripped.substring(PREFIX.length()));
            if (raw.length != LENGTH) {
                throw new IllegalArgumentException(
                        "a key for Ed25519 has " + LENGTH + " bytes after '" + PREFIX + "', not " + raw.length);
            }
            byte[] binary = new byte[BINARY_PREFIX.length + LENGTH];
            System.arraycopy(BINARY_PREFIX, 0, binary, 0, BINARY_PREFIX.length);
            System.arraycopy(raw, 0, binary, BINARY_PREFIX.length, LENGTH);
            return ofBinary(binary);
        }
        if (!Pem.has(stripped)) {
            throw new IllegalArgumentException("it is no public key: those begin with '" + PREFIX
                    + "', or are PEM, as 'cuprum keygen' writes them");
        }
        return ofBinary(Pem.read(LABEL, stripped));
    }

    /**
     * Reads a file that has either form.
     *
     * @throws IllegalArgumentException where it cannot be read, or has no such key
     */
    public static TrustedKey read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("the key file " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key file " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustedKey ofBinary(byte[] binary) {
        try {
            return of(KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(binary)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no public key for Ed25519: " + e.getMessage(), e);
        }
    }

    static TrustedKey of(PublicKey key) {
        return new TrustedKey(key);
    }

    /** Names the key: the first 16 hexadecimal digits of the SHA-256 of its binary form. */
    public String id() {
        return id;
    }

    /** Whether a signature is this key's, of exactly this text. */
    public boolean verifies(String text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(SigningKey.ALGORITHM);
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false; // What is no signature at all, because of its length for one, is not this key's.
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this JVM cannot verify with key " + id, e);
        }
    }

    /** The one-line form. */
    public String line() {
        byte[] raw = Arrays.copyOfRange(binary, BINARY_PREFIX.length, binary.length);
        return PREFIX + Base64.getEncoder().encodeToString(raw);
    }

    /** The form in PEM. */
    public String pem() {
        return Pem.write(LABEL, binary);
    }

    /** The one-line form. */
    @Override
    public String toString() {
        return line();
    }
}
