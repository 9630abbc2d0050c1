package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of one execution is found by the next, whatever it tries to leave behind. */
final class LeakTest {

    private static final Scripted UNITS = new Scripted();

    @AfterAll
    static void close() {
        UNITS.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "let n = 0; export default ({ respond }) => respond(n++ ? 500 : 204);",
                "class A { static n = 0; } export default ({ respond }) => respond(A.n++ ? 500 : 204);",
                "const seen = new Set(); export default ({ respond }) => { respond(seen.size ? 500 : 204); seen.add(1); };",
                "export default function unit({ respond }) { respond(unit.n ? 500 : 204); unit.n = 1; }",
                "const t = (s) => s; export default ({ respond }) => { const s = t`a`; respond(s.n ? 500 : 204); try { s.n = 1; } catch { } };",
                "const re = /a/g; export default ({ respond }) => { respond(re.lastIndex ? 500 : 204); re.test('a'); };",
                "export default ({ respond }) => { respond(RegExp.$1 ? 500 : 204); /(a)/.test('a'); };",
                "export default ({ respond }) => { respond(RegExp.lastMatch ? 500 : 204); /(a)/.test('a'); };",
                "let s; export default ({ respond }) => { respond(Symbol.keyFor(Symbol.for('k')) === 'k' ? 204 : 500); };",
                "export default ({ respond, ctx }) => { respond(ctx.n ? 500 : 204); try { Object.getPrototypeOf(ctx).n = 1; } catch { } };",
                "export default ({ respond, request }) => { respond(request.n ? 500 : 204); try { request.n = 1; } catch { } };",
                "export default ({ respond, request }) => { respond(request.query.n ? 500 : 204); try { request.query.n = 1; } catch { } };",
                "export default ({ respond }) => { respond(globalThis.n ? 500 : 204); try { globalThis.n = 1; } catch { } };",
                "export default ({ respond }) => { respond([].n ? 500 : 204); try { Array.prototype.n = 1; } catch { } };",
                "export default ({ respond }) => { respond(Math.n ? 500 : 204); try { Math.n = 1; } catch { } };",
                "export default ({ respond }) => { respond(new Error().n ? 500 : 204); try { Error.prototype.n = 1; } catch { } };",
                "export default ({ respond }) => { respond(''.toString.n ? 500 : 204); try { ''.toString.n = 1; } catch { } };",
                "export default ({ respond }) => { respond(console.n ? 500 : 204); try { console.n = 1; } catch { } };",
                "export default ({ respond }) => { const g = Object.getPrototypeOf(function* () {}); respond(g.n ? 500 : 204); try { g.n = 1; } catch { } };",
                "export default ({ respond }) => { const i = Object.getPrototypeOf(''.matchAll(/a/g)); respond(i.n ? 500 : 204); try { i.n = 1; } catch { } };",
                "export default ({ respond }) => { const i = Object.getPrototypeOf(new URLSearchParams('a=1').entries()); const p = Object.getPrototypeOf(i);"
                        + " respond(p.n ? 500 : 204); try { p.n = 1; } catch { } };",
                "export default ({ respond }) => { const i = new Intl.NumberFormat('en'); const p = Object.getPrototypeOf(i.resolvedOptions);"
                        + " respond(p.n ? 500 : 204); try { p.n = 1; } catch { } };",
                "export default async ({ respond }) => { respond(204); setTimeout(() => { throw new Error('late'); }, 0); };",
                "export default async ({ respond }) => { respond(204); Promise.reject(new Error('nobody hears')); };",
            })
    void theNextExecutionFindsNothing(String code) {
        ComputingUnit unit = Scripted.unit(Phase.REWRITE, Scripted.ROOMY, code);
        CompiledUnit compiled = UNITS.compile(unit);
        for (int i = 0; i < 3; i++) {
            assertThat(UNITS.run(unit, compiled, MemoryExchange.of("GET", "/"))).isEqualTo(new Outcome.Exited(204));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Promise.reject({ get [Symbol.toStringTag]() { Promise.resolve().then(() => respond(500)); return ''; } });",
                "Promise.reject({ get [Symbol.toStringTag]() { Promise.reject({ get [Symbol.toStringTag]() { respond(500); } }); return ''; } });",
                "Promise.reject(new Proxy({}, { getPrototypeOf() { Promise.resolve().then(() => respond(500)); throw 1; } }));",
                "Promise.reject({ get stack() { queueMicrotask(() => respond(500)); throw this; }, get message() { throw this; } });",
                "for (let i = 0; i < 100; i++) Promise.reject({ get [Symbol.toStringTag]() { respond(500); throw i; } });",
            })
    void whatIsRejectedDoesNothingInTheNextExecution(String statements) {
        ComputingUnit rejects =
                Scripted.unit(Phase.REWRITE, Scripted.ROOMY, "export default ({ respond }) => { " + statements + " };");
        ComputingUnit next = Scripted.unit(Phase.REWRITE, Scripted.ROOMY, "export default ({ respond }) => {};");
        CompiledUnit first = UNITS.compile(rejects);
        CompiledUnit second = UNITS.compile(next);
        for (int i = 0; i < 5; i++) {
            UNITS.run(rejects, first, MemoryExchange.of("GET", "/"));
            assertThat(UNITS.run(next, second, MemoryExchange.of("GET", "/"))).isEqualTo(Outcome.Completed.INSTANCE);
        }
    }

    @Test
    void theNextUnitFindsNothing() {
        UNITS.body(Scripted.ROOMY, "globalThis.x = 1;");
        UNITS.body(Scripted.ROOMY, "Object.defineProperty(Array.prototype, 'x', { value: 1 });");

        assertThat(UNITS.body(Scripted.ROOMY, "return respond(globalThis.x || [].x ? 500 : 204);"))
                .isEqualTo(new Outcome.Exited(204));
    }

    @Test
    void aUnitThatIsReplacedIsForgotten() {
        WeakReference<CompiledUnit> replaced = new WeakReference<>(ran(204));
        ran(403);

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return replaced.get() == null;
        });
    }

    private static CompiledUnit ran(int status) {
        String code = "export default ({ respond }) => respond(" + status + ");";
        ComputingUnit unit = Scripted.unit(Phase.REWRITE, Scripted.ROOMY, code);
        CompiledUnit compiled = UNITS.compile(unit);
        assertThat(UNITS.run(unit, compiled, MemoryExchange.of("GET", "/"))).isEqualTo(new Outcome.Exited(status));
        return compiled;
    }

    @Test
    void eachExecutionHasItsContextWhereThatIsAskedFor() {
        assertThat(contextsOfTwo(true)).hasSize(2);
        assertThat(contextsOfTwo(false)).hasSize(1);
        try (Scripted strict =
                new Scripted(PolyglotEngine.builder().freshContexts(true).build())) {
            for (int i = 0; i < 3; i++) {
                assertThat(strict.body(Scripted.ROOMY, "return respond(204);")).isEqualTo(new Outcome.Exited(204));
            }
        }
    }

    private static Set<Realm> contextsOfTwo(boolean fresh) {
        Set<Realm> contexts = Collections.newSetFromMap(new IdentityHashMap<>());
        try (Realms realms = new Realms(fresh, Fetcher.to(List.of()))) {
            for (int i = 0; i < 2; i++) {
                Realm realm = realms.take();
                contexts.add(realm);
                realms.giveBack(realm);
                assertThat(realm.isSound()).isNotEqualTo(fresh);
            }
        }
        return contexts;
    }
}
