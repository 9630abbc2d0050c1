package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cuprum.Edge;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.undertow.standalone.config.Configuration;
import dev.cuprum.undertow.standalone.config.ConfigurationException;
import dev.cuprum.undertow.standalone.config.ConfigurationReader;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import dev.cuprum.unit.UnitId;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration says of engines, and of where units send requests. */
final class ScriptingTest {

    @TempDir
    Path folder;

    /** An engine that says the code of its units. */
    public static class Saying implements ScriptEngine {
        @Override
        public String language() {
            return "lua";
        }

        @Override
        public String description() {
            return "an engine of a test";
        }

        @Override
        public CompiledUnit compile(ComputingUnit unit) {
            return execution -> {
                execution.exchange().response().write(("said " + unit.code()).getBytes(StandardCharsets.ISO_8859_1));
                return Outcome.Completed.INSTANCE;
            };
        }
    }

    /** An engine that lacks something. */
    public static final class Lacking extends Saying {
        @Override
        public boolean isAvailable() {
            return false;
        }
    }

    /** An engine that only somebody who knows what it is to do can make. */
    public static final class Choosy extends Saying {
        /** Takes what it needs. */
        public Choosy(String needed) {
            assertThat(needed).isNotEmpty();
        }
    }

    /** An engine that fails at the start. */
    public static final class Failing extends Saying {
        /** Fails. */
        public Failing() {
            throw new IllegalStateException("no licence");
        }
    }

    /** Another engine for JavaScript. */
    public static final class Other extends Saying {
        @Override
        public String language() {
            return "js";
        }
    }

    private Configuration read(String yaml) {
        return ConfigurationReader.parse(yaml, "cuprum.yaml", folder);
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(ConfigurationException.class, () -> read(yaml)).problems().stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void anEngineOfTheConfigurationComesBeforeThatOfTheClassPath() {
        try (TestServer server = TestServer.start(
                folder,
                "engines: { lua: " + Saying.class.getName() + " }\nroutes: [{ path: /, respond: { body: x } }]")) {
            server.server()
                    .edge()
                    .put(ComputingUnit.builder(UnitId.of("u"), Phase.CONTENT, "this")
                            .build());
            assertThat(server.get("/").body()).isEqualTo("said this");
            assertThat(server.server().edge().engines())
                    .containsEntry("lua", "an engine of a test")
                    .containsKey("js");
        }
    }

    @Test
    void anEngineThatCannotBeTakenIsRefusedWithItsLine() {
        assertThat(problems(
                        """
                                engines:
                                  a: com.example.Missing
                                  b: java.lang.String
                                  c: %1$s$Choosy
                                  d: %1$s$Failing
                                  e: %1$s$Saying
                                  lua: %1$s$Lacking
                                  f: [x]
                                """
                                .formatted(ScriptingTest.class.getName())))
                .satisfiesExactly(
                        missing -> assertThat(missing)
                                .isEqualTo(
                                        "cuprum.yaml:2: engines.a: there is no class 'com.example.Missing' on the class"
                                                + " path; its jar belongs into lib"),
                        none -> assertThat(none)
                                .contains("cuprum.yaml:3: engines.b: 'java.lang.String' is no engine: it does not"
                                        + " implement dev.cuprum.engine.ScriptEngine"),
                        choosy -> assertThat(choosy).contains("a public constructor without arguments"),
                        failing -> assertThat(failing).contains("cannot be made: ", "no licence"),
                        other -> assertThat(other).contains("is an engine for 'lua', not for 'e'"),
                        lacking -> assertThat(lacking).contains("not available"),
                        list -> assertThat(list).contains("engines.f: must be text, not a list"));
    }

    @Test
    void eachExecutionHasItsContextWhereTheConfigurationSaysSo() {
        try (TestServer server = TestServer.start(
                folder,
                "javascript: { freshContexts: true }\nfetch: [https://a.example/]\nroutes: [{ path: /, respond: { body: x } }]")) {
            assertThat(server.server().edge().engines().get("js"))
                    .startsWith("GraalVM polyglot, ")
                    .endsWith(", each execution in a context of its own");
        }
        assertThat(read("javascript: { freshContexts: false }").scripting().freshContexts())
                .isFalse();
        assertThat(problems("javascript: { freshContexts: 1, fresh: true }"))
                .satisfiesExactly(
                        flag -> assertThat(flag).contains("javascript.freshContexts: must be true or false, not '1'"),
                        unknown -> assertThat(unknown).contains("javascript.fresh: unknown key"));
        assertThat(problems("engines: { js: " + Other.class.getName() + " }\njavascript: { freshContexts: true }"))
                .singleElement()
                .asString()
                .contains("cuprum.yaml:2: javascript.freshContexts: it is for the engine that engines.js");
    }

    @Test
    void targetsOfUnitsAreRead() {
        assertThat(read("fetch: [https://api.example.com/v1/, 'http://127.0.0.1:8090']")
                        .scripting()
                        .fetch())
                .containsExactly("https://api.example.com/v1/", "http://127.0.0.1:8090");
        assertThat(read("").scripting().fetch()).isEmpty();
        assertThat(problems("fetch: [api.example.com, ftp://x/, 'https://*.example.com/', https://u:p@x/]"))
                .satisfiesExactly(
                        relative -> assertThat(relative)
                                .isEqualTo(
                                        "cuprum.yaml:1: fetch: 'api.example.com' is no target for fetch: it is not an"
                                                + " absolute URL, as in https://api.example.com/v1/"),
                        scheme -> assertThat(scheme).contains("neither http nor https"),
                        star -> assertThat(star).contains("each host is written in full"),
                        password -> assertThat(password).contains("a user or a password"));
    }

    @Test
    void targetsAreRefusedWhereNoUnitSendsRequests() {
        ClassLoader nothing = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Edge.builder()
                        .classLoader(nothing)
                        .engine(new Saying())
                        .fetch(List.of("https://api.example.com/"))
                        .build())
                .withMessageContaining(
                        "fetch: units of [lua] send no requests; those in JavaScript do, where GraalVM's");
    }
}
