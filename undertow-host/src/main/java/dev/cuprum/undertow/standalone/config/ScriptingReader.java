package dev.cuprum.undertow.standalone.config;

import dev.cuprum.polyglot.PolyglotEngine;
import java.util.ArrayList;
import java.util.List;

/** Reads which engines run units and how, and where units may send requests. */
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
        return new Scripting(engines, targets, freshContexts(root, engines));
    }

    private static boolean freshContexts(Section root, List<EngineClass> engines) {
        return root.section("javascript").map(given -> isFresh(given, engines)).orElse(false);
    }

    private static boolean isFresh(Section javascript, List<EngineClass> engines) {
        boolean fresh = javascript.flag("freshContexts").orElse(false);
        if (fresh && !new PolyglotEngine().isAvailable()) {
            javascript.complain("freshContexts", "there is no GraalVM on the class path; its jars belong into lib");
        } else if (fresh
                && engines.stream().anyMatch(engine -> engine.language().equals("js"))) {
            javascript.complain("freshContexts", "it is for the engine that engines.js puts another in the place of");
        }
        javascript.end();
        return fresh;
    }
}
