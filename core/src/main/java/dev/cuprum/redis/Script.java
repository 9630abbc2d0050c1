package dev.cuprum.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The scripts that run inside Redis, each as one. */
enum Script {
    LOOK("look.lua"),
    PUBLISH("publish.lua"),
    HISTORY("history.lua"),
    VERSIONS("versions.lua"),
    REPORT("report.lua"),
    NODES("nodes.lua");

    private final String text;

    Script(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the script " + file + " is not on the class path");
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return text;
    }
}
