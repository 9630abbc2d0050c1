package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The globals for text, bodies, cryptography, copies and timers. */
final class WebGlobalsTest {

    private static final String HELPERS =
            """
            globalThis.bytes = (text) => new TextEncoder().encode(text);
            globalThis.hex = (buffer) => Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, '0')).join('');
            globalThis.unhex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
            globalThis.decode = (octets, label, options) => new TextDecoder(label, options).decode(new Uint8Array(octets));
            globalThis.stream = (octets, label) => {
              const decoder = new TextDecoder(label);
              const parts = octets.map((octet) => decoder.decode(new Uint8Array([octet]), { stream: true }));
              return [...parts, decoder.decode()].join('|');
            };
            globalThis.mac = async (hash, key, data) => {
              const made = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash }, false, ['sign', 'verify']);
              const signature = await crypto.subtle.sign('HMAC', made, data);
              const verified = await crypto.subtle.verify('HMAC', made, signature, data);
              const other = await crypto.subtle.verify('HMAC', made, signature, bytes('other'));
              return `${hex(signature)} ${verified} ${other}`;
            };
            globalThis.digest = async (hash, text) => hex(await crypto.subtle.digest(hash, bytes(text)));
            """;

    private static final String TEXT =
            """
            [...new TextEncoder().encode('aé€😀\\ud800')] -> [97,195,169,226,130,172,240,159,152,128,239,191,189]
            [...new TextEncoder().encode()] -> []
            new TextEncoder().encode('x') instanceof Uint8Array -> true
            (b => [new TextEncoder().encodeInto('a€😀', b), [...b]])(new Uint8Array(5)) -> [{"read":2,"written":4},[97,226,130,172,0]]
            (b => [new TextEncoder().encodeInto('😀x', b), [...b]])(new Uint8Array(5)) -> [{"read":3,"written":5},[240,159,152,128,120]]
            (b => [new TextEncoder().encodeInto('😀', b), [...b]])(new Uint8Array(3)) -> [{"read":0,"written":0},[0,0,0]]
            new TextEncoder().encodeInto('a', []) -> TypeError: encodeInto writes into a Uint8Array, not an Array
            decode([0x61, 0xc3, 0xa9]) -> aé
            decode([0xff, 0x61]) -> \uFFFDa
            decode([0xe2, 0x82, 0x41]) -> \uFFFDA
            decode([0xed, 0xa0, 0x80]) -> \uFFFD\uFFFD\uFFFD
            decode([0xf4, 0x90, 0x80, 0x80]) -> \uFFFD\uFFFD\uFFFD\uFFFD
            decode([0xc3]) -> \uFFFD
            decode([0xff], 'utf-8', { fatal: true }) -> TypeError: the bytes are not utf-8
            decode([0xef, 0xbb, 0xbf, 0x41]) -> A
            decode([0xef, 0xbb, 0xbf, 0x41], 'utf-8', { ignoreBOM: true }).length -> 2
            decode([0xe9, 0x80], 'latin1') -> é€
            decode([0x41, 0, 0x3d, 0xd8, 0, 0xde], 'utf-16le') -> A😀
            decode([0x3d, 0xd8, 0x41, 0], 'utf-16le') -> \uFFFDA
            decode([0, 0x41, 0xfe], 'utf-16be') -> A\uFFFD
            decode([0, 0xdc], 'utf-16le', { fatal: true }) -> TypeError: the bytes are not utf-16le
            decode([], 'nope') -> RangeError: 'nope' is not an encoding that can be decoded here: utf-8, utf-16le, utf-16be, latin1
            [new TextDecoder(' UTF8 ').encoding, new TextDecoder('ascii').encoding, new TextDecoder('ucs-2').encoding] -> ["utf-8","windows-1252","utf-16le"]
            new TextDecoder().decode(new Uint8Array([65, 66, 67]).subarray(1)) -> BC
            new TextDecoder().decode(new Uint8Array([65, 66]).buffer) -> AB
            new TextDecoder().decode(new DataView(new Uint8Array([65, 66]).buffer, 1)) -> B
            new TextDecoder().decode('x') -> TypeError: what a TextDecoder decodes must be an ArrayBuffer or a view of one, not a string
            stream([0xef, 0xbb, 0xbf, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xc3]) -> |||||€||||😀||\uFFFD
            stream([0xe2, 0x41]) -> |\uFFFDA|
            stream([0x3d, 0xd8, 0, 0xde, 0x41], 'utf-16le') -> |||😀||\uFFFD
            btoa('hello') -> aGVsbG8=
            btoa('\\xff\\xfe') -> //4=
            btoa('') -> \s
            btoa('€') -> InvalidCharacterError: btoa encodes characters up to U+00FF only
            atob('aGVsbG8=') -> hello
            atob('aGVsbG8') -> hello
            atob(' aG Vs\\nbG8= ') -> hello
            atob('YR==') -> a
            atob('//4=') -> ÿþ
            atob('YQ=') -> InvalidCharacterError: what atob got is not base64
            atob('Y') -> InvalidCharacterError: what atob got is not base64
            atob('YQ===') -> InvalidCharacterError: what atob got is not base64
            atob('ab-_') -> InvalidCharacterError: what atob got is not base64
            atob('ab=c') -> InvalidCharacterError: what atob got is not base64
            atob() -> TypeError: atob needs 1 argument, and got 0
            """;

