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
import org.junit.jupiter.params.provider.MethodSource;

final class NgxApiTest {

    private static final String TABLE =
            """
            ngx.OK, ngx.ERROR, ngx.AGAIN, ngx.DONE, ngx.DECLINED => 0 -1 -2 -4 -5
            ngx.HTTP_GET, ngx.HTTP_HEAD, ngx.HTTP_POST, ngx.HTTP_TRACE => 2 4 8 32768
            ngx.HTTP_OK, ngx.HTTP_FORBIDDEN, ngx.HTTP_SERVICE_UNAVAILABLE => 200 403 503
            ngx.STDERR, ngx.ERR, ngx.WARN, ngx.NOTICE, ngx.INFO, ngx.DEBUG => 0 4 5 6 7 8
            type(ngx.null), tostring(ngx.null), ngx.null == ngx.null => userdata userdata: NULL true
            ngx.get_phase() => content
            ngx.time() => 1767323045
            ngx.now() => 1767323045.678
            ngx.headers_sent => false
            ngx.status => 0
            ngx.nonsense => error: ngx.nonsense is not available here
            ngx.sleep(1) => error: ngx.sleep is not available here
            ngx.escape_uri('a b/c?d=\\228') => a%20b%2Fc%3Fd%3D%E4
            ngx.escape_uri('-._~azAZ09') => -._~azAZ09
            ngx.escape_uri('/a b?c', 0) => /a%20b%3Fc
            ngx.escape_uri('x', 7) => error: bad argument #2 to 'escape_uri' (0, for a whole URI, or 2, for a component, expected)
            ngx.unescape_uri('a%20b+c%zz%4') => a b c%zz%4
            ngx.unescape_uri('%41%e4'):byte(1, -1) => 65 228
            ngx.encode_base64('hello') => aGVsbG8=
            ngx.encode_base64('hello', true) => aGVsbG8
            ngx.encode_base64('\\255\\254') => //4=
            ngx.decode_base64('aGVsbG8=') => hello
            ngx.decode_base64('aGVsbG8') => hello
            ngx.decode_base64('!!') => nil
            ngx.md5('hello') => 5d41402abc4b2a76b9719d911017c592
            #ngx.md5_bin('hello') => 16
            ngx.encode_args({a = 1}) => a=1
            ngx.encode_args({['a b'] = 'c&d'}) => a%20b=c%26d
            ngx.encode_args({a = true}), ngx.encode_args({a = false}), ngx.encode_args({}) => a
            ngx.encode_args({a = {1, 2, true}}) => a=1&a=2&a
            ngx.encode_args({a = {{}}}) => error: attempt to use table as query arg value
            ngx.encode_args({[{}] = 1}) => error: attempt to use a non-string key in the "args" option table
            ngx.decode_args('a=1&b=%20+x').b == '  x' => true
            ngx.decode_args('a=1&a=2').a[2] => 2
            ngx.decode_args('a').a => true
            ngx.decode_args('a=').a == '' => true
            next(ngx.decode_args('&&=x&')) => nil
            select(2, ngx.decode_args('a=1&b=2&c=3', 2)) => truncated
            ngx.ctx.x => nil
            type(ngx.ctx) => table
            ngx.arg[1] => error: API disabled in the current context
            ngx.log(9, 'x') => error: bad log level: 9
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

    @Test
    void logsWithLevels() {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        units.run(Phase.LOG, "ngx.log(ngx.ERR, 'a', 1, nil, true, ngx.null, 0.1) print('x', 2, nil)");

        assertThat(units.log).containsExactly("err: a1niltruenull0.1", "notice: x\t2\tnil");
    }

    @Test
    void cutsLogLinesThatAreTooLong() {
        TestUnits units = new TestUnits(MemoryExchange.of("GET", "/"));
        units.run(Phase.LOG, "ngx.log(ngx.WARN, ('x'):rep(1e6)) print(('x'):rep(5e6), 'y')");

        assertThat(units.log).containsExactly("warn: " + "x".repeat(2048), "notice: " + "x".repeat(2048));
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
