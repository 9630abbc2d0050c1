package dev.cuprum.lua.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.LuaCases;
import dev.cuprum.lua.TestUnits;
import dev.cuprum.unit.Phase;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class NgxApiTest {

    private static final String TABLE =
            """
            ngx.time() => 1767323045
            ngx.now() => 1767323045.678
            ngx.headers_sent => false
            ngx.status => 0
            ngx.nonsense => nil
            ngx.sleep(1) => error: ngx.sleep is not available here
            ngx.location.capture('/') => error: ngx.location.capture is not available here
            ngx.now() == ngx.now() => true
            ngx.today(), ngx.utctime() => 2026-01-02 2026-01-02 03:04:05
            ngx.config.debug => false
            ngx.ctx.x => nil
            type(ngx.ctx) => table
            ngx.arg[1] => error: API disabled in the current context
            """;

    static Stream<Arguments> cases() {
        return LuaCases.of(TABLE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluates(String expression, String result) {
        assertThat(LuaCases.evaluate(expression)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ngx.say('a', 1, nil, true, ngx.null, {'b', {2, 'c'}}) | a1niltruenullb2c",
                "ngx.print(1/3, 1e15, -0.5)        | 0.333333333333331e+15-0.5",
                "ngx.print()                       | ``",
                "ngx.print({})                     | ``",
                "ngx.print({a = 1})                | unit:1: bad argument #1 to 'print' (non-array table found)",
                "ngx.say(1, print)                 | unit:1: bad argument #2 to 'say' (string, number, boolean, nil, "
                        + "ngx.null, or array table expected, but got function)",
            })
    void writesTheBody(String code, String body) {
        assertThat(TestUnits.content(code).strip()).isEqualTo(body);
    }

    @Test
    void writesBytesAsTheyAre() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        new TestUnits(exchange).run(Phase.CONTENT, "ngx.print('\\0\\128\\255')");

        assertThat(exchange.responseBody()).containsExactly(0, 128, 255);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void worksInEveryPhaseWithoutTheRequest(Phase phase) {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        String code =
                """
                assert(ngx.md5(ngx.escape_uri('a b')) == ngx.md5('a%20b') and ngx.time() == math.floor(ngx.now()))
                print(ngx.get_phase(), ' ', ngx.worker.id())
                """;

        assertThat(units.run(phase, code)).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(units.log).containsExactly("notice: [lua] unit:2: " + phase + (phase == Phase.INIT ? " nil" : " 0"));
    }

    @Test
    void logsWithLevels() {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        units.run(Phase.LOG, "ngx.log(ngx.ERR, 'a', 1, nil, true, ngx.null, 0.1) print('x', 2, nil)");

        assertThat(units.log).containsExactly("err: [lua] unit:1: a1niltruenull0.1", "notice: [lua] unit:1: x2nil");
    }

    @Test
    void cutsLogLinesThatAreTooLong() {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        units.run(Phase.LOG, "ngx.log(ngx.WARN, ('x'):rep(1e6)) print(('x'):rep(5e6), 'y')");
        String start = "[lua] unit:1: ";
        String longest = start + "x".repeat(2048 - start.length());

        assertThat(units.log).containsExactly("warn: " + longest, "notice: " + longest);
    }

    @Test
    void keepsTheContextFromPhaseToPhase() {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        units.run(Phase.REWRITE, "ngx.ctx.n = 1");
        units.run(Phase.ACCESS, "ngx.ctx.n = ngx.ctx.n + 1 ngx.ctx = {n = ngx.ctx.n * 10}");

        assertThat(units.written(Phase.CONTENT, "ngx.print(ngx.ctx.n)")).isEqualTo("20");
    }

    @Test
    void readsAndSetsTheStatus() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        TestUnits units = new TestUnits(exchange);
        assertThat(units.written(Phase.CONTENT, "ngx.status = 404 ngx.print(ngx.status, ngx.var.status)"))
                .isEqualTo("404404");
        exchange.startResponse();

        assertThat(units.run(Phase.LOG, "ngx.status = 200 assert(ngx.status == 404 and ngx.headers_sent)"))
                .isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(units.log).containsExactly("err: attempt to set ngx.status after sending out response headers");
    }
}
