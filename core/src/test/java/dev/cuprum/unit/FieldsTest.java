package dev.cuprum.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parts of a unit accept and refuse. */
@Isolated("sets the language of the machine")
final class FieldsTest {

    private static void refused(ThrowingCallable made, String message) {
        assertThatExceptionOfType(InvalidUnitException.class).isThrownBy(made).withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-z_0.9", "..", "-", "0"})
    void idsAreShortAndPlain(String id) {
        assertThat(UnitId.of(id).value()).isEqualTo(id);
        assertThat(UnitId.of("x".repeat(128)).value()).hasSize(128);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "é", "a\n", "a%2Fb"})
    void otherIdsAreRefusedWithTheRule(String id) {
        refused(() -> UnitId.of(id), "1 to 128 characters of A-Z a-z 0-9 . _ -");
        refused(() -> UnitId.of("x".repeat(129)), "129 characters long");
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void phasesAreReadByTheNamesTheyWrite(Phase phase) {
        assertThat(Phase.parse(phase.wireName())).isEqualTo(phase);
        refused(() -> Phase.parse(phase.name()), "choose one of init, init_worker");
    }

    @Test
    void phasesThatCannotBeAreRefusedWithTheReason() {
        refused(() -> Phase.parse("ssl_session_fetch"), "the JDK has no hook for fetching TLS sessions");
        refused(() -> Phase.parse("ssl_session_store"), "the JDK has no hook for storing TLS sessions");
        refused(() -> Phase.parse(""), "it is empty; choose one of");
        refused(() -> Phase.parse("rewrite "), "there is no phase 'rewrite '");
    }

    @Test
    void namesDoNotDependOnTheMachinesLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(new Locale.Builder().setLanguage("tr").build());
        try {
            assertThat(FailureMode.FALLBACK.wireName()).isEqualTo("fallback");
            assertThat(Sampling.Mode.STICKY.wireName()).isEqualTo("sticky");
            assertThat(HostPattern.parse("I.EXAMPLE").value()).isEqualTo("i.example");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 100.001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void percentagesAreFrom0To100(double percent) {
        refused(() -> Sampling.of(percent, Sampling.Mode.EVEN), "is not between 0 and 100");
    }

    @Test
    void minusZeroPercentIsZeroPercent() {
        assertThat(Sampling.of(-0.0, Sampling.Mode.EVEN)).isEqualTo(Sampling.of(0, Sampling.Mode.EVEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Cookie_uid", "$remote_addr", "a b", "1a"})
    void samplingKeysAreVariables(String key) {
        refused(() -> new Sampling(1, Sampling.Mode.STICKY, key), "is no variable's name");
    }

    @Test
    void limitsHaveBounds() {
        assertThat(Limits.of(60_000, 1024).memoryBytes()).isEqualTo(1L << 30);
        refused(() -> Limits.of(0, 16), "0 is not between 1 and 60000");
        refused(() -> Limits.of(-1, 16), "-1 is not between 1 and 60000");
        refused(() -> Limits.of(60_001, 16), "timeoutMs");
        refused(() -> Limits.of(50, 0), "memoryMb");
        refused(() -> Limits.of(50, 1025), "1025 is not between 1 and 1024");
        refused(() -> Limits.of(Long.MAX_VALUE, Long.MAX_VALUE), "memoryMb");
        refused(() -> Limits.of(Long.MIN_VALUE, Long.MIN_VALUE), "timeoutMs");
        refused(() -> new Limits(Duration.ofSeconds(Long.MAX_VALUE), 1 << 20), "is not between 1 and 60000");
        refused(() -> new Limits(Duration.ofNanos(1_500_000), 1 << 20), "no whole number of milliseconds");
        refused(() -> new Limits(Duration.ofMillis(50), (1 << 20) + 1), "no whole number of MiB");
    }

    @Test
    void pathsAreWrittenAsNginxDoes() {
        assertThat(PathPattern.parse("/a")).isEqualTo(new PathPattern(PathPattern.Kind.PREFIX, "/a"));
        assertThat(PathPattern.parse("= /a")).isEqualTo(new PathPattern(PathPattern.Kind.EXACT, "/a"));
        assertThat(PathPattern.parse("=/a")).isEqualTo(new PathPattern(PathPattern.Kind.EXACT, "/a"));
        assertThat(PathPattern.parse(" ~ ^/a$ ")).isEqualTo(new PathPattern(PathPattern.Kind.REGEX, "^/a$"));
        assertThat(PathPattern.parse("~* a")).isEqualTo(new PathPattern(PathPattern.Kind.REGEX_NO_CASE, "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "=", "= a", "~", "~*", "~ (", "~ a(?=b)", "~ (a)\\1", "^~ /a", "@named"})
    void otherPathsAreRefused(String path) {
        assertThatExceptionOfType(InvalidUnitException.class).isThrownBy(() -> PathPattern.parse(path));
    }

    @Test
    void hostsAreComparedWithoutCase() {
        assertThat(HostPattern.parse("Example.ORG")).isEqualTo(new HostPattern(HostPattern.Kind.EXACT, "example.org"));
        assertThat(HostPattern.parse("*.Example.org"))
                .isEqualTo(new HostPattern(HostPattern.Kind.SUFFIX, ".example.org"));
        assertThat(HostPattern.parse("~ ^SHOP").regex().matcher("shop1").find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*", "*.", "a b", "a/b", "a*b", "~", "~ ["})
    void otherHostsAreRefused(String host) {
        assertThatExceptionOfType(InvalidUnitException.class).isThrownBy(() -> HostPattern.parse(host));
    }

    @Test
    void patternsAreReadByWhatTheyWrite() {
        for (String path : new String[] {"/a", "= /a", "~ ^/a", "~* a"}) {
            assertThat(PathPattern.parse(path)).hasToString(path);
        }
        for (String host : new String[] {"a.b", "*.a.b", "~ ^a"}) {
            assertThat(HostPattern.parse(host)).hasToString(host);
        }
        for (String node : new String[] {"one", "region=eu", "tier=a=b"}) {
            assertThat(NodeSelector.parse(node)).hasToString(node);
        }
        assertThat(new PathPattern(PathPattern.Kind.PREFIX, "/a ")).isEqualTo(PathPattern.parse("/a"));
    }

    @Test
    void nodesAreChosenByNameOrLabel() {
        Map<String, String> labels = Map.of("region", "eu");

        assertThat(NodeSelector.parse("one").selects("one", labels)).isTrue();
        assertThat(NodeSelector.parse("eu").selects("one", labels)).isFalse();
        assertThat(NodeSelector.parse(" region = eu ").selects("one", labels)).isTrue();
        assertThat(NodeSelector.parse("region=us").selects("one", labels)).isFalse();
        assertThat(NodeSelector.parse("tier=eu").selects("one", labels)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "=", "=eu", " =eu", "region=", "region= "})
    void otherNodesAreRefused(String node) {
        assertThatExceptionOfType(InvalidUnitException.class).isThrownBy(() -> NodeSelector.parse(node));
    }

    @Test
    void methodsAreTokens() {
        assertThat(new Match(List.of(), List.of(), List.of("GET", "M-SEARCH")).methods())
                .hasSize(2);
        refused(() -> new Match(List.of(), List.of(), List.of("", "G T", "GET")), "methods: '' is no HTTP method");
    }

    @Test
    void failureModesAreReadByTheNamesTheyWrite() {
        for (FailureMode mode : FailureMode.values()) {
            assertThat(FailureMode.parse(mode.wireName())).isEqualTo(mode);
        }
        refused(() -> FailureMode.parse("ajar"), "choose one of open, closed, fallback");
    }
}
