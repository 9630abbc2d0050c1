package dev.cuprum.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@link HostileUnits} in JavaScript, by name: those that never end, and those that take all the memory. */
final class HostileScripts {

    private HostileScripts() {}

    private static String unit(String statements) {
        return "export default async ({ request, response, respond, state }) => { " + statements + " };";
    }

    /** Units that run until they are stopped. */
    static Map<String, String> endless() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put("for", unit("for (;;);"));
        units.put("throw and catch", unit("while (true) { try { throw 1; } catch { } }"));
        units.put("continue in finally", unit("for (;;) { try { continue; } finally { continue; } }"));
        units.put("finally", unit("try { for (;;); } catch { for (;;); } finally { for (;;); }"));
        units.put("catch and continue", unit("l: for (;;) { try { respond(1); } catch { continue l; } }"));
        units.put("generator", unit("for (const x of (function* () { for (;;) yield 1; })());"));
        units.put(
                "generator's finally",
                unit(
                        "const g = (function* () { try { for (;;) yield; } finally { for (;;); } })(); g.next(); g.return();"));
        units.put("sort", unit("[3, 2, 1].sort(() => { for (;;); });"));
        units.put(
                "sort by chance",
                unit(
                        "new Array(1000).fill(0).sort(() => { for (let i = 0; i < 1e6; i++); return Math.random() - 0.5; });"));
        units.put("toJSON", unit("JSON.stringify({ toJSON() { for (;;); } });"));
        units.put("toString", unit("String({ toString() { for (;;); } });"));
        units.put("getter", unit("const o = { get a() { for (;;); } }; ({ ...o });"));
        units.put("proxy", unit("new Proxy({}, { get() { for (;;); } }).a;"));
        units.put("regular expression", unit("/(.*)*\\1x/.test('a'.repeat(40));"));
        waiting(units);
        return units;
    }

    private static void waiting(Map<String, String> units) {
        units.put("await", unit("await (async function f() { for (;;) await 1; })();"));
        units.put("then", unit("await Promise.resolve().then(function f() { return Promise.resolve().then(f); });"));
        units.put(
                "then of then",
                unit(
                        "(function f() { Promise.resolve().then(f); })(); await 1; await new Promise((r) => setTimeout(r, 1));"));
        units.put("microtasks", unit("(function f() { queueMicrotask(f); })();"));
        units.put("timers", unit("(function f() { setTimeout(f, 0); })(); await new Promise(() => {});"));
        units.put("long timer", unit("await new Promise((r) => setTimeout(r, 1e9));"));
        units.put("async generator", unit("for await (const x of (async function* () { for (;;) yield 1; })());"));
        units.put("thenable", unit("await { then() { for (;;); } };"));
        units.put("request.headers.get", unit("for (;;) request.headers.get('a');"));
        units.put("state.incr", unit("for (;;) { try { await state.incr('n'); } catch { } }"));
        units.put("static block", unit("class A { static { for (;;); } }"));
        units.put("Array.from", unit("Array.from({ length: 1e9 });"));
        units.put("indexOf of length", unit("[].indexOf.call({ length: 2 ** 53 - 1 }, 1);"));
        units.put("forEach of length", unit("[].forEach.call({ length: 2 ** 53 - 1 }, () => {});"));
        units.put("includes of length", unit("[].includes.call({ length: 1e15 }, 1);"));
        units.put("map of length", unit("Reflect.apply([].map, { get length() { return 1e12; } }, [() => 1]);"));
    }

    /** Units that allocate until they are stopped. */
    static Map<String, String> greedy() {
        Map<String, String> units = new LinkedHashMap<>();
        units.put("list", unit("const all = []; for (;;) all.push({});"));
        units.put("arrays", unit("const all = []; for (;;) all.push(new Array(100000).fill(1));"));
        units.put("typed arrays", unit("const all = []; for (;;) all.push(new Uint8Array(10000000));"));
        units.put("Map", unit("const all = new Map(); for (let i = 0; ; i++) all.set(i, i);"));
        units.put("object", unit("const all = {}; for (let i = 0; ; i++) all['k' + i] = i;"));
        units.put("texts", unit("const all = []; for (;;) all.push('x'.repeat(1000) + all.length);"));
        units.put("split", unit("const text = 'a'.repeat(2 ** 23); for (;;) text.split('');"));
        units.put(
                "buffers, caught",
                unit("const all = []; for (;;) { try { all.push(new ArrayBuffer(1e6)); } catch { } }"));
        units.put("structuredClone", unit("for (;;) structuredClone(new Array(10000).fill({}));"));
        units.put("TextEncoder", unit("for (;;) new TextEncoder().encode('x'.repeat(1e6));"));
        units.put("getRandomValues", unit("for (;;) crypto.getRandomValues(new Uint8Array(65536));"));
        units.put(
                "fromEntries",
                unit("Object.fromEntries((function* () { for (let i = 0; ; i++) yield ['a' + i, 1]; })());"));
        units.put("promises", unit("const all = []; for (;;) all.push(new Promise(() => {}));"));
        units.put("response.write", unit("for (;;) response.write('x'.repeat(100000));"));
        units.put("Promise.all", unit("await Promise.all((function* () { for (;;) yield 1; })());"));
        return units;
    }
}
