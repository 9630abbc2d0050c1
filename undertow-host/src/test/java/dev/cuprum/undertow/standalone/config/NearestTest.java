package dev.cuprum.undertow.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {

    private static final List<String> WORDS = List.of("listen", "control", "data");

    @Test
    void guessesWordsWithATypo() {
        assertThat(Nearest.to("lisen", WORDS)).contains("listen");
        assertThat(Nearest.to("lsiten", WORDS)).contains("listen");
        assertThat(Nearest.to("Control", WORDS)).contains("control");
        assertThat(Nearest.to("dat", WORDS)).contains("data");
    }

    @Test
    void doesNotGuessWhereNothingIsNear() {
        assertThat(Nearest.to("x", WORDS)).isEmpty();
        assertThat(Nearest.to("routes", WORDS)).isEmpty();
        assertThat(Nearest.hint("routes", WORDS)).isEqualTo("; there are listen, control, data");
    }
}
