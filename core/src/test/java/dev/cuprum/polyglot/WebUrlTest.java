package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The globals {@code URL}, {@code URLSearchParams} and {@code Headers}. */
final class WebUrlTest {

    private static final String URLS =
            """
            new URL('http://u:p@h:81/a?b#c').href -> http://u:p@h:81/a?b#c
            new URL('../x', 'http://h/a/b/c').href -> http://h/a/x
            new URL('../x', new URL('http://h/a/b/c')).pathname -> /a/x
            (u => [u.protocol, u.username, u.password, u.host, u.hostname, u.port, u.pathname, u.search, u.hash])(new URL('http://u:p@h:81/a?b#c')) -> ["http:","u","p","h:81","h","81","/a","?b","#c"]
            new URL('https://h:443/').origin -> https://h
            new URL('blob:https://h/x').origin -> https://h
            new URL('file:///x').origin -> null
            new URL('x').href -> TypeError: 'x' is not a URL
            new URL('http://[').href -> TypeError: 'http://[' is not a URL
            new URL('x', 'y').href -> TypeError: 'x' is not a URL at the base 'y'
            new URL() -> TypeError: URL needs 1 argument, and got 0
            URL('http://a') -> TypeError: Class constructor URL cannot be invoked without 'new'
            [URL.canParse('x'), URL.canParse('x', 'http://a'), URL.parse('x'), URL.parse('http://a').href] -> [false,true,null,"http://a/"]
            String(new URL('http://a')) -> http://a/
            JSON.stringify({ u: new URL('http://a') }) -> {"u":"http://a/"}
            (u => { u.href = 'http://b/?z=1'; return [u.hostname, u.searchParams.get('z')]; })(new URL('http://a')) -> ["b","1"]
            (u => { u.href = 'b'; })(new URL('http://a')) -> TypeError: 'b' is not a URL
            (u => { u.searchParams.append('ä b', '~&'); return u.href; })(new URL('http://a/?x=1 2#h')) -> http://a/?x=1+2&%C3%A4+b=%7E%26#h
            (u => { const p = u.searchParams; u.search = 'q=7'; return [p.get('q'), p === u.searchParams]; })(new URL('http://a/?x=1')) -> ["7",true]
            (u => { u.searchParams.delete('x'); return u.href; })(new URL('http://a/?x=1')) -> http://a/
            (u => { u.port = '90'; u.pathname = 'x y'; u.hash = ''; return u.href; })(new URL('http://a/#b')) -> http://a:90/x%20y
            Object.prototype.toString.call(new URL('http://a')) -> [object URL]
            """;

    private static final String PARAMS =
            """
            new URLSearchParams('a=1&b=2&a=3').getAll('a') -> ["1","3"]
            new URLSearchParams('a=1&a=2').get('a') -> 1
            new URLSearchParams('a=1').get('b') -> null
            new URLSearchParams('?a=b').get('a') -> b
            new URLSearchParams('??a=b').get('?a') -> b
            new URLSearchParams('a=b+c%20d').get('a') -> b c d
            new URLSearchParams('a=%zz%4&b=%').toString() -> a=%25zz%254&b=%25
            new URLSearchParams('a=%80%F0%9F%98%80').get('a') -> \uFFFD😀
            new URLSearchParams('=&=x&&y=').toString() -> =&=x&y=
            new URLSearchParams('a=b=c&d').toString() -> a=b%3Dc&d=
            new URLSearchParams({ a: 1, 'b c': 'é&=+' }).toString() -> a=1&b+c=%C3%A9%26%3D%2B
            new URLSearchParams([['a', 'b'], ['c', 'd']]).toString() -> a=b&c=d
            new URLSearchParams(new Map([['a', 1]])).toString() -> a=1
            new URLSearchParams(new URLSearchParams('a=1')).toString() -> a=1
            new URLSearchParams([['a']]) -> TypeError: URLSearchParams: each pair must be a name and a value
            new URLSearchParams().toString() -> \s
            new URLSearchParams(123).toString() -> 123=
            new URLSearchParams("x=!'()*-._~ ").toString() -> x=%21%27%28%29*-._%7E+
            new URLSearchParams('a=\\ud800').get('a') -> \uFFFD
            (p => { p.append('a', 2); return p.toString(); })(new URLSearchParams('a=1')) -> a=1&a=2
            (p => { p.set('a', 9); return p.toString(); })(new URLSearchParams('a=1&b=2&a=3')) -> a=9&b=2
            (p => { p.set('c', 9); return p.toString(); })(new URLSearchParams('a=1')) -> a=1&c=9
            (p => { p.delete('a'); return p.toString(); })(new URLSearchParams('a=1&b=2&a=3')) -> b=2
            (p => { p.delete('a', '3'); return p.toString(); })(new URLSearchParams('a=1&b=2&a=3')) -> a=1&b=2
            (p => [p.has('a'), p.has('a', '1'), p.has('a', '2'), p.has('b')])(new URLSearchParams('a=1')) -> [true,true,false,false]
            (p => { p.sort(); return p.toString(); })(new URLSearchParams('z=1&\uFFFD=2&😀=3&a=4&z=0')) -> a=4&z=1&z=0&%F0%9F%98%80=3&%EF%BF%BD=2
            new URLSearchParams('a=1&b=2').size -> 2
            [...new URLSearchParams('a=1&b=2')] -> [["a","1"],["b","2"]]
            [[...new URLSearchParams('a=1&b=2').keys()], [...new URLSearchParams('a=1&b=2').values()]] -> [["a","b"],["1","2"]]
            (r => { new URLSearchParams('a=1&b=2').forEach((v, k) => r.push(k + v)); return r; })([]) -> ["a1","b2"]
            new URLSearchParams('a').get() -> TypeError: URLSearchParams.get needs 1 argument, and got 0
            new URLSearchParams('a').set('b') -> TypeError: URLSearchParams.set needs 2 arguments, and got 1
            """;

