package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.Outcome;
import dev.cuprum.unit.Limits;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units that mean harm: each ends as it should, and the next one runs as if nothing had been. */
final class HostileUnitTest {

    private static final Scripted UNITS = new Scripted();
    private static final Duration SOON = Duration.ofSeconds(45);

    @BeforeAll
    static void start() {
        assertThat(UNITS.body(Scripted.ROOMY, "return respond(204);")).isEqualTo(new Outcome.Exited(204));
    }

    @AfterAll
    static void close() {
        UNITS.close();
    }

    private static Outcome run(Limits limits, String statements) {
        long start = System.nanoTime();
        Outcome outcome = UNITS.body(limits, statements);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        assertThat(UNITS.body(Scripted.ROOMY, "return respond(403);")).isEqualTo(new Outcome.Exited(403));
        return outcome;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for (;;);",
                "while (true) { try { throw 1; } catch { } }",
                "for (;;) { try { continue; } finally { continue; } }",
                "try { for (;;); } catch { for (;;); } finally { for (;;); }",
                "l: for (;;) { try { respond(1); } catch { continue l; } }",
                "for (const x of (function* () { for (;;) yield 1; })());",
                "const g = (function* () { try { for (;;) yield; } finally { for (;;); } })(); g.next(); g.return();",
                "const a = []; a.length = 4e9; new Set(a);",
                "const a = []; a.length = 4e9; for (const x of a.entries());",
                "const a = []; a.length = 4e9; a.values().drop(3.9e9).next();",
                "[3, 2, 1].sort(() => { for (;;); });",
                "new Array(1000).fill(0).sort(() => { for (let i = 0; i < 1e6; i++); return Math.random() - 0.5; });",
                "JSON.stringify({ toJSON() { for (;;); } });",
                "String({ toString() { for (;;); } });",
                "const o = { get a() { for (;;); } }; ({ ...o });",
                "new Proxy({}, { get() { for (;;); } }).a;",
                "/(.*)*\\1x/.test('a'.repeat(40));",
                "await (async function f() { for (;;) await 1; })();",
                "await Promise.resolve().then(function f() { return Promise.resolve().then(f); });",
                "(function f() { Promise.resolve().then(f); })(); await 1; await new Promise((r) => setTimeout(r, 1));",
                "(function f() { queueMicrotask(f); })();",
                "(function f() { setTimeout(f, 0); })(); await new Promise(() => {});",
                "await new Promise((r) => setTimeout(r, 1e9));",
                "for await (const x of (async function* () { for (;;) yield 1; })());",
                "await { then() { for (;;); } };",
                "for (;;) request.headers.get('a');",
                "for (;;) { try { await state.incr('n'); } catch { } }",
                "class A { static { for (;;); } }",
                "Array.from({ length: 1e9 });",
                "[].indexOf.call({ length: 2 ** 53 - 1 }, 1);",
                "[].forEach.call({ length: 2 ** 53 - 1 }, () => {});",
                "[].includes.call({ length: 1e15 }, 1);",
                "Reflect.apply([].map, { get length() { return 1e12; } }, [() => 1]);",
            })
    void endsAtItsTimeout(String statements) {
        assertThat(run(Limits.of(50, 1024), statements))
                .isInstanceOfSatisfying(Outcome.TimedOut.class, timedOut -> assertThat(timedOut.message())
                        .startsWith("50 ms budget used up"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "const all = []; for (;;) all.push({});",
                "const all = []; for (;;) all.push(new Array(100000).fill(1));",
                "const all = []; for (;;) all.push(new Uint8Array(10000000));",
                "const all = new Map(); for (let i = 0; ; i++) all.set(i, i);",
                "const all = {}; for (let i = 0; ; i++) all['k' + i] = i;",
                "const all = []; for (;;) all.push('x'.repeat(1000) + all.length);",
                "const text = 'a'.repeat(2 ** 23); for (;;) text.split('');",
                "const all = []; for (;;) { try { all.push(new ArrayBuffer(1e6)); } catch { } }",
                "for (;;) structuredClone(new Array(10000).fill({}));",
                "for (;;) new TextEncoder().encode('x'.repeat(1e6));",
                "for (;;) crypto.getRandomValues(new Uint8Array(65536));",
                "Object.fromEntries((function* () { for (let i = 0; ; i++) yield ['a' + i, 1]; })());",
                "const all = []; for (;;) all.push(new Promise(() => {}));",
                "for (;;) response.write('x'.repeat(100000));",
                "await Promise.all((function* () { for (;;) yield 1; })());",
            })
    void endsAtItsMemoryLimit(String statements) {
        assertThat(run(Limits.of(30_000, 16), statements))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.message())
                        .contains("16 MB memory budget used up"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(function f() { f(); })(); | exceeded",
                "const o = { toString() { return '' + o; } }; '' + o; | exceeded",
                "const p = new Proxy({}, { get(t, k, r) { return r[k]; } }); p.x; | exceeded",
                "let a = []; for (let i = 0; i < 1e4; i++) a = [a]; JSON.stringify(a); | nested that deep",
                "let s = 'x'; for (;;) s += s; | Invalid string length",
                "'x'.repeat(2 ** 30); | Invalid string length",
                "'x'.padStart(2 ** 30); | Invalid string length",
                "new ArrayBuffer(2 ** 40); | Array buffer allocation failed",
                "new Uint8Array(1e9); | Invalid typed array length",
                "eval('1'); | eval is not defined",
                "new Function('return 1')(); | dynamic evaluation of code is disabled",
                "(() => {}).constructor('return 1')(); | dynamic evaluation of code is disabled",
                "(async () => {}).constructor('return 1')(); | dynamic evaluation of code is disabled",
                "(function* () {}).constructor('yield 1')(); | dynamic evaluation of code is disabled",
                "Java.type('java.lang.System'); | Java is not defined",
                "Polyglot.eval('js', '1'); | Polyglot is not defined",
                "Graal.version; | Graal is not defined",
                "load('x.js'); | load is not defined",
                "print('x'); | print is not defined",
                "require('fs'); | require is not defined",
                "Packages.java; | Packages is not defined",
                "new WeakRef({}); | WeakRef is not defined",
                "new SharedArrayBuffer(1); | SharedArrayBuffer is not defined",
                "Atomics.wait; | Atomics is not defined",
                "BigInt(1); | BigInt is not defined",
                "undeclared = 1; | undeclared is not defined",
                "globalThis.leak = 1; | Cannot add new property \"leak\"",
                "Object.prototype.leak = 1; | Cannot add new property \"leak\"",
                "Array.prototype.push = () => 1; | Cannot assign to 'push' of what all units share",
                "JSON.parse = () => 1; | Cannot assign to read only property 'parse'",
                "Headers.prototype.get = () => 1; | Cannot assign to read only property 'get'",
                "URL.leak = 1; | Cannot add new property \"leak\"",
                "request.leak = 1; | Cannot add new property \"leak\"",
                "request.headers.leak = 1; | Cannot add new property \"leak\"",
                "request.query.leak = 1; | Cannot add new property \"leak\"",
                "request.cookies.leak = 1; | Cannot add new property \"leak\"",
                "respond.leak = 1; | Cannot add new property \"leak\"",
                "Object.getPrototypeOf(async function () {}).leak = 1; | Cannot add new property \"leak\"",
                "Object.getPrototypeOf([][Symbol.iterator]()).next = () => 1; | Cannot assign to read only property 'next'",
                "Object.setPrototypeOf(Array.prototype, {}); | setPrototype failed",
                "Object.defineProperty(globalThis, 'Map', { value: 1 }); | Cannot redefine property: Map",
                "Promise.prototype.then = () => { for (;;); }; | Cannot assign to read only property 'then'",
                "Symbol.iterator.description.constructor.leak = 1; | Cannot add new property \"leak\"",
                "new Proxy([], {}); | a unit makes no proxies of arrays",
                "const a = []; a.length = 1e9; a.forEach(() => 1); | with holes is too long",
                "const a = []; a[4e9] = 1; a.filter(() => 1); | with holes is too long",
                "const a = []; a.length = 4e9; Object.setPrototypeOf(a, { __proto__: Array.prototype, 5: 1 }); [1, [a]].flat(2); | with holes is too long",
                "const a = []; a.length = 4e9; [1].flatMap(() => a); | with holes is too long",
                "const a = []; a.length = 4e9; JSON.stringify({}, a); | with holes is too long",
                "new Array(4e9).join(''); | with holes is too long",
                "'x'.repeat(3e5).includes('x'.repeat(1.5e5) + 'y'); | takes too long",
                "Math.max.apply(null, { length: 9e6 }); | Maximum call stack size exceeded",
                "Object.assign({}, 'x'.repeat(5e6)); | too long to be taken for an object",
                "for (let i = 0; i < 1e5; i++) setTimeout(() => {}, 1e6); | timers at once",
            })
    void fails(String statements, String message) {
        assertThat(run(Limits.of(30_000, 512), statements))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.message())
                        .contains(message)
                        .doesNotContain("budget used up", "java.", "\tat "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "typeof respond.getClass",
                "typeof request.getClass",
                "typeof request.headers.store",
                "typeof globalThis.Java",
                "typeof globalThis.arguments",
                "typeof (function () { return this; })()",
                "typeof RegExp.$1 + /(u)/.test('undefined') + RegExp.$1 === 'undefined' ? 'x' : undefined",
            })
    void findsNothingToGetHoldOf(String expression) {
        assertThat(run(Scripted.ROOMY, "return respond(String(" + expression + ") === 'undefined' ? 204 : 500);"))
                .isEqualTo(new Outcome.Exited(204));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "class E extends Error { constructor(m) { super(m); this.name = 'E'; this.message = 'n'; } }; String(new E('m')) | E: n",
                "const o = {}; o.toString = () => 'own'; '' + o | own",
                "const o = {}; o.constructor = 1; o.valueOf = () => 7; o + 1 | 8",
                "function F() {} F.prototype.toString = () => 'f'; String(new F()) | f",
                "class A extends Array { push(x) { return super.push(x * 2); } } const a = new A(); a.push(2); a[0] | 4",
                "const m = new Map(); m.get = () => 1; m.get() | 1",
                "Symbol.for('a') === Symbol.for('a') && Symbol.keyFor(Symbol.for('a')) | a",
                "Array.from({ length: 2 }, (_, i) => i).join() | 0,1",
                "[].map.call({ 0: 'a', length: 1 }, (x) => x + '!').join() | a!",
                "[1, [2]].flat().concat([3], 4).toString() | 1,2,3,4",
                "Array.from(new Set([1, 1, 2])).length | 2",
                "[1, [2, [3, [4]], , 5]].flat().length + [[[[1]]]].flat(Infinity)[0] + [[1]].flat(0).length | 6",
                "[1, 2].flatMap((x, i, all) => [x, [i + all.length]]).join() + [3].flatMap(function () { return this.a }, { a: 4 }) | 1,2,2,34",
                "[].flat.length + [].flat.name + [].flatMap.length | 0flat1",
                "JSON.stringify({ a: 1, b: 2 }, ['b']) + JSON.stringify([1], null, 1).length | {\"b\":2}6",
                "[...[1, 2].entries()].join() + [...[3].keys()] + [...[4].values()] | 0,1,1,204",
                "'a-b-c'.replaceAll('-', '+').split('+').indexOf('c') | 2",
                "Object.keys({ a: 1 }).concat(Object.values({ b: 2 })).join() | a,2",
                "new Proxy({}, { get: (t, k) => k }).name | name",
                "new Intl.NumberFormat('de').format(1234.5) | 1.234,5",
            })
    void leavesGoodCodeItsWay(String code, String expected) {
        int last = code.lastIndexOf(';');
        String statements = code.substring(0, last + 1) + " return respond(String(" + code.substring(last + 1)
                + ") === '" + expected + "' ? 204 : 500);";

        assertThat(run(Scripted.ROOMY, statements)).isEqualTo(new Outcome.Exited(204));
    }
}
