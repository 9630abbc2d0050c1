package dev.cuprum.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OptionsTest {

    private static Options parse(String... args) {
        return Options.parse(args, Set.of("only", "rounds", "clock"), Set.of("polls-off"));
    }

    @Test
    void takesValuesAndFlags() {
        Options options = parse("--rounds", "3", "--polls-off", "--only", "fib,table");

        assertThat(options.count("rounds", 5)).isEqualTo(3);
        assertThat(options.flag("polls-off")).isTrue();
        assertThat(options.wanted(List.of("fib", "table-sums", "unit"))).containsExactly("fib", "table-sums");
        assertThat(options.word("clock", List.of("cpu", "wall"))).isEqualTo("cpu");
    }

    @Test
    void saysWhichOptionsThereAre() {
        assertThatThrownBy(() -> parse("--round", "3"))
                .isInstanceOf(UsageError.class)
                .hasMessage(
                        "'--round' is no option, or its value is missing; there are --clock, --only, --rounds with a"
                                + " value, and --polls-off");
    }

    @Test
    void refusesWhatIsNoValue() {
        assertThatThrownBy(() -> parse("--rounds", "x").count("rounds", 5))
                .isInstanceOf(UsageError.class)
                .hasMessage("'x' is no number for --rounds");
        assertThatThrownBy(() -> parse("--rounds", "0").count("rounds", 5))
                .hasMessage("--rounds takes a whole number from 1 on, and not '0'");
        assertThatThrownBy(() -> parse("--clock", "sun").word("clock", List.of("cpu", "wall")))
                .hasMessage("'sun' is nothing that --clock takes: cpu or wall");
        assertThatThrownBy(() -> parse("--only", "x").wanted(List.of("unit", "fib")))
                .hasMessage("nothing begins with 'x'; there are fib, unit");
    }
}