    private static final String HEADERS =
            """
            new Headers({ 'X-A': ' 1 \\t' }).get('x-a') -> 1
            [...new Headers({ 'X-B': 1, 'X-A': 2 })] -> [["x-a","2"],["x-b","1"]]
            (h => { h.append('a', 1); h.append('A', 2); return h.get('a'); })(new Headers()) -> 1, 2
            (h => { h.set('b', 9); return [...h]; })(new Headers([['b', 1], ['a', 2], ['b', 3]])) -> [["a","2"],["b","9"]]
            (h => { h.delete('B'); return [...h]; })(new Headers([['b', 1], ['a', 2], ['b', 3]])) -> [["a","2"]]
            (h => [h.has('A'), h.has('b'), h.get('b')])(new Headers({ a: 1 })) -> [true,false,null]
            new Headers([['Set-Cookie', 'a=1'], ['set-cookie', 'b=2']]).getSetCookie() -> ["a=1","b=2"]
            [...new Headers([['Set-Cookie', 'a'], ['x', 'y'], ['set-cookie', 'b'], ['X', 'z']])] -> [["set-cookie","a"],["set-cookie","b"],["x","y, z"]]
            new Headers([['Set-Cookie', 'a'], ['set-cookie', 'b']]).get('set-cookie') -> a, b
            [...new Headers(new Headers({ z: 1, a: 2 })).keys()] -> ["a","z"]
            [...new Headers({ z: 1, a: 2 }).values()] -> ["2","1"]
            new Headers({ 'a b': 1 }) -> TypeError: 'a b' is not the name of a header
            new Headers({ '': 1 }) -> TypeError: '' is not the name of a header
            new Headers({ 'ä': 1 }) -> TypeError: 'ä' is not the name of a header
            new Headers({ a: 'x\\ny' }) -> TypeError: the value of header 'a' has a character that no header may have
            new Headers({ a: 'x\\0' }) -> TypeError: the value of header 'a' has a character that no header may have
            new Headers({ a: '\u0100' }) -> TypeError: the value of header 'a' has a character that no header may have
            new Headers({ a: 'é' }).get('a') -> é
            new Headers([['a']]) -> TypeError: Headers: each pair must be a name and a value
            new Headers('x') -> TypeError: Headers must be made of an object or of pairs, not of a string
            new Headers(null) -> TypeError: Headers must be made of an object or of pairs, not of null
            new Headers().set('a') -> TypeError: Headers.set needs 2 arguments, and got 1
            (r => { new Headers({ a: 1 }).forEach((v, k) => r.push(k + v)); return r; })([]) -> ["a1"]
            (h => { h.set('a', 1); })(internals.fixHeaders(new Headers())) -> TypeError: these headers cannot be changed; new Headers(them) can
            (s => { const h = internals.headersOver(s); return [h instanceof Headers, h.get('x-a')]; })({ get: name => 'of ' + name }) -> [true,"of x-a"]
            Object.prototype.toString.call(new Headers()) -> [object Headers]
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

    static Stream<Arguments> urls() {
        return WebContext.cases(URLS);
    }

    static Stream<Arguments> params() {
        return WebContext.cases(PARAMS);
    }

    static Stream<Arguments> headers() {
        return WebContext.cases(HEADERS);
    }

    @ParameterizedTest
    @MethodSource
    void urls(String code, String result) throws InterruptedException {
        assertThat(context.eval(code)).isEqualTo(result);
    }

    @ParameterizedTest
    @MethodSource
    void params(String code, String result) throws InterruptedException {
        assertThat(context.eval(code)).isEqualTo(result);
    }

    @ParameterizedTest
    @MethodSource
    void headers(String code, String result) throws InterruptedException {
        assertThat(context.eval(code)).isEqualTo(result);
    }
}
