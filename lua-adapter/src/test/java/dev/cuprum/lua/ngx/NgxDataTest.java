package dev.cuprum.lua.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.TestUnits;
import dev.cuprum.unit.Phase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything of ngx that touches neither request nor response, as a table that nginx agrees with. */
final class NgxDataTest {

    static List<NgxCases.Case> cases() {
        return NgxCases.load("data.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesWhatNginxGives(NgxCases.Case snippet) {
        MemoryExchange exchange = MemoryExchange.of("POST", "/");
        TestUnits units = new TestUnits(exchange);
        String sent = units.written(Phase.CONTENT, snippet.unit());
        String log = String.join(" | ", units.log).replaceAll("(^|\\| )err:", "$1error:");

        boolean ofLog = snippet.kind() == NgxCases.Kind.LOG;
        String seen = ofLog ? sent + log : sent;
        assertThat(NgxCases.shown(seen.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(snippet.expected());
    }

    @Test
    void hasAllOfTheTable() {
        assertThat(cases()).hasSizeGreaterThan(500);
    }
}
