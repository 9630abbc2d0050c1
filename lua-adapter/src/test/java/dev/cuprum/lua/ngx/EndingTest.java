package dev.cuprum.lua.ngx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.Outcome.Rerouted;
import dev.cuprum.engine.Outcome.Rerouted.Way;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.TestUnits;
import dev.cuprum.unit.Phase;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ngx.exit}, {@code ngx.redirect}, {@code ngx.exec}, and {@code ngx.req.set_uri} with a jump. */
final class EndingTest {

    private final MemoryExchange exchange = MemoryExchange.of("GET", "/path?q=1");
    private final TestUnits units = new TestUnits(exchange);

    @ParameterizedTest
    @CsvSource({
        "403, 403",
        "ngx.HTTP_OK, 200",
        "ngx.OK, 0",
        "ngx.ERROR, -1",
        "ngx.DECLINED, -5",
        "503.9, 503",
        "444, 444",
        "true, 1",
        "false, 0"
    })
    void exitsUncatchably(String argument, int status) {
        String code =
                "pcall(function() table.sort({2, 1}, function() ngx.exit(" + argument + ") end) end) ngx.say('no')";

        assertThat(units.run(Phase.ACCESS, code)).isEqualTo(new Outcome.Exited(status));
        assertThat(exchange.responseBody()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, 200", "200, 200", "304, 200", "408, 408", "444, 444", "499, 499", "ngx.OK, 0", "ngx.ERROR, -1"})
    void canButEndOnceHeadersAreSent(String argument, int status) {
        assertThat(units.run(Phase.CONTENT, "ngx.say('x') ngx.exit(" + argument + ")"))
                .isEqualTo(new Outcome.Exited(status));
    }

    @Test
    void saysThatTheStatusComesTooLate() {
        units.run(Phase.CONTENT, "ngx.status = 201 ngx.say('x') ngx.exit(404)");

        assertThat(units.log)
                .containsExactly(
                        "err: attempt to set status 404 via ngx.exit after sending out the response status 201");
    }

    @Test
    void isSilentWhereTheStatusIsTheSame() {
        units.run(Phase.CONTENT, "ngx.status = 404 ngx.say('x') ngx.exit(404)");

        assertThat(units.log).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, 404", "ngx.ERROR, -1", "ngx.OK, 0"})
    void endsAHeaderFilterWhenItHasRunToItsEnd(String argument, int status) {
        Outcome outcome = units.run(Phase.HEADER_FILTER, "ngx.exit(" + argument + ") ngx.header.x = 'y'");

        assertThat(outcome).isEqualTo(new Outcome.Exited(status));
        assertThat(exchange.response().headers().first("X")).contains("y");
    }

    @ParameterizedTest
    @CsvSource({"'', 302", "301, 301", "302, 302", "303, 303", "307, 307", "308.5, 308", "'\"301\"', 301"})
    void redirects(String status, int expected) {
        String code = "ngx.redirect('/to?x=1#y'" + (status.isEmpty() ? "" : ", " + status) + ")";

        assertThat(units.run(Phase.REWRITE, code)).isEqualTo(new Outcome.Exited(expected));
        assertThat(exchange.response().headers().first("Location")).contains("/to?x=1#y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ngx.exec('/x')                      | /x     | ``",
                "ngx.exec('/x', 'a=1')               | /x     | a=1",
                "ngx.exec('/x?b=2&c', {a = 'x y'})   | /x     | b=2&c&a=x%20y",
                "ngx.exec('/x?', 'a')                | /x     | a",
                "ngx.exec('/x', '')                  | /x     | ``",
                "ngx.exec('/x', nil)                 | /x     | ``",
                "ngx.exec('/x', {})                  | /x     | ``",
                "ngx.exec('/x', 7)                   | /x     | 7",
                "ngx.exec('/x%20y/%41?q=%20')        | /x y/A | q=%20",
                "ngx.exec('/x%zz%4q%')               | /xzz   | ``",
                "ngx.exec('/x?..%2f/../')            | /x     | ..%2f/../",
                "ngx.exec('/x+y#z')                  | /x+y#z | ``",
                "ngx.exec('/x', 'a b\\n')            | /x     | a b%0A",
                "pcall(ngx.exec, '/x')               | /x     | ``",
            })
    void sendsTheRequestElsewhere(String code, String path, String query) {
        assertThat(units.run(Phase.CONTENT, code)).isEqualTo(new Rerouted(Way.REDIRECT, path, Optional.of(query)));
    }

    @Test
    void sendsTheRequestToANamedRouteWithItsOwnQuery() {
        assertThat(units.run(Phase.ACCESS, "ngx.exec('@name?b=2', 'a=1')"))
                .isEqualTo(new Rerouted(Way.NAMED, "@name", Optional.empty()));
        assertThat(units.log).containsExactly("warn: query strings b=2&a=1 ignored when exec'ing named location @name");
    }

    @ParameterizedTest
    @CsvSource({"REWRITE", "SERVER_REWRITE"})
    void jumps(Phase phase) {
        assertThat(units.run(phase, "ngx.req.set_uri('/new', true) ngx.say('no')"))
                .isEqualTo(new Rerouted(Way.JUMP, "/new", Optional.empty()));
        assertThat(exchange.request().path()).isEqualTo("/new");
    }

    @ParameterizedTest
    @CsvSource({"ngx.exec('/x')", "ngx.exec('@x')", "'ngx.req.set_uri(\"/x\", true)'"})
    void takesTheContextAwayFromWhoIsSentElsewhere(String code) {
        units.run(Phase.REWRITE, "ngx.ctx.kept = 1 " + code);

        assertThat(units.run(Phase.ACCESS, "assert(ngx.ctx.kept == nil)")).isEqualTo(Outcome.Completed.INSTANCE);
    }

    @ParameterizedTest
    @CsvSource({"INIT", "INIT_WORKER", "TIMER"})
    void hasNoRequestWhereThereIsNone(Phase phase) {
        String message = phase == Phase.INIT ? "no request found" : "API disabled in the current context";
        for (String call : new String[] {"ngx.var.uri", "ngx.header.x", "ngx.status", "ngx.req.get_method()"}) {
            assertThat(units.run(phase, "local x = " + call)).isEqualTo(new Outcome.Failed("unit:1: " + message));
        }
    }
}
