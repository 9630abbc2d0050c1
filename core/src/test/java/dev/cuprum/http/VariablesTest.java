package dev.cuprum.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
            .header("X-Forwarded-For", "1.1.1.1")
            .header("X-Forwarded-For", "2.2.2.2")
            .header("Authorization", "Basic dXNlcjpwYXNz")
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
                "status, 000",
                "http_user_agent, curl",
                "http_x_two, one",
                "http_x_forwarded_for, '1.1.1.1, 2.2.2.2'",
                "http_x-two, none",
                "https, ''",
                "http2, ''",
                "remote_user, user",
                "request, GET /a/b?x=1&Y=%20&empty=&flag&x=2&xx=3 HTTP/1.1",
                "request_body, none",
                "limit_rate, 0",
                "pipe, .",
                "nginx_version, 1.22.1",
                "upstream_addr, none",
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

    @ParameterizedTest
    @CsvSource({
        "msec, '[0-9]+[.][0-9]{3}'",
        "request_time, '[0-9]+[.][0-9]{3}'",
        "request_id, '[0-9a-f]{32}'",
        "pid, '[0-9]+'",
        "hostname, '.+'",
        "time_iso8601, '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[-+][0-9]{2}:[0-9]{2}'",
        "time_local, '[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2} [-+][0-9]{4}'",
        "date_gmt, '[A-Z][a-z]+day, [0-9]{2}-[A-Z][a-z]{2}-[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT'",
        "request_length, '[0-9]+'"
    })
    void tellTheTimeAndWhatTheServerIs(String name, String form) {
        assertThat(Variables.get(exchange, name).orElseThrow()).matches(form);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 4", "::1, 16", "2001:db8::7, 16"})
    void haveTheBytesOfTheClientsAddress(String address, int length) {
        exchange.remoteAddress(address);

        assertThat(Variables.get(exchange, "binary_remote_addr").orElseThrow()).hasSize(length);
    }

    @Test
    void knowTheBodyOnceItWasRead() {
        exchange.body("a=1".getBytes(StandardCharsets.US_ASCII));
        assertThat(Variables.get(exchange, "request_body")).isEmpty();
        exchange.request().body().read();

        assertThat(Variables.get(exchange, "request_body")).contains("a=1");
        assertThat(Variables.get(exchange, "request_body_file")).isEmpty();
    }

    @Test
    void findFilesBelowTheDocumentRoot() {
        exchange.define("document_root", "/srv/www");

        assertThat(Variables.get(exchange, "request_filename")).contains("/srv/www/a/b");
    }

    @Test
    void canLoseTheirValuesAndStayDefined() {
        exchange.define("own", "mine");
        exchange.clearVariable("own");

        assertThat(Variables.get(exchange, "own")).isEmpty();
        assertThat(exchange.definesVariable("own")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"uri, true", "http_host, true", "upstream_addr, true", "arg_a, false", "http_x, false", "own, false"})
    void areBuiltInByTheirNames(String name, boolean builtIn) {
        assertThat(Variables.isBuiltIn(name)).isEqualTo(builtIn);
    }

    @Test
    void whatAUnitHasSetComesFirst() {
        exchange.setVariable("host", "set");
        exchange.setVariable("own", "mine");

        assertThat(Variables.get(exchange, "host")).contains("set");
        assertThat(Variables.get(exchange, "own")).contains("mine");
    }
}
