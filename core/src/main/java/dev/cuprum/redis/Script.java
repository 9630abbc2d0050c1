package dev.cuprum.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The scripts that run inside Redis, each as one. */
enum Script {
    LOOK("look.lua"),
    PUBLISH("publish.lua"),
    HISTORY("history.lua"),
    VERSIONS("versions.lua"),
    REPORT("report.lua"),
    NODES("nodes.lua");

    private final String text;
    private final String digest;

    Script(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the script " + file + " is not on the class path");
            }
            byte[] bytes = in.readAllBytes();
            text = new String(bytes, StandardCharsets.UTF_8);
            digest = sha1(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String text() {
        return text;
    }

    /** By what a server that has run it knows it. */
    String digest() {
        return digest;
    }
}
