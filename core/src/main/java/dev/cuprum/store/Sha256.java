package dev.cuprum.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of texts, as 64 hexadecimal digits. */
public final class Sha256 {

    /** Looking for the algorithm takes longer than a digest of some hundred bytes. */
    private static final MessageDigest ALGORITHM = algorithm();

    private Sha256() {}

    /** The digest of a text in UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The digest of some bytes. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(fresh().digest(bytes));
    }

    private static MessageDigest fresh() {
        try {
            return (MessageDigest) ALGORITHM.clone();
        } catch (CloneNotSupportedException e) {
            return algorithm();
        }
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
