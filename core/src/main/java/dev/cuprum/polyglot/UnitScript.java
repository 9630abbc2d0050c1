package dev.cuprum.polyglot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Source;

/**
 * What makes a context one for units: the files of the folder {@code unit}, put together as one strict function of the Web
 * globals and the host objects, evaluated once for each context. It returns two functions: one begins a unit, the other
 * throws what the unit's promise was rejected with.
 */
final class UnitScript {

    private static final List<String> PARTS = List.of("guards", "event", "freeze", "begin");

    private static final Source SOURCE = read();

    private UnitScript() {}

    /** The source of the function. */
    static Source source() {
        return SOURCE;
    }

    private static Source read() {
        String text = PARTS.stream()
                .map(UnitScript::part)
                .collect(Collectors.joining("\n", "(function (web, asked, answer, shared) {\n'use strict';\n", "\n})"));
        return Source.newBuilder("js", text, "unit.js").internal(true).buildLiteral();
    }

    private static String part(String name) {
        String path = "unit/" + name + ".js";
        try (InputStream in = UnitScript.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the resource dev/cuprum/polyglot/" + path + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
