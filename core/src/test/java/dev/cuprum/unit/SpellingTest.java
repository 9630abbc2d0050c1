package dev.cuprum.unit;

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
    void lettersThatChangedPlacesAreOneMistake() {
        List<String> words = List.of("listen", "control", "data");
        assertThat(Spelling.nearest("lsiten", words)).contains("listen");
        assertThat(Spelling.nearest("dat", words)).contains("data");
        assertThat(Spelling.hint("routes", words)).isEqualTo("; there are listen, control, data");
    }
}
