package dev.cuprum.undertow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClosingTest {

    private final List<String> closed = new ArrayList<>();

    private Runnable failing(String name) {
        return () -> {
            closed.add(name);
            throw new IllegalStateException(name);
        };
    }

    @Test
    void closesAllThoughSomeFail() {
        Closing all = new Closing()
                .first(() -> closed.add("a"))
                .first(failing("b"))
                .first(() -> closed.add("c"))
                .first(failing("d"));

        assertThatIllegalStateException()
                .isThrownBy(all::close)
                .withMessage("d")
                .satisfies(e ->
                        assertThat(e.getSuppressed()).singleElement().asString().endsWith("b"));
        assertThat(closed).containsExactly("d", "c", "b", "a");
        all.close();
        assertThat(closed).hasSize(4);
    }
}
