package dev.cuprum.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitValueTest {

    /** Each row was split by the original's function, run by LuaJIT. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "access||code;access;code;-;0",
                "access||code||85;access;code;85;0",
                "access|code|85;access;code;85;0",
                "access||||code|||85;access;code;85;0",
                "||access||code||;access;code;-;0",
                "|| code;' code';'';-;0",
                "access||;access;'';-;0",
                "access;access;'';-;0",
                "||;'';'';-;0",
                "access|| ||;access;' ';-;0",
                " access ||code|| 85 ;' access ';code;' 85 ';0",
                "access||f('a|b')||50;access;f('a;b');1",
                "access||code||50||x||y;access;code;50;2",
            })
    void isSplitAsTheOriginalSplitsIt(String value, String phase, String code, String sampling, int rest) {
        UnitValue parts = UnitValue.split(value);

        assertThat(parts.phase()).isEqualTo(phase);
        assertThat(parts.code()).isEqualTo(code);
        assertThat(parts.sampling()).isEqualTo(sampling.equals("-") ? Optional.empty() : Optional.of(sampling));
        assertThat(parts.rest()).hasSize(rest);
    }

    @Test
    void linesStayAsTheyAre() {
        UnitValue parts = UnitValue.split("log||a()\n\tb()\r\n||5\n");

        assertThat(parts).isEqualTo(new UnitValue("log", "a()\n\tb()\r\n", Optional.of("5\n"), List.of()));
    }
}