    private static final String RESPONSES =
            """
            (r => [r.status, r.ok, r.statusText, [...r.headers], r.bodyUsed])(new Response('x')) -> [200,true,"",[["content-type","text/plain;charset=UTF-8"]],false]
            new Response('x', { status: 404, statusText: 'No' }).ok -> false
            [...new Response(new URLSearchParams('a=1')).headers] -> [["content-type","application/x-www-form-urlencoded;charset=UTF-8"]]
            [...new Response(new Uint8Array(2)).headers] -> []
            [...new Response('x', { headers: { 'Content-Type': 'a/b' } }).headers] -> [["content-type","a/b"]]
            new Response('x', { status: 199 }) -> RangeError: a status is a whole number from 200 to 599, not 199
            new Response('x', { status: 204 }) -> TypeError: a response with status 204 has no body
            new Response(null, { status: 204 }).status -> 204
            new Response('', { statusText: 'a\\n' }) -> TypeError: statusText has a character that it cannot have
            new Response('', 5) -> TypeError: the options of Response must be an object, not a number
            new Response('hé').text() -> hé
            new Response('hé').arrayBuffer().then(b => b.byteLength) -> 3
            new Response('hé').bytes().then(b => [...b]) -> [104,195,169]
            new Response(Uint8Array.from([1, 65, 66]).subarray(1)).text() -> AB
            new Response(Uint8Array.from([0xef, 0xbb, 0xbf, 65])).text() -> A
            new Response('{"a":[1]}').json() -> {"a":[1]}
            new Response().text() -> \s
            (r => r.text().then(() => r.text()))(new Response('x')) -> TypeError: the body of this response has been read already; clone() keeps another
            (r => (c => Promise.all([r.text(), c.text(), r.bodyUsed]))(r.clone()))(new Response('x')) -> ["x","x",true]
            (r => r.text().then(() => r.clone()))(new Response('x')) -> TypeError: the body of this response has been read already
            (r => [r.status, [...r.headers]])(Response.json({ a: 1 }, { status: 201, headers: { x: 1 } })) -> [201,[["content-type","application/json"],["x","1"]]]
            Response.json({ a: 1 }).text() -> {"a":1}
            Response.json(undefined) -> TypeError: undefined has no form in JSON
            (r => [r.status, r.headers.get('location')])(Response.redirect('http://a', 301)) -> [301,"http://a/"]
            Response.redirect('/x') -> TypeError: '/x' is not an absolute URL; redirect(…) takes paths as well
            Response.redirect('http://a', 200) -> RangeError: 200 is not a status of redirects: 301, 302, 303, 307, 308
            (b => { const r = new Response(b); b[0] = 66; return r.text(); })(Uint8Array.of(65)) -> A
            internals.takeBody(new Response('x')) -> x
            """;

