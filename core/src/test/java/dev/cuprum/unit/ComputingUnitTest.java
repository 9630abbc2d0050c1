package dev.cuprum.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComputingUnitTest {

    private static final UnitId ID = UnitId.of("a");

    private static List<String> problemsOf(ComputingUnit.Builder unit) {
        return catchThrowableOfType(InvalidUnitException.class, unit::build).problems().stream()
                .map(Problem::field)
                .toList();
    }

    @Test
    void hasDefaultsForAllButThree() {
        ComputingUnit unit = ComputingUnit.of("a", Phase.REWRITE, "x");

        assertThat(unit.language()).isEqualTo("lua");
        assertThat(unit.order()).isZero();
        assertThat(unit.sampling()).isEqualTo(Sampling.ALL);
        assertThat(unit.match()).isEqualTo(Match.ALL);
        assertThat(unit.nodes()).isEmpty();
        assertThat(unit.limits()).isEqualTo(Limits.of(50, 16));
        assertThat(unit.onFailure()).isEqualTo(FailureMode.OPEN);
        assertThat(unit.fallback()).isEmpty();
        assertThat(unit.enabled()).isTrue();
        assertThat(unit.expiresAt()).isEmpty();
    }

    @Test
    void tellsAllProblemsAtOnce() {
        ComputingUnit.Builder unit =
                ComputingUnit.builder(ID, Phase.REWRITE, " \n").language("").onFailure(FailureMode.FALLBACK);

        assertThat(problemsOf(unit)).containsExactly("code", "language", "fallback");
    }

    @Test
    void codeMayHave256KibOfUtf8() {
        assertThat(ComputingUnit.of("a", Phase.LOG, "x".repeat(256 * 1024)).code())
                .hasSize(256 * 1024);
        assertThat(ComputingUnit.of("a", Phase.LOG, "é".repeat(128 * 1024)).code())
                .hasSize(128 * 1024);
        assertThat(problemsOf(ComputingUnit.builder(ID, Phase.LOG, "x".repeat(256 * 1024 + 1))))
                .containsExactly("code");
        assertThat(problemsOf(ComputingUnit.builder(ID, Phase.LOG, "é".repeat(128 * 1024) + "x")))
                .containsExactly("code");
    }

    @Test
    void fallbackAndItsModeGoTogether() {
        assertThat(problemsOf(ComputingUnit.builder(ID, Phase.LOG, "x").onFailure(FailureMode.FALLBACK)))
                .containsExactly("fallback");
        assertThat(problemsOf(ComputingUnit.builder(ID, Phase.LOG, "x").fallbackId(UnitId.of("b"))))
                .containsExactly("fallback");
        assertThat(problemsOf(ComputingUnit.builder(ID, Phase.LOG, "x").fallback(ID)))
                .containsExactly("fallback");
        assertThat(ComputingUnit.builder(ID, Phase.LOG, "x")
                        .fallback(UnitId.of("b"))
                        .build()
                        .onFailure())
                .isEqualTo(FailureMode.FALLBACK);
    }

    @Test
    void builderThatStartsFromAUnitMakesItAgain() {
        RandomUnits units = new RandomUnits(1);
        for (int i = 0; i < 200; i++) {
            ComputingUnit unit = units.next();
            assertThat(unit.toBuilder().build()).isEqualTo(unit);
        }
    }

    @Test
    void isNotChangedThroughWhatItWasMadeOf() {
        List<NodeSelector> nodes = new ArrayList<>(List.of(NodeSelector.parse("one")));
        ComputingUnit unit =
                ComputingUnit.builder(ID, Phase.LOG, "x").nodes(nodes).build();

        nodes.clear();

        assertThat(unit.nodes()).hasSize(1);
    }

    @Test
    void mayExpireAtAnyInstant() {
        assertThat(ComputingUnit.builder(ID, Phase.LOG, "x")
                        .expiresAt(Instant.MAX)
                        .build()
                        .expiresAt())
                .contains(Instant.MAX);
    }
}
