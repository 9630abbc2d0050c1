package dev.cuprum.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpellingTest {

    private static final List<String> KNOWN = List.of("phase", "code", "onFailure");

    @Test
    void theNearestNameIsMeant() {
        assertThat(Spelling.hint("pahse", KNOWN)).contains("did you mean 'phase'?");
        assertThat(Spelling.hint("CODE", KNOWN)).contains("did you mean 'code'?");
        assertThat(Spelling.hint("on_failure", KNOWN)).contains("did you mean 'onFailure'?");
    }

    @Test
    void nobodyIsMeantByAStrangeName() {
        for (String name : new String[] {"", "x", "timeoutMs", "y".repeat(1000)}) {
            assertThat(Spelling.hint(name, KNOWN))
                    .doesNotContain("did you mean")
                    .contains("phase, code, onFailure");
        }
    }

    @Test
    void distanceCountsChangesOfLetters() {
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Spelling.distance("same", "SAME")).isZero();
    }
}