    /** The digests are those of the examples of FIPS 180, the HMACs those of RFC 4231 and RFC 2202. */
    private static final String CRYPTO =
            """
            digest('SHA-1', 'abc') -> a9993e364706816aba3e25717850c26c9cd0d89d
            digest('SHA-256', 'abc') -> ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
            digest('SHA-256', '') -> e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            digest('sha-256', 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq') -> 248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1
            digest({ name: 'SHA-384' }, 'abc') -> cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7
            digest('SHA-512', 'abc') -> ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f
            digest('MD5', 'abc') -> NotSupportedError: 'MD5' is not a hash that is known here: SHA-1, SHA-256, SHA-384, SHA-512
            crypto.subtle.digest('SHA-1', bytes('xabcx').subarray(1, 4)).then(hex) -> a9993e364706816aba3e25717850c26c9cd0d89d
            crypto.subtle.digest('SHA-1', 'abc') -> TypeError: what is digested must be an ArrayBuffer or a view of one, not a string
            mac('SHA-1', bytes('Jefe'), bytes('what do ya want for nothing?')) -> effcdf6ae5eb2fa2d27416d5f184df9c259a7c79 true false
            mac('SHA-256', unhex('0b'.repeat(20)), bytes('Hi There')) -> b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7 true false
            mac('SHA-256', bytes('Jefe'), bytes('what do ya want for nothing?')) -> 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843 true false
            mac('SHA-256', unhex('aa'.repeat(20)), unhex('dd'.repeat(50))) -> 773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe true false
            mac('SHA-256', unhex('aa'.repeat(131)), bytes('Test Using Larger Than Block-Size Key - Hash Key First')) -> 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54 true false
            mac('SHA-384', bytes('Jefe'), bytes('what do ya want for nothing?')) -> af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649 true false
            mac('SHA-512', bytes('Jefe'), bytes('what do ya want for nothing?')) -> 164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737 true false
            crypto.subtle.importKey('raw', bytes('k'), { name: 'HMAC', hash: { name: 'SHA-256' } }, true, ['sign']).then(k => [k.type, k.extractable, k.algorithm, k.usages]) -> ["secret",true,{"name":"HMAC","hash":{"name":"SHA-256"},"length":8},["sign"]]
            crypto.subtle.importKey('raw', bytes('k'), { name: 'HMAC', hash: 'SHA-1' }, false, ['verify']).then(k => crypto.subtle.sign('HMAC', k, bytes('x'))) -> InvalidAccessError: the key was not imported to sign
            crypto.subtle.importKey('raw', bytes(''), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']) -> DataError: a key for HMAC has at least one byte
            crypto.subtle.importKey('raw', bytes('k'), { name: 'HMAC', hash: 'SHA-1' }, false, []) -> SyntaxError: a key for HMAC is for 'sign', 'verify' or both
            crypto.subtle.importKey('jwk', {}, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']) -> NotSupportedError: keys are imported as 'raw' here, not as 'jwk'
            crypto.subtle.importKey('raw', bytes('k'), 'AES-GCM', false, ['sign']) -> NotSupportedError: 'AES-GCM' is not an algorithm that is known here: HMAC
            crypto.subtle.sign('HMAC', {}, bytes('x')) -> TypeError: the key must be one that importKey has made, not an Object
            new CryptoKey() -> TypeError: a CryptoKey is made by crypto.subtle.importKey
            [crypto.timingSafeEqual('abc', 'abc'), crypto.timingSafeEqual('abc', 'abd'), crypto.timingSafeEqual('abc', 'ab')] -> [true,false,false]
            crypto.timingSafeEqual(bytes('abc'), bytes('xabcx').subarray(1, 4)) -> true
            crypto.timingSafeEqual('abc', bytes('abc').buffer) -> true
            crypto.timingSafeEqual('abc', 1) -> TypeError: what is compared must be an ArrayBuffer or a view of one, not a number
            (a => [crypto.getRandomValues(a) === a, a.some(n => n > 255)])(new Uint32Array(16)) -> [true,true]
            (b => { crypto.getRandomValues(b.subarray(8)); return [b.subarray(0, 8).every(n => n === 0), b.some(n => n > 0)]; })(new Uint8Array(64)) -> [true,true]
            crypto.getRandomValues(new Uint8Array(65537)) -> QuotaExceededError: getRandomValues gives 65536 bytes at most
            crypto.getRandomValues(new Float32Array(1)) -> TypeMismatchError: getRandomValues fills a typed array of whole numbers
            /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()) -> true
            """;

