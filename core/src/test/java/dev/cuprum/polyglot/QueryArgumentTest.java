package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.http.MemoryExchange;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first argument of a name, which units ask for before the whole list is made. */
final class QueryArgumentTest {

    private static final Scripted UNITS = new Scripted();

    @AfterAll
    static void close() {
        UNITS.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "nothing",
            value = {
                "a=1, a, 1",
                "b=0&a=1&a=2, a, 1",
                "aa=1, a, nothing",
                "a, a, ''",
                "a=, a, ''",
                "'&&a=1', a, 1",
                "=v, '', v",
                "'', '', nothing",
                "%61=1, a, 1",
                "%61=1, %61, nothing",
                "a%3Db=1, a=b, 1",
                "a+b=c+d, a b, c d",
                "a+b=1, a+b, nothing",
                "a=%2B+%c3%a9, a, '+ é'",
                "%c3%a9=1, é, 1",
                "a=1=2, a, 1=2",
                "a=%zz, a, %zz",
            })
    void isWhatTheListHas(String query, String name, String value) {
        String code = "export default ({ request, response }) => { const name = " + literal(name) + ";"
                + " const first = request.query.get(name);"
                + " const all = new URLSearchParams('" + query + "').get(name);"
                + " response.write(`${first === all} ${first}`); };";
        MemoryExchange exchange = MemoryExchange.of("GET", "/?" + query);

        UNITS.run(code, exchange);

        assertThat(new String(exchange.responseBody(), StandardCharsets.UTF_8))
                .isEqualTo("true " + (value == null ? "null" : value));
    }

    private static String literal(String text) {
        return "'" + text + "'";
    }
}
