package dev.cuprum.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.unit.ComputingUnit;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnginesTest {

    private static final List<String> CLOSED = new ArrayList<>();

    @TempDir
    private Path folder;

    /** An engine for a language that is found by ServiceLoader where its class is named. */
    public abstract static class Named implements ScriptEngine {
        @Override
        public String language() {
            return "toy";
        }

        @Override
        public String description() {
            return getClass().getSimpleName();
        }

        @Override
        public CompiledUnit compile(ComputingUnit unit) {
            return execution -> Outcome.Completed.INSTANCE;
        }

        @Override
        public void close() {
            CLOSED.add(description());
        }
    }

    /** Of the ordinary priority. */
    public static final class Plain extends Named {}

    /** Of the ordinary priority too. */
    public static final class Rival extends Named {}

    /** Of a higher priority. */
    public static final class Better extends Named {
        @Override
        public int priority() {
            return 1;
        }
    }

    /** For another language. */
    public static final class Other extends Named {
        @Override
        public String language() {
            return "other";
        }
    }

    /** Whose units send requests. */
    public static class Fetching extends Named {
        @Override
        public String language() {
            return "fetching";
        }

        @Override
        public ScriptEngine withFetch(List<String> targets) {
            return new Fetching() {
                @Override
                public String description() {
                    return "fetches from " + targets;
                }
            };
        }
    }

    /** Knows one for a further language. */
    public static final class Knowing extends Named {
        @Override
        public Optional<ScriptEngine> engineOf(String language) {
            return language.equals("other") ? Optional.of(new Other()) : Optional.empty();
        }
    }

    private ClassLoader naming(Class<?>... classes) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(ScriptEngine.class.getName()),
                Stream.of(classes).map(Class::getName).collect(Collectors.joining("\n")));
        CLOSED.clear();
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }

    private static String chosen(Engines engines) {
        return engines.of("toy").orElseThrow().description();
    }

    @Test
    void areFoundWhereAnotherKnowsOfThem() {
        Engines engines = Engines.find(List.of(new Knowing()), getClass().getClassLoader());

        assertThat(engines.of("none")).isEmpty();
        assertThat(engines.of("other").orElseThrow())
                .isSameAs(engines.of("other").orElseThrow());
        assertThat(engines.languages()).contains("other", "toy").doesNotContain("none");

        CLOSED.clear();
        engines.close();
        assertThat(CLOSED).contains("Other", "Knowing");
    }

    @Test
    void areFoundOnTheClassPathSideBySide() throws IOException {
        Engines engines = Engines.find(List.of(), naming(Plain.class, Other.class));

        assertThat(engines.languages()).contains("other", "toy").isSorted();
        assertThat(engines.of("cobol")).isEmpty();
    }

    @Test
    void thoseOfTheHighestPriorityWinInAnyOrder() throws IOException {
        assertThat(chosen(Engines.find(List.of(), naming(Plain.class, Better.class))))
                .isEqualTo("Better");
        assertThat(CLOSED).containsExactly("Plain");
        assertThat(chosen(Engines.find(List.of(), naming(Better.class, Plain.class))))
                .isEqualTo("Better");
        assertThat(CLOSED).containsExactly("Plain");
        assertThat(chosen(Engines.find(List.of(), naming(Plain.class, Rival.class, Better.class))))
                .isEqualTo("Better");
    }

    @Test
    void thoseThatAreHandedOverComeBeforeAllOthers() throws IOException {
        assertThat(chosen(Engines.find(List.of(new Plain()), naming(Better.class))))
                .isEqualTo("Plain");
        assertThat(CLOSED).containsExactly("Better");
    }

    @Test
    void twoWithEqualClaimsAreAnError() throws IOException {
        ClassLoader loader = naming(Plain.class, Rival.class);

        assertThatIllegalStateException()
                .isThrownBy(() -> Engines.find(List.of(), loader))
                .withMessageContaining(Plain.class.getName())
                .withMessageContaining(Rival.class.getName())
                .withMessageContaining("give it the higher priority");
        assertThatIllegalStateException().isThrownBy(() -> Engines.find(List.of(new Plain(), new Rival()), loader));
    }

    @Test
    void fetchFromWhereTheirUnitsMay() throws IOException {
        Engines engines = Engines.find(List.of(), naming(Plain.class, Fetching.class));

        assertThat(engines.withFetch(List.of())).isSameAs(engines);
        assertThat(engines.withFetch(List.of("https://a/")).descriptions())
                .containsEntry("fetching", "fetches from [https://a/]")
                .containsEntry("toy", "Plain");
    }

    @Test
    void whoseUnitsSendNoRequestsTakeNoTargets() {
        ClassLoader nowhere = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader());
        Engines engines = Engines.find(List.of(new Plain()), nowhere);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> engines.withFetch(List.of("https://a/")))
                .withMessageContaining("units of [toy] send no requests")
                .withMessageContaining("org.graalvm.polyglot:polyglot and js are on the class path");
    }

    @Test
    void areClosedTogether() throws IOException {
        Engines.find(List.of(), naming(Plain.class, Other.class)).close();

        assertThat(CLOSED).contains("Plain", "Other");
    }
}
