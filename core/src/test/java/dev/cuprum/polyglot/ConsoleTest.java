package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The global {@code console}: the texts are those of Node.js. */
final class ConsoleTest {

    private static final String FORMATS =
            """
            'a', 'b', 1, true, null, undefined, -0, NaN, 1n, Symbol('s') -> a b 1 true null undefined -0 NaN 1n Symbol(s)
            'a %s b %d c %i d %f', 'str', 42.5, 42.9, '1.5x' -> a str b 42.5 c 42 d 1.5
            'e %j f %o g %O', { a: [1] }, { b: 1 }, { c: { d: {} } } -> e {"a":[1]} f { b: 1 } g { c: { d: {} } }
            '%c%% %x %s', 'css', 1 -> % %x 1
            '%s' -> %s
            '%s %s', 'a' -> a %s
            '100%', 'x' -> 100% x
            1, '%s', 'x' -> 1 %s x
            '%s', { a: { b: 1 } }, [1, [2]] -> { a: [Object] } [ 1, [ 2 ] ]
            '%s', { toString() { return 'own'; } } -> own
            '%s', new Date(0) -> 1970-01-01T00:00:00.000Z
            '%d %d %d %i', '0x10', {}, Symbol('x'), 'x' -> 16 NaN NaN NaN
            '%j', (o => (o.o = o))({}) -> [Circular]
            {}, [] -> {} []
            { a: 1, 'b c': 2, d: 'str', e: "it's", [Symbol('k')]: 3 } -> { a: 1, 'b c': 2, d: 'str', e: "it's", [Symbol(k)]: 3 }
            [1, 'a', [2, [3, [4]]]] -> [ 1, 'a', [ 2, [ 3, [Array] ] ] ]
            { a: { b: { c: { d: 1 } } } } -> { a: { b: { c: [Object] } } }
            { a: { b: { c: {} } } } -> { a: { b: { c: {} } } }
            [, 1, , 2, , ,] -> [ <1 empty item>, 1, <1 empty item>, 2, <2 empty items> ]
            Array.from({ length: 102 }, () => 0).fill(1, 100).slice(99) -> [ 0, 1, 1 ]
            (o => (o.me = o))({ n: 1 }) -> <ref *1> { n: 1, me: [Circular *1] }
            new (class Foo { a = 1; })() -> Foo { a: 1 }
            class A {}, class B extends Object {}, function fn() {}, () => 1 -> [class A] [class B extends Object] [Function: fn] [Function (anonymous)]
            Object.create(null) -> [Object: null prototype] {}
            new Map([['a', 1], [{ b: 2 }, 'c']]), new Set([1, 'a']) -> Map(2) { 'a' => 1, { b: 2 } => 'c' } Set(2) { 1, 'a' }
            new Uint8Array([1, 2]), new Float64Array(0) -> Uint8Array(2) [ 1, 2 ] Float64Array(0) []
            [/x/, new Date(0)], new Date(NaN) -> [ /x/, 1970-01-01T00:00:00.000Z ] Invalid Date
            { get a() { return 1; }, set a(v) {}, get b() { return 1; }, set c(v) {} } -> { a: [Getter/Setter], b: [Getter], c: [Setter] }
            Object(1), Object('s') -> [Number: 1] [String: 's']
            ["it's", '"', '\\'"'] -> [ "it's", '"', `'"` ]
            Object.assign(() => 1, { x: 1 }) -> [Function (anonymous)] { x: 1 }
            new Headers({ b: 1, 'A-c': 2 }) -> Headers { 'a-c': '2', b: '1' }
            new URLSearchParams('a=1') -> URLSearchParams { 'a' => '1' }
            new URL('http://a') -> URL { href: 'http://a/' }
            """;

    private static WebContext context;

    @BeforeAll
    static void open() {
        context = WebContext.withoutTargets();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    static Stream<Arguments> formats() {
        return FORMATS.lines().map(line -> line.split(" -> ", 2)).map(sides -> Arguments.of(sides[0], sides[1]));
    }

    @ParameterizedTest
    @MethodSource
    void formats(String values, String text) throws InterruptedException {
        context.logged.clear();

        context.eval("console.error(" + values + ")");

        assertThat(context.logged).containsExactly("error " + text);
    }

    @Test
    void eachMethodHasALevelOfTheLog() throws InterruptedException {
        context.logged.clear();

        context.eval("['log', 'info', 'warn', 'error', 'debug'].forEach(name => console[name](name))");

        assertThat(context.logged)
                .containsExactly("notice log", "info info", "warn warn", "error error", "debug debug");
    }

    @Test
    void longValuesAreCut() throws InterruptedException {
        context.logged.clear();

        context.eval("console.error(Array.from({ length: 103 }, (_, i) => i)); console.error(['x'.repeat(10001)]);");

        assertThat(context.logged.get(0)).endsWith(" 98, 99, ... 3 more items ]");
        assertThat(context.logged.get(1)).endsWith("x'... 1 more character ]");
    }
}
