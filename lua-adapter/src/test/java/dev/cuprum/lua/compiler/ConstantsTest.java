package dev.cuprum.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.lua.TestUnits;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConstantsTest {

    @Test
    void fieldsNamedAfterThousandsOfConstantsAreReadAndSet() {
        String many = IntStream.range(0, 3500).mapToObj(i -> "'c" + i + "'").collect(Collectors.joining(","));
        String code = "local t = {" + many + "} t.late = 1 t.later = t.late + 2 "
                + "ngx.print(#t, ' ', t[3500], ' ', t.late, ' ', t.later)";
        assertThat(TestUnits.content(code)).isEqualTo("3500 c3499 1 3");
    }
}
