package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.HeaderFields;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What units in JavaScript are given, and how what they do with it ends. */
final class UnitEventTest {

    private static final Scripted UNITS = new Scripted();
    private final MemoryExchange exchange = MemoryExchange.of("POST", "/shop/cart?token=t%C3%BCr&a=1&a=2&plus=x+y")
            .header("Host", "edge.example:8080")
            .header("Cookie", "session=abc; theme=dark")
            .header("X-One", "first")
            .header("X-One", "second")
            .remoteAddress("192.0.2.7")
            .body("{\"name\":\"cu\"}".getBytes(StandardCharsets.UTF_8));

    @BeforeEach
    void forgetLog() {
        UNITS.log.clear();
    }

    @AfterAll
    static void close() {
        UNITS.close();
    }

    private Outcome run(String code) {
        return UNITS.run(code, exchange);
    }

    private String body() {
        return new String(exchange.responseBody(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "request.method | POST",
                "request.url | http://edge.example:8080/shop/cart?token=t%C3%BCr&a=1&a=2&plus=x+y",
                "request.scheme | http",
                "request.ip | 192.0.2.7",
                "request.path | /shop/cart",
                "request.query.get('token') | tür",
                "request.query.get('plus') | x y",
                "request.query.get('none') | null",
                "request.query.has('a') | true",
                "request.query.getAll('a') | 1,2",
                "request.query.size | 4",
                "[...request.query].length | 4",
                "request.query instanceof URLSearchParams | true",
                "new URLSearchParams(request.query).get('a') | 1",
                "String(request.query) | token=t%C3%BCr&a=1&a=2&plus=x+y",
                "request.headers.get('x-one') | `first, second`",
                "request.headers.get('X-None') | null",
                "request.headers.has('Host') | true",
                "[...request.headers.keys()].join() | `cookie,host,x-one`",
                "new Headers(request.headers).get('host') | edge.example:8080",
                "request.headers instanceof Headers | true",
                "request.cookies.get('theme') | dark",
                "request.cookies.get('none') | null",
                "[...request.cookies.keys()].join() | session,theme",
                "request.variable('request_method') | POST",
                "request.variable('arg_a') | 1",
                "request.variable('none') | null",
                "await request.text() | {\"name\":\"cu\"}",
                "(await request.json()).name | cu",
                "(await request.arrayBuffer()).byteLength | 13",
                "response.status | 200",
                "new URL(request.url).searchParams.get('a') | 1",
            })
    void tellsOfTheRequest(String expression, String expected) {
        Outcome outcome =
                run("export default async ({ request, response, respond }) => respond(String(" + expression + "));");

        assertThat(outcome).isEqualTo(new Outcome.Exited(200));
        assertThat(body()).isEqualTo(expected);
    }

    @Test
    void changesTheRequest() {
        Outcome outcome = run(
                """
                export default ({ request }) => {
                  request.method = 'PUT';
                  request.path = '/andere/tür';
                  request.query.set('a', '3');
                  request.query.delete('token');
                  request.headers.set('x-one', 'new');
                  request.headers.append('x-two', '2');
                  request.headers.delete('cookie');
                };
                """);

        assertThat(outcome).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(exchange.request().method()).isEqualTo("PUT");
        assertThat(exchange.request().path()).isEqualTo("/andere/t\u00c3\u00bcr");
        assertThat(exchange.request().query()).isEqualTo("a=3&plus=x+y");
        assertThat(exchange.request().headers().all("x-one")).containsExactly("new");
        assertThat(exchange.request().headers().first("x-two")).contains("2");
        assertThat(exchange.request().headers().first("Cookie")).isEmpty();
    }

    @Test
    void putsAnotherQueryInItsPlace() {
        run("export default ({ request }) => { request.query = new URLSearchParams({ q: 'a b' });"
                + " request.headers.set('x-q', request.query.get('q')); };");

        assertThat(exchange.request().query()).isEqualTo("q=a+b");
        assertThat(exchange.request().headers().first("x-q")).contains("a b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "respond(403) | 403 | 403 | `` | ``",
                "respond('hello') | 200 | 200 | hello | text/plain;charset=UTF-8",
                "respond('hello', { status: 201, headers: { 'content-type': 'text/x', 'x-a': 'b' } }) | 201 | 201 | hello | text/x",
                "respond(new Uint8Array([104, 105])) | 200 | 200 | hi | ``",
                "respond(Response.json({ a: 1 }, { status: 202 })) | 202 | 202 | {\"a\":1} | application/json",
                "Response.json([1]) | 200 | 200 | [1] | application/json",
                "new Response(null, { status: 204 }) | 204 | 204 | `` | ``",
                "respond('tür') | 200 | 200 | tür | text/plain;charset=UTF-8",
                "respond('a', { headers: new Headers({ 'content-type': 'text/y' }) }) | 200 | 200 | a | text/y",
                "response.status = 404, respond(200) | 200 | 200 | `` | ``",
                "response.status = 404, new Response(null) | 200 | 200 | `` | ``",
                "response.write('a'), respond('b') | 200 | 200 | ab | text/plain;charset=UTF-8",
            })
    void responds(String expression, int exit, int status, String body, String type) {
        Outcome outcome = run("export default ({ respond, response }) => { return " + expression + "; };");

        assertThat(outcome).isEqualTo(new Outcome.Exited(exit));
        assertThat(exchange.response().status()).isEqualTo(status);
        assertThat(body()).isEqualTo(body);
        assertThat(exchange.response().headers().first("content-type").orElse(""))
                .isEqualTo(type);
    }

    @Test
    void redirects() {
        assertThat(run("export default ({ redirect }) => redirect('/login?from=tür', 307);"))
                .isEqualTo(new Outcome.Exited(307));
        assertThat(exchange.response().headers().first("location")).contains("/login?from=t%C3%BCr");
    }

    @Test
    void endsThePhaseAlone() {
        assertThat(run("export default ({ next }) => next();")).isEqualTo(new Outcome.Exited(Outcome.Exited.OK));
    }

    @Test
    void decoratesTheResponse() {
        Outcome outcome = UNITS.run(
                Phase.HEADER_FILTER,
                Scripted.ROOMY,
                """
                export default ({ response }) => {
                  response.status = 418;
                  response.headers.set('X-A', '1');
                  response.headers.append('Set-Cookie', 'a=1');
                  response.headers.append('Set-Cookie', 'b=2');
                };
                """,
                exchange);

        assertThat(outcome).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(exchange.response().status()).isEqualTo(418);
        assertThat(exchange.response().headers().all("set-cookie")).containsExactly("a=1", "b=2");
    }

    @Test
    void takesWhatIsNoTextForHeadersAsText() {
        run(
                """
                export default ({ response }) => {
                  response.headers.set('a', 1);
                  response.headers.set(2, 'b');
                  response.headers.set('c', undefined);
                  response.headers.set('d');
                  response.headers.set('e', [response.headers.get(2), response.headers.get(), response.headers.get({})]);
                };
                """);

        HeaderFields headers = exchange.response().headers();
        assertThat(headers.first("a")).contains("1");
        assertThat(headers.first("2")).contains("b");
        assertThat(headers.first("c")).contains("undefined");
        assertThat(headers.first("d")).contains("undefined");
        assertThat(headers.first("e")).contains("b,,");
    }

    @Test
    void writesInPieces() {
        run(
                "export default ({ response }) => { response.write('a'); response.write(new TextEncoder().encode('b')); };");

        assertThat(body()).isEqualTo("ab");
    }

    @Test
    void keepsContextFromUnitToUnit() {
        assertThat(run("export default ({ ctx }) => { ctx.user = { name: 'cu', roles: ['a'] }; };"))
                .isEqualTo(Outcome.Completed.INSTANCE);
        run("export default ({ ctx, respond }) => { ctx.user.roles.push('b'); respond(JSON.stringify(ctx)); };");

        assertThat(body()).isEqualTo("{\"user\":{\"name\":\"cu\",\"roles\":[\"a\",\"b\"]}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ctx.f = () => 1 | ctx keeps plain values: ctx.f is a function",
                "ctx.m = new Map() | ctx keeps plain values: ctx.m is a Map",
                "response.headers.set('a b', '1') | 'a b' is no header name",
                "response.headers.set('a', 'b\\nc') | the value of header 'a' has a line break",
                "respond({ a: 1 }) | Response.json(value) makes one of an object",
                "respond(99) | a status is a whole number from 200 to 599",
                "response.write('a'); respond(403) | the response has begun, with status 200: it cannot have 403 now",
                "response.write('a'); redirect('/b') | the response has begun, with status 200: it cannot have 302 now",
                "respond(200); respond(201) | the unit has responded already",
                "redirect('/', 200) | 200 is not a status of redirects",
                "request.path = 'relative' | starts with a slash",
                "return 'text' | a unit returns a Response or nothing",
                "await new Promise(() => {}) | there is nothing left that it waits for",
                "undefined.x | line 2: TypeError",
                "await Promise.reject(new RangeError('late')) | line 2: RangeError: late",
                "await 1; throw new Error('after') | line 2: Error: after",
                "setTimeout(() => { throw new Error('timer') }); await new Promise(() => {}) | line 2: Error: timer",
                "throw 'text' | text",
                "throw { a: 1 } | { a: 1 }",
                "await state.set('', 1) | a key of state has 1 to 65535 bytes",
                "await state.set('f', () => 1) | state keeps text, numbers",
                "await state.set('t', 1, { ttl: -1 }) | ttl is a number of seconds above 0",
                "await fetch('http://127.0.0.1/') | is not an allowed target",
            })
    void failsWithWordsThatHelp(String statements, String message) {
        Outcome outcome = run("export default async ({ request, response, respond, redirect, ctx, state }) => {\n"
                + statements + ";\n};");

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).message())
                .contains(message)
                .doesNotContain("\tat ", "java.lang", "dev.cuprum");
    }

    @Test
    void countsInState() {
        String counter = "export default async ({ state, respond }) => {"
                + " await state.set('o', { a: [1] }); await state.set('s', 'text', { ttl: 60 });"
                + " respond(`${await state.incr('n')} ${await state.incr('n', 2)} ${await state.get('n')} ${await state.add('n', 1)}"
                + " ${(await state.get('o')).a[0]} ${await state.get('s')} ${await state.get('none')}`); };";
        assertThat(run(counter)).isEqualTo(new Outcome.Exited(200));
        assertThat(body()).isEqualTo("1 3 3 false 1 text null");
    }

    @Test
    void waitsForTimersInOrder() {
        assertThat(
                        run(
                                """
                export default async ({ respond }) => {
                  const seen = [];
                  setTimeout(() => seen.push('soon'), 2);
                  setTimeout(() => seen.push('then'), 2);
                  clearTimeout(setTimeout(() => seen.push('never'), 2));
                  queueMicrotask(() => seen.push('now'));
                  await new Promise((resolve) => setTimeout(resolve, 2));
                  respond(seen.join());
                };
                """))
                .isEqualTo(new Outcome.Exited(200));
        assertThat(body()).isEqualTo("now,soon,then");
    }

    @Test
    void timesOutWhileItWaits() {
        Outcome outcome = UNITS.run(
                Phase.REWRITE,
                Limits.of(50, 64),
                "export default () => new Promise((resolve) => setTimeout(resolve, 10000));",
                exchange);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.TimedOut.class, timedOut -> assertThat(timedOut.message())
                .startsWith("50 ms budget used up"));
    }

    @ParameterizedTest
    @CsvSource({"HEADER_FILTER", "BODY_FILTER", "LOG"})
    void doesNotWaitWhereNobodyCan(Phase phase) {
        exchange.chunk(new byte[1], true);
        String wait = "export default () => new Promise((resolve) => setTimeout(resolve, 1));";

        assertThat(UNITS.run(phase, Scripted.ROOMY, wait, exchange))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.message())
                        .contains("cannot wait"));
        assertThat(UNITS.run(phase, Scripted.ROOMY, "export default async () => { await 1; };", exchange))
                .isEqualTo(Outcome.Completed.INSTANCE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "new TextDecoder().decode(chunk).toUpperCase() | PIECE",
                "chunk.map((b) => b + 1) | qjfdf",
                "null | ``",
                "undefined | piece",
                "last | `",
            })
    void filtersTheBody(String expression, String expected) {
        exchange.chunk("piece".getBytes(StandardCharsets.UTF_8), true);
        Outcome outcome = UNITS.run(
                Phase.BODY_FILTER, Scripted.ROOMY, "export default ({ chunk, last }) => " + expression + ";", exchange);
        if (expression.equals("last")) {
            assertThat(outcome.isFailure()).isTrue();
            return;
        }
        assertThat(outcome).isEqualTo(Outcome.Completed.INSTANCE);
        assertThat(new String(exchange.response().chunk().orElseThrow().bytes(), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @Test
    void computesAVariable() {
        UNITS.run(Phase.SET, Scripted.ROOMY, "export default ({ request }) => request.ip + '!';", exchange);

        assertThat(exchange.variable("computed")).contains("192.0.2.7!");
    }

    @Test
    void logsToTheUnitsLog() {
        run("export default () => { console.log('a', { b: 1 }); console.error('c'); };");

        assertThat(UNITS.log).hasSize(2);
        assertThat(UNITS.log.get(0)).contains("a { b: 1 }");
        assertThat(UNITS.log.get(1)).startsWith("err ").contains("c");
    }

    @Test
    void stacksInTheLogNameTheUnit() {
        run("export default () => {\n  console.log(new Error('why'));\n  console.log(new Error('and').stack);\n};");

        assertThat(UNITS.log).hasSize(2);
        assertThat(UNITS.log.get(0)).contains("Error: why", "(tested:2:15)");
        assertThat(UNITS.log.get(1)).contains("Error: and", "(tested:3:15)");
    }

    @Test
    void dropsWhatOneConnectionSaysOfItself() {
        run(
                """
                export default () => new Response('abc', { headers: [
                  ['Transfer-Encoding', 'chunked'], ['Connection', 'close, X-Hop'], ['X-Hop', '1'], ['Keep-Alive', '5'], ['TE', 'x'],
                  ['Trailer', 'x'], ['Upgrade', 'h2c'], ['Proxy-Authenticate', 'x'], ['Content-Length', '99'], ['X-Kept', '1'],
                  ['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2']] });
                """);

        assertThat(names()).containsExactlyInAnyOrder("x-kept", "content-type", "set-cookie", "set-cookie");
    }

    @Test
    void takesHeadersOfARecord() {
        run("export default ({ respond }) => respond('abc', { headers: { 'X-A': 1, 'x-a': '2', 'Content-Length': 7,"
                + " 'Set-Cookie': 'a=1' } });");

        assertThat(names()).containsExactlyInAnyOrder("x-a", "x-a", "set-cookie", "content-type");
        assertThat(exchange.response().headers().all("x-a")).containsExactly("1", "2");
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        exchange.response().headers().forEach((name, value) -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x/public? | /a?b | http://x%2Fpublic%3F/a?b",
                "u@x | /a | http://u%40x/a",
                "a.example:81 | /a | http://a.example:81/a",
                "[::1]:81 | /a | http://[::1]:81/a",
                "a b | /a | http://a%20b/a",
                "a\\tb | /a | http://a%09b/a",
                "a | `/a?b=ü\"<x y>\\u0001` | http://a/a?b=%FC%22%3Cx%20y%3E%01",
                "a | `/a?b='{}|^` | `http://a/a?b='{}|^`",
            })
    void theUrlIsOneWhateverTheClientSends(String host, String target, String url) {
        MemoryExchange sent = MemoryExchange.of("GET", unescaped(target)).header("Host", unescaped(host));

        UNITS.run("export default ({ request, respond }) => respond(request.url);", sent);

        assertThat(new String(sent.responseBody(), StandardCharsets.UTF_8)).isEqualTo(url);
    }

    private static String unescaped(String text) {
        return text.replace("\\u0001", "\u0001").replace("\\t", "\t");
    }

    @Test
    void whatAQueryCannotHaveIsEscaped() {
        run("export default ({ request }) => { request.query = '?a=b c\\r\\nX: y#\\u0000<ü>€&d=%41+%zz'; };");

        assertThat(exchange.request().query()).isEqualTo("a=b%20c%0D%0AX:%20y%23%00%3C%C3%BC%3E%E2%82%AC&d=%41+%zz");
    }

    @Test
    void cookiesOfSeveralFieldsAreJoinedAsCookiesAre() {
        exchange.header("Cookie", "more=1");

        run("export default ({ request, respond }) => respond(request.headers.get('Cookie'));");

        assertThat(body()).isEqualTo("session=abc; theme=dark; more=1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "({ state }) => { state.incr('', 1); } | TypeError: a key of state has 1 to 65535 bytes",
                "async ({ state }) => { state.incr('', 1); await null; } | TypeError: a key of state has 1 to 65535 bytes",
                "async () => { Promise.reject('why'); } | 'why'",
                "async () => { setTimeout(async () => { throw new RangeError('late'); }); await new Promise((r) => setTimeout(r, 5)); } | RangeError: late",
            })
    void tellsOfRejectionsThatNobodyAwaits(String function, String reason) {
        assertThat(run("export default " + function + ";")).isEqualTo(Outcome.Completed.INSTANCE);

        assertThat(UNITS.log)
                .singleElement()
                .asString()
                .startsWith("err a promise was rejected while nothing awaited it: ")
                .contains(reason.replace("'", ""));
    }

    @Test
    void isSilentOnRejectionsThatSomebodyAwaits() {
        run("export default async () => { const p = Promise.reject(1); await null; try { await p; } catch { }"
                + " await Promise.allSettled([Promise.reject(2)]); Promise.reject(3).catch(() => {}); };");
        run("export default async () => { throw new Error('told'); };");

        assertThat(UNITS.log).isEmpty();
    }
}
