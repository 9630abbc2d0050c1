package dev.cuprum.undertow.standalone.config;

import dev.cuprum.polyglot.PolyglotEngine;
import java.util.ArrayList;
import java.util.List;

/** Reads which engines run units, and where units may send requests. */
final class ScriptingReader {

    private ScriptingReader() {}

    static Scripting scripting(Section root) {
        List<EngineClass> engines = new ArrayList<>();
        root.section("engines").ifPresent(given -> {
            for (String language : given.names()) {
                given.text(language, name -> EngineClass.find(language, name)).ifPresent(engines::add);
            }
        });
        List<String> targets = root.words("fetch");
        for (String target : targets) {
            root.attempt("fetch", () -> PolyglotEngine.builder().fetch(List.of(target)));
        }
        return new Scripting(engines, targets);
    }
}
