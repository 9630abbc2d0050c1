package dev.cuprum.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemsTest {

    @Test
    void areAllInTheMessage() {
        Problems problems =
                new Problems().add("a", "is wrong").require(true, "b", "too").require(false, "", "all of it");

        assertThatExceptionOfType(InvalidUnitException.class)
                .isThrownBy(problems::throwIfAny)
                .withMessage("a: is wrong; all of it");
    }

    @Test
    void areSeenFromWhatHoldsThem() {
        Problems problems = new Problems();

        assertThat(problems.attempt("put[2]", () -> Sampling.of(101, Sampling.Mode.EVEN)))
                .isEmpty();
        assertThat(problems.attempt("fine", () -> 1)).contains(1);
        assertThat(problems.attemptAs("fallback", () -> UnitId.of(""))).isEmpty();

        assertThat(problems.list()).extracting(Problem::field).containsExactly("put[2].percent", "fallback");
    }

    @Test
    void keepTheirLineWhereverTheyAreSeenFrom() {
        Problem problem = new Problem("code", "line 3: no", 3).under("put[0]");

        assertThat(problem).isEqualTo(new Problem("put[0].code", "line 3: no", 3));
        assertThat(problem.under("")).isSameAs(problem);
        assertThat(new Problem("", "no").under("put[0]").field()).isEqualTo("put[0]");
    }

    @Test
    void nothingWrongIsNoException() {
        new Problems().throwIfAny();

        assertThat(new Problems().isEmpty()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new InvalidUnitException(List.of()));
    }
}
