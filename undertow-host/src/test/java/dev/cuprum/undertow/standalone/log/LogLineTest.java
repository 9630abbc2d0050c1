package dev.cuprum.undertow.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.unit.UnitId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogLineTest {

    @Test
    void hasTimeLevelLoggerAndMessage() {
        assertThat(LogLine.of(0, "INFO", "server", "ready")).isEqualTo("1970-01-01T00:00:00.000Z INFO  server: ready");
    }

    @Test
    void staysOneLineWhateverIsInIt() {
        assertThat(LogLine.of(0, "WARN", "unit", "a\r\nb\u001b[31m\u2028\u0085c\td"))
                .endsWith("unit: a\\x0d\\nb\\x1b[31m\\x2028\\x85c d");
    }

    @Test
    void aRequestsLineNamesItsUnits() {
        AccessLine line = new AccessLine(
                0, "GET", "/a?b", 200, 5, 1_250_000, "::1", List.of(UnitId.of("auth"), UnitId.of("tag")));
        assertThat(line).hasToString("1970-01-01T00:00:00.000Z INFO  access: GET /a?b 200 5B 1.3ms ::1 units=auth,tag");
    }

    @Test
    void whatAClientSendsCannotPassForAnotherField() {
        AccessLine line = new AccessLine(0, "GET", "/\r\nx 200\\\u00ff\u20ac", 200, 5, 0, "h", List.of());
        assertThat(line.toString())
                .endsWith("access: GET /\\x0d\\x0ax\\x20200\\x5c\\xff\\u20ac 200 5B 0.0ms h units=-");
    }

    @Test
    void endlessTargetsAreCut() {
        AccessLine line = new AccessLine(0, "GET", "/".repeat(9000), 200, 5, 0, "h", List.of());
        assertThat(line.toString()).hasSizeLessThan(2200).contains("/… 200");
    }
}
