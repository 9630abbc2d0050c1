package dev.cuprum.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class LogTextTest {

    private static final String HUGE = "x".repeat(5_000_000);

    @Test
    void whatAUnitLogsIsCut() {
        List<String> logged = new ArrayList<>();
        ComputingUnit unit = ComputingUnit.of("talks", Phase.REWRITE, "-");
        new Execution(
                        unit,
                        MemoryExchange.of("GET", "/"),
                        new Budget(),
                        (of, on, level, message) -> logged.add(message))
                .log(LogLevel.ERR, HUGE);
        assertThat(logged).singleElement().satisfies(message -> assertThat(message)
                .hasSizeLessThan(2100));
    }

    @Test
    void whatAFailureSaysIsCut() {
        assertThat(new Outcome.Failed(HUGE).message()).hasSizeLessThan(2100).endsWith("(5000000 characters)");
        assertThat(new Outcome.TimedOut(HUGE).message()).hasSizeLessThan(2100);
        assertThat(new Outcome.Failed("short").message()).isEqualTo("short");
    }
}
