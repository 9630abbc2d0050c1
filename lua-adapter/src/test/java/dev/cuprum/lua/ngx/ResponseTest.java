package dev.cuprum.lua.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.BodyChunk;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.TestUnits;
import dev.cuprum.unit.Phase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ngx.header} and {@code ngx.arg}. */
final class ResponseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ngx.header['X-A'] = 'v'                 | X-A | v",
                "ngx.header.x_a = 'v'                    | X-A | v",
                "ngx.header['X-A'] = 5                   | X-A | 5",
                "ngx.header['X-A'] = 0.1                 | X-A | 0.1",
                "ngx.header['X-A'] = {'1', 2}            | X-A | 1,2",
                "ngx.header['X-A'] = {}                  | X-A | ``",
                "ngx.header['X-A'] = 'v' ngx.header.x_a = nil | X-A | ``",
                "ngx.header['X-A'] = '1' ngx.header['x-a'] = '2' | X-A | 2",
                "ngx.header['X-A'] = 'a\\nb'             | X-A | a%0Ab",
                "ngx.header['X-A'] = 'a\\0b'             | X-A | a%00b",
                "ngx.header['X-A'] = 'a\\tb'             | X-A | a\tb",
                "ngx.header['X A'] = 'v'                 | X%20A | v",
            })
    void setsHeaders(String code, String name, String values) {
        MemoryExchange exchange = MemoryExchange.of("GET", "/");

        assertThat(new TestUnits(exchange).run(Phase.REWRITE, code)).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(String.join(",", exchange.response().headers().all(name))).isEqualTo(values);
    }

    @Test
    void readsHeaders() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        exchange.response().headers().set("Content-Type", "text/plain");
        exchange.response().headers().add("Set-Cookie", "a");
        exchange.response().headers().add("Set-Cookie", "b");
        String code = "assert(ngx.header.content_type == 'text/plain') assert(ngx.header['Set-Cookie'][2] == 'b')"
                + " assert(ngx.header.missing == nil)";

        assertThat(new TestUnits(exchange).run(Phase.HEADER_FILTER, code)).isEqualTo(Outcome.Completed.INSTANCE);
    }

    @Test
    void ignoresHeadersThatComeTooLateAndSaysSo() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/").startResponse();
        TestUnits units = new TestUnits(exchange);

        assertThat(units.run(Phase.LOG, "ngx.header['X-A'] = 'v'")).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(exchange.response().headers().first("X-A")).isEmpty();
        assertThat(units.log)
                .containsExactly("err: attempt to set ngx.header.HEADER after sending out response headers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ngx.arg[1] = ngx.arg[1]:upper()           | ABC | false",
                "ngx.arg[1] = nil                          | ``  | false",
                "ngx.arg[1] = ''                           | ``  | false",
                "ngx.arg[1] = {'x', {1}}                   | x1  | false",
                "ngx.arg[2] = true                         | abc | true",
                "if ngx.arg[2] then ngx.arg[1] = 'x' end   | abc | false",
                "ngx.arg[1], ngx.arg[2] = 'end', true      | end | true",
            })
    void filtersPiecesOfTheBody(String code, String bytes, boolean last) {
        MemoryExchange exchange = MemoryExchange.of("GET", "/").chunk("abc".getBytes(StandardCharsets.UTF_8), false);

        assertThat(new TestUnits(exchange).run(Phase.BODY_FILTER, code)).isEqualTo(Outcome.Completed.INSTANCE);
        BodyChunk chunk = exchange.response().chunk().orElseThrow();
        assertThat(new String(chunk.bytes(), StandardCharsets.UTF_8)).isEqualTo(bytes);
        assertThat(chunk.last()).isEqualTo(last);
    }
}
