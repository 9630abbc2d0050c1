package dev.cuprum.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryHeaderFieldsTest {

    private final MemoryHeaderFields headers = new MemoryHeaderFields();

    private List<String> all() {
        List<String> all = new ArrayList<>();
        headers.forEach((name, value) -> all.add(name + ": " + value));
        return all;
    }

    @Test
    void hasNothingAtFirst() {
        headers.remove("A");

        assertThat(headers.first("A")).isEmpty();
        assertThat(headers.all("A")).isEmpty();
        assertThat(all()).isEmpty();
    }

    @Test
    void keepsTheOrderAndTheNamesInWhichFieldsFirstCame() {
        headers.set("A", "1");
        headers.add("B", "2");
        headers.add("a", "3");
        headers.set("b", "4");
        assertThat(all()).containsExactly("A: 1", "A: 3", "B: 4");

        headers.remove("a");
        headers.add("a", "5");
        assertThat(all()).containsExactly("B: 4", "a: 5");
    }

    @Test
    void setTakesThePlaceOfAllValues() {
        headers.add("A", "1");
        headers.add("A", "2");
        headers.set("a", "3");
        headers.add("a", "4");
        assertThat(headers.all("A")).containsExactly("3", "4");
        assertThat(headers.first("A")).hasValue("3");

        headers.set("A", List.of());
        assertThat(headers.all("A")).isEmpty();
    }

    @Test
    void whatWasReadStaysAsItWas() {
        headers.set("A", "1");
        List<String> one = headers.all("A");
        headers.add("A", "2");
        List<String> two = headers.all("A");
        headers.add("A", "3");

        assertThat(one).containsExactly("1");
        assertThat(two).containsExactly("1", "2");
    }

    @Test
    void namesThatWereRefusedAreRefusedAgain() {
        for (int i = 0; i < 2; i++) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> headers.set("a b", "1"))
                    .withMessageContaining("'a b' is no header name");
            assertThatIllegalArgumentException().isThrownBy(() -> headers.set("", "1"));
        }
        headers.set("x".repeat(1000), "1");
        assertThat(headers.first("X".repeat(1000))).hasValue("1");
    }
}
