package dev.cuprum.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.benchmarks.WorkerProcess.Answer;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private final Comparison comparison = new Comparison("fib", OptionalDouble.of(0.5));

    private static Answer answer(double nanos, String result) {
        return new Answer(OptionalDouble.of(nanos), result);
    }

    @Test
    void quotesTheMedianOfTheRatiosOfPairs() {
        comparison.take(answer(100, "x"), Optional.of(answer(1000, "x")));
        comparison.take(answer(900, "x"), Optional.of(answer(2000, "x")));
        comparison.take(answer(900, "x"), Optional.of(answer(1000, "x")));

        assertThat(comparison.line(false)).matches("fib +900 +1,000 +0\\.45 +\\(0\\.10 \\.\\. 0\\.90\\) +0\\.50 yes");
        assertThat(comparison.complaint()).isEmpty();
    }

    @Test
    void saysWhereTheResultsDiffer() {
        comparison.take(answer(600, "1"), Optional.of(answer(1000, "2")));

        assertThat(comparison.line(false)).endsWith("0.50 NO ");
        assertThat(comparison.complaint()).contains("fib: ours returns 1, luajit 2");
    }

    @Test
    void leavesOutASideThatIsAbsent() {
        comparison.take(new Answer(OptionalDouble.empty(), "absent"), Optional.of(answer(1000, "2")));

        assertThat(comparison.line(false)).matches("fib +- +1,000 +- +0\\.50 -  ");
        assertThat(comparison.complaint()).isEmpty();
    }

    @Test
    void tellsWhatPollsCost() {
        comparison.take(answer(110, ""), Optional.empty());
        comparison.takeUnpolled(answer(100, ""));

        assertThat(comparison.line(true)).endsWith("100    +10.0%");
    }
}
