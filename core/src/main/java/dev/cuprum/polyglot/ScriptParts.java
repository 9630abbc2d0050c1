package dev.cuprum.polyglot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Source;

/** Puts the files of a folder of scripts together as one strict function. */
final class ScriptParts {

    private ScriptParts() {}

    /**
     * The source of the function.
     *
     * @param folder the folder of the files, whose name the source gets too
     * @param parameters what the function takes
     * @param files the names of the files, in their order
     */
    static Source function(String folder, String parameters, List<String> files) {
        String text = files.stream()
                .map(file -> read(folder + "/" + file + ".js"))
                .collect(Collectors.joining("\n", "(function (" + parameters + ") {\n'use strict';\n", "\n})"));
        return Source.newBuilder("js", text, folder + ".js").internal(true).buildLiteral();
    }

    private static String read(String path) {
        try (InputStream in = ScriptParts.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the resource dev/cuprum/polyglot/" + path + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
