package dev.cuprum.lua.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.TestUnits;
import dev.cuprum.unit.Phase;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ngx.req} and {@code ngx.var}. */
final class RequestApiTest {

    private static MemoryExchange exchange() {
        return MemoryExchange.of("POST", "/path?a=1&b=x%20y&a=2&flag&A=3&=z&t=")
                .host("example.com")
                .remoteAddress("10.0.0.9")
                .header("Host", "example.com:8080")
                .header("User-Agent", "test")
                .header("X-Many", "1")
                .header("X-Many", "2")
                .header("Cookie", "k=v; Token=t=1")
                .define("mine", "");
    }

    static Stream<String> expectations() {
        return """
                ngx.var.uri == '/path'
                ngx.var.request_uri == '/path?a=1&b=x%20y&a=2&flag&A=3&=z&t='
                ngx.var.args == 'a=1&b=x%20y&a=2&flag&A=3&=z&t='
                ngx.var.arg_a == '1'
                ngx.var.arg_b == 'x%20y'
                ngx.var.arg_missing == nil
                ngx.var.cookie_k == 'v'
                ngx.var.cookie_Token == 't=1'
                ngx.var.cookie_missing == nil
                ngx.var.http_user_agent == 'test'
                ngx.var.http_x_many == '1'
                ngx.var.host == 'example.com'
                ngx.var.HOST == 'example.com'
                ngx.var.remote_addr == '10.0.0.9'
                ngx.var.request_method == 'POST'
                ngx.var.scheme == 'http'
                ngx.var.server_port == '80'
                ngx.var.unknown == nil
                ngx.req.get_method() == 'POST'
                ngx.req.http_version() == 1.1
                ngx.req.is_internal() == false
                math.abs(ngx.req.start_time() - ngx.now()) < 60
                ngx.req.get_uri_args().a[1] == '1' and ngx.req.get_uri_args().a[2] == '2'
                ngx.req.get_uri_args().b == 'x y'
                ngx.req.get_uri_args().flag == true
                ngx.req.get_uri_args().A == '3'
                ngx.req.get_uri_args().t == ''
                ngx.req.get_uri_args()[''] == nil
                select('#', ngx.req.get_uri_args()) == 1
                select(2, ngx.req.get_uri_args(2)) == 'truncated'
                ngx.req.get_uri_args(1).b == nil
                ngx.req.get_headers()['user-agent'] == 'test'
                ngx.req.get_headers().user_agent == 'test'
                ngx.req.get_headers()['User-Agent'] == 'test'
                ngx.req.get_headers()['x-many'][2] == '2'
                ngx.req.get_headers().missing == nil
                ngx.req.get_headers(0, true)['User-Agent'] == 'test'
                ngx.req.get_headers(0, true)['user-agent'] == nil
                select(2, ngx.req.get_headers(1)) == 'truncated'
                (function() local n = 0 for k, v in pairs(ngx.req.get_headers()) do n = n + 1 end return n end)() == 4
                """
                .lines();
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void reads(String expectation) {
        assertThat(new TestUnits(exchange()).run(Phase.ACCESS, "assert(" + expectation + ")"))
                .isEqualTo(Outcome.Completed.INSTANCE);
    }

    static Stream<String> changes() {
        return """
                ngx.req.set_method(ngx.HTTP_PUT) -> ngx.req.get_method() == 'PUT'
                ngx.req.set_uri('/other') -> ngx.var.uri == '/other' and ngx.var.arg_a == '1'
                ngx.req.set_uri_args('x=1') -> ngx.var.args == 'x=1' and ngx.var.arg_x == '1'
                ngx.req.set_uri_args({x = 'a b'}) -> ngx.var.args == 'x=a%20b'
                ngx.req.set_uri_args({x = {1, 2}}) -> ngx.var.args == 'x=1&x=2'
                ngx.req.set_uri_args({}) -> ngx.var.args == nil
                ngx.var.args = 'z=9' -> ngx.req.get_uri_args().z == '9'
                ngx.var.args = nil -> ngx.var.args == nil
                ngx.req.set_header('X-New', 'v') -> ngx.var.http_x_new == 'v'
                ngx.req.set_header('X_New', 5) -> rawget(ngx.req.get_headers(), 'x_new') == '5'
                ngx.req.set_header('X-Many', {'a', 'b', 'c'}) -> ngx.req.get_headers()['x-many'][3] == 'c'
                ngx.req.set_header('X-Many', nil) -> ngx.var.http_x_many == nil
                ngx.req.clear_header('x-many') -> ngx.var.http_x_many == nil
                ngx.req.set_header('X-New', 'a\\r\\nb: c') -> ngx.var.http_x_new == 'a%0D%0Ab: c'
                ngx.var.mine = 'x' -> ngx.var.mine == 'x'
                ngx.var.mine = 1.5 -> ngx.var.mine == '1.5'
                ngx.var.MINE = 'x' -> ngx.var.mine == 'x'
                """
                .lines();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changesForLaterUnits(String change) {
        String[] parts = change.split(" -> ");
        TestUnits units = new TestUnits(exchange());

        assertThat(units.run(Phase.REWRITE, parts[0])).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(units.run(Phase.ACCESS, "assert(" + parts[1] + ")")).isEqualTo(Outcome.Completed.INSTANCE);
    }

    @Test
    void readsTheBodyThatTheHostHasRead() {
        byte[] body = "a=\u00e4".getBytes(StandardCharsets.ISO_8859_1);
        String code = "ngx.req.read_body() ngx.print(ngx.req.get_body_data())";

        assertThat(new TestUnits(exchange().body(body)).written(Phase.CONTENT, code))
                .isEqualTo("a=\u00e4");
        assertThat(new TestUnits(exchange().body(new byte[0])).written(Phase.CONTENT, code))
                .isEqualTo("nil");
        assertThat(new TestUnits(exchange()).written(Phase.CONTENT, code)).isEqualTo("nil");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ngx.req.set_uri('x')  | a path starts with a slash, and 'x' does not",
                "ngx.status = 99       | ngx.status is a number from 100 to 999, and this is 99",
                "ngx.exit(1000)        | bad argument to 'ngx.exit': 1000 is no status",
                "ngx.exec('x')         | a path starts with a slash, and 'x' does not",
            })
    void refusesWhatNginxAcceptsAndNothingCanDoWith(String code, String message) {
        assertThat(new TestUnits(exchange()).written(Phase.ACCESS, code)).isEqualTo("unit:1: " + message);
    }

    @Test
    void escapesWhatWouldEndALineInTheQuery() {
        String code = "ngx.var.args = 'a b\\n' ngx.print(ngx.var.args)";

        assertThat(new TestUnits(exchange()).written(Phase.CONTENT, code)).isEqualTo("a b%0A");
    }

    @Test
    void tellsARequestItsIdAgainAndAgain() {
        TestUnits units = new TestUnits(exchange());
        units.run(Phase.REWRITE, "ngx.var.mine = ngx.var.request_id");

        assertThat(units.run(Phase.ACCESS, "assert(#ngx.var.mine == 32 and ngx.var.request_id == ngx.var.mine)"))
                .isEqualTo(Outcome.Completed.INSTANCE);
    }

    @Test
    void readsWhatRegularExpressionsHaveCaughtByTheirNumbers() {
        TestUnits units = new TestUnits(exchange().define("1", "caught"));

        assertThat(units.written(Phase.CONTENT, "ngx.print(ngx.var[1], ngx.var[2], ngx.var['1'])"))
                .isEqualTo("caughtnilnil");
    }
}
