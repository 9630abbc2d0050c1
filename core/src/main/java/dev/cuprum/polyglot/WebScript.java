package dev.cuprum.polyglot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Source;

/**
 * The Web globals of JavaScript units: the files of the folder {@code web}, put together as one strict function of a
 * {@link WebHost}, evaluated once for each context. What it returns has one member for each global; its {@code
 * internals}, which cannot be enumerated, are functions for the engine.
 *
 * <p>It keeps nothing that changes, so that a context can be used by one execution after another.
 */
final class WebScript {

    private static final List<String> PARTS = List.of(
            "base", "headers", "url", "text", "response", "crypto", "fetch", "clone", "console", "timers", "globals");

    private static final Source SOURCE = read();

    private WebScript() {}

    /** The source of the function. */
    static Source source() {
        return SOURCE;
    }

    private static Source read() {
        String text = PARTS.stream()
                .map(WebScript::part)
                .collect(Collectors.joining("\n", "(function (host) {\n'use strict';\n", "\n})"));
        return Source.newBuilder("js", text, "web.js").internal(true).buildLiteral();
    }

    private static String part(String name) {
        String path = "web/" + name + ".js";
        try (InputStream in = WebScript.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the resource dev/cuprum/polyglot/" + path + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