    private static final String COPIES =
            """
            structuredClone({ a: [1, { b: 'x' }], n: null }) -> {"a":[1,{"b":"x"}],"n":null}
            (a => { a.me = a; const c = structuredClone(a); return [c !== a, c.me === c]; })({}) -> [true,true]
            (a => { const c = structuredClone([a, a]); return c[0] === c[1]; })({}) -> true
            (c => [c.get('k').has(1), c instanceof Map])(structuredClone(new Map([['k', new Set([1])]]))) -> [true,true]
            (c => [c instanceof Date, c.getTime()])(structuredClone(new Date(5))) -> [true,5]
            (c => [c.source, c.flags])(structuredClone(/a+/gi)) -> ["a+","gi"]
            (a => { a.k = 4; const c = structuredClone(a); return [1 in c, c.length, c.k]; })([1, , 3]) -> [false,3,4]
            (b => { const c = structuredClone([new Uint8Array(b, 2, 3), new Float64Array(b)]); return [c[0].byteOffset, c[0].length, c[0].buffer === c[1].buffer, c[1].length]; })(new ArrayBuffer(8)) -> [2,3,true,1]
            (b => { const c = structuredClone(b, { transfer: [b] }); return [b.byteLength, c.byteLength]; })(new ArrayBuffer(8)) -> [0,8]
            (c => [c instanceof RangeError, c.message, c.cause])(structuredClone(new RangeError('x', { cause: 1 }))) -> [true,"x",1]
            (c => [c.constructor === Object, c.a])(structuredClone(new (class F { a = 1; })())) -> [true,1]
            structuredClone({ get a() { return 7; } }) -> {"a":7}
            [typeof structuredClone(Object(3)), structuredClone(Object('x')) + ''] -> ["object","x"]
            structuredClone(() => 1) -> DataCloneError: a function cannot be cloned
            structuredClone({ f() {} }) -> DataCloneError: the function 'f' cannot be cloned
            structuredClone(Symbol('s')) -> DataCloneError: Symbol(s) cannot be cloned
            structuredClone(new WeakMap()) -> DataCloneError: a WeakMap cannot be cloned
            structuredClone(Promise.resolve()) -> DataCloneError: a Promise cannot be cloned
            structuredClone(new Headers()) -> DataCloneError: a Headers cannot be cloned
            structuredClone(1, { transfer: [{}] }) -> DataCloneError: what is transferred must be ArrayBuffers, each of them once
            structuredClone() -> TypeError: structuredClone needs 1 argument, and got 0
            """;

    private static final String TIMERS =
            """
            new Promise(done => { const l = []; setTimeout((a, b) => { l.push(a + b); done(l); }, 0, 't', 1); queueMicrotask(() => l.push('m')); Promise.resolve().then(() => l.push('p')); l.push('s'); }) -> ["s","m","p","t1"]
            setTimeout('x') -> TypeError: setTimeout needs a function, not a string
            queueMicrotask(5) -> TypeError: queueMicrotask needs a function, not a number
            """;

    private static WebContext context;

    @BeforeAll
    static void open() throws InterruptedException {
        context = WebContext.withoutTargets();
        context.eval(HELPERS);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    static Stream<Arguments> text() {
        return WebContext.cases(TEXT);
    }

    static Stream<Arguments> responses() {
        return WebContext.cases(RESPONSES);
    }

    static Stream<Arguments> cryptography() {
        return WebContext.cases(CRYPTO);
    }

    static Stream<Arguments> copies() {
        return WebContext.cases(COPIES);
    }

    static Stream<Arguments> timers() {
        return WebContext.cases(TIMERS);
    }

    @ParameterizedTest
    @MethodSource
    void text(String code, String result) throws InterruptedException {
        assertThat(context.eval(code)).isEqualTo(result);
    }

    @ParameterizedTest
    @MethodSource
    void responses(String code, String result) throws InterruptedException {
        assertThat(context.eval(code)).isEqualTo(result);
    }

    @ParameterizedTest
    @MethodSource
    void cryptography(String code, String result) throws InterruptedException {
        assertThat(context.eval(code)).isEqualTo(result);
    }

    @ParameterizedTest
    @MethodSource
    void copies(String code, String result) throws InterruptedException {
        assertThat(context.eval(code)).isEqualTo(result);
    }

    @ParameterizedTest
    @MethodSource
    void timers(String code, String result) throws InterruptedException {
        assertThat(context.eval(code)).isEqualTo(result);
    }

    @Test
    void delaysBeyondWhatIsPossibleAreNone() throws InterruptedException {
        try (WebContext fresh = WebContext.withoutTargets()) {
            fresh.eval("[5, 2.9, -1, NaN, 1e12, '7'].forEach(delay => setTimeout(() => {}, delay))");
            fresh.eval("clearTimeout(setTimeout(() => {}, 1)); clearTimeout(undefined); clearTimeout('x');");

            assertThat(fresh.loop.delays).containsExactly(5L, 2L, 0L, 0L, 0L, 7L, 1L);
            assertThat(fresh.loop.cleared).containsExactly(7L);
        }
    }

    @Test
    void anErrorInAMicrotaskIsLogged() throws InterruptedException {
        try (WebContext fresh = WebContext.withoutTargets()) {
            fresh.eval("queueMicrotask(() => { throw new TypeError('no'); })");

            assertThat(fresh.logged).hasSize(1);
            assertThat(fresh.logged.get(0)).startsWith("error Uncaught TypeError: no");
        }
    }

    @Test
    void nothingThatTheUnitMakesLargeIsMadeBeyondItsBudget() throws InterruptedException {
        try (WebContext fresh = WebContext.withoutTargets()) {
            assertThat(fresh.eval("btoa('x'.repeat(2 ** 26))")).endsWith("64 MB memory budget used up");
        }
    }
}
