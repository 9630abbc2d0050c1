package dev.cuprum.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VariablesTest {

    private final MemoryExchange exchange = MemoryExchange.of("GET", "/a/b?x=1&Y=%20&empty=&flag&x=2&xx=3")
            .host("example.org")
            .remoteAddress("192.0.2.7")
            .header("User-Agent", "curl")
            .header("X-Two", "one")
            .header("X-Two", "two")
            .header("Cookie", "sid=abc; Theme=dark;last=\"q\"")
            .header("Cookie", "second=2")
            .header("Content-Type", "text/plain")
            .header("Content-Length", "5");

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "uri, /a/b",
                "document_uri, /a/b",
                "request_uri, /a/b?x=1&Y=%20&empty=&flag&x=2&xx=3",
                "args, x=1&Y=%20&empty=&flag&x=2&xx=3",
                "query_string, x=1&Y=%20&empty=&flag&x=2&xx=3",
                "is_args, ?",
                "arg_x, 1",
                "arg_y, %20",
                "arg_X, 1",
                "arg_empty, ''",
                "arg_flag, none",
                "arg_xx, 3",
                "arg_none, none",
                "arg_, none",
                "host, example.org",
                "remote_addr, 192.0.2.7",
                "remote_port, 40000",
                "request_method, GET",
                "scheme, http",
                "server_port, 80",
                "server_protocol, HTTP/1.1",
                "status, 200",
                "http_user_agent, curl",
                "http_x_two, 'one, two'",
                "http_cookie, 'sid=abc; Theme=dark;last=\"q\"; second=2'",
                "http_none, none",
                "cookie_sid, abc",
                "cookie_theme, dark",
                "cookie_last, '\"q\"'",
                "cookie_second, 2",
                "cookie_none, none",
                "cookie_, none",
                "content_type, text/plain",
                "content_length, 5",
                "sent_http_none, none",
                "no_such_variable, none",
                "'', none",
            })
    void haveTheValuesNginxGivesThem(String name, String value) {
        assertThat(Variables.get(exchange, name)).isEqualTo(Optional.ofNullable(value));
    }

    @Test
    void haveNoArgumentsWithoutAQuery() {
        MemoryExchange plain = MemoryExchange.of("GET", "/a");

        assertThat(Variables.get(plain, "args")).isEmpty();
        assertThat(Variables.get(plain, "is_args")).contains("");
        assertThat(Variables.get(plain, "arg_x")).isEmpty();
        assertThat(Variables.get(plain, "cookie_x")).isEmpty();
    }

    @Test
    void followWhatUnitsChange() {
        exchange.request().setPath("/c");
        exchange.request().setQuery("x=9");
        exchange.request().setMethod("PUT");
        exchange.response().setStatus(404);
        exchange.response().headers().add("X-Sent", "a");

        assertThat(Variables.get(exchange, "uri")).contains("/c");
        assertThat(Variables.get(exchange, "arg_x")).contains("9");
        assertThat(Variables.get(exchange, "request_method")).contains("PUT");
        assertThat(Variables.get(exchange, "status")).contains("404");
        assertThat(Variables.get(exchange, "sent_http_x_sent")).contains("a");
        assertThat(Variables.get(exchange, "request_uri").orElseThrow()).startsWith("/a/b?x=1");
    }

    @Test
    void whatAUnitHasSetComesFirst() {
        exchange.setVariable("host", "set");
        exchange.setVariable("own", "mine");

        assertThat(Variables.get(exchange, "host")).contains("set");
        assertThat(Variables.get(exchange, "own")).contains("mine");
    }
}
