package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.CompiledUnit;
import dev.cuprum.engine.Outcome;
import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Limits;
import dev.cuprum.unit.Phase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** All that a unit can get hold of, and that is there for the next one too, is frozen. */
final class FrozenTest {

    /**
     * Walks from some roots over members, prototypes and what getters return: all that is not frozen, with the way to it. The
     * roots themselves are left out, and ctx, which is the request's.
     */
    private static final String WALK =
            """
            const isObject = (value) => (typeof value === 'object' || typeof value === 'function') && value !== null;
            const got = (owner, get) => { try { return Reflect.apply(get, owner, []); } catch { return undefined; } };
            function walk(roots) {
              const found = new Map();
              const waiting = Object.entries(roots);
              while (waiting.length > 0) {
                const [path, value] = waiting.pop();
                if (!isObject(value) || found.has(value)) continue;
                found.set(value, path);
                waiting.push([`${path}.__proto__`, Object.getPrototypeOf(value)]);
                for (let owner = value; owner !== null; owner = Object.getPrototypeOf(owner)) {
                  for (const key of Reflect.ownKeys(owner)) {
                    const { get, set, value: held } = Reflect.getOwnPropertyDescriptor(owner, key);
                    const name = `${path}.${String(key)}`;
                    if (owner === value) waiting.push([name, held], [`get ${name}`, get], [`set ${name}`, set]);
                    if (get !== undefined && name !== 'event.ctx') waiting.push([name, got(value, get)]);
                  }
                }
              }
              return found;
            }
            /** What two walks find is shared; what one finds alone was made for it. */
            function unfrozen(make) {
              const [one, other] = [walk(make()), walk(make())];
              const shared = [...one].filter(([value]) => other.has(value));
              return [shared.length, ...shared.filter(([value]) => !Object.isFrozen(value)).map(([, path]) => path)];
            }
            """;

    /** What only syntax and calls lead to. The objects themselves are the unit's own; what they hang on is not. */
    private static final String OWN =
            """
            function caught(work) { try { work(); } catch (e) { return e; } }
            const own = () => ({
              object: {}, array: [], regexp: /a/, match: /a/.exec('a'), date: new Date(), error: new Error(), promise: Promise.resolve(),
              arrow: () => 1, async: async () => 1, generator: function* () {}, asyncGenerator: async function* () {},
              generated: (function* () {})(), asyncGenerated: (async function* () {})(),
              elements: [].values(), entries: new Map().entries(), values: new Set().values(), characters: ''[Symbol.iterator](),
              matches: 'a'.matchAll(/a/g), helped: [].values().map((x) => x), wrapped: Iterator.from({ next() {} }),
              template: ((t) => t)`a`, strict: (function () { return arguments; })(),
              collator: new Intl.Collator(), format: new Intl.NumberFormat('en'), segments: new Intl.Segmenter().segment('a'),
              segment: new Intl.Segmenter().segment('a')[Symbol.iterator](),
              url: new URL('https://a/?b'), params: new URL('https://a/?b').searchParams, pairs: new URLSearchParams('a').entries(),
              headers: new Headers(), response: new Response('a'), encoder: new TextEncoder(), decoder: new TextDecoder(),
              fields: new Headers({ a: 'b' }).entries(), bytes: new TextEncoder().encode('a'), exception: caught(() => atob('?')),
              digest: crypto.subtle.digest('SHA-1', new Uint8Array(1)), cloned: structuredClone({}), unmatched: caught(() => null.x),
              chunk: caught(() => event.chunk), parsed: JSON.parse('{}'), proxy: new Proxy({}, {}),
            });
            """;

    private static final Scripted UNITS = new Scripted();

    @AfterAll
    static void close() {
        UNITS.close();
    }

    private static String answer(Scripted units, String function) {
        MemoryExchange exchange = MemoryExchange.of("GET", "/a?b=c");
        Outcome outcome = units.run(WALK + "let event;\n" + OWN + function, exchange);
        assertThat(outcome).isEqualTo(new Outcome.Exited(200));
        return text(exchange);
    }

    private static String text(MemoryExchange exchange) {
        return new String(exchange.responseBody(), StandardCharsets.UTF_8);
    }

    @Test
    void allThatUnitsShareIsFrozen() {
        assertFrozen(UNITS);
    }

    /** The first context finds out how all of it is reached, and the others believe that. */
    @Test
    void allThatUnitsShareIsFrozenInEveryContext() {
        try (Scripted units =
                new Scripted(PolyglotEngine.builder().freshContexts(true).build())) {
            assertFrozen(units);
            assertFrozen(units);
        }
    }

    /** Where that leads elsewhere than in the first context, a context finds out by itself. */
    @Test
    void aContextThatIsNotLikeTheFirstIsFrozenAllTheSame() {
        AtomicReference<String> findings = new AtomicReference<>("");
        assertFrozen(findings);
        String ways = findings.get();
        assertThat(ways).contains("\"toString\"");

        for (String other : List.of("[0]", ways.replaceFirst("\"toString\"", "\"elsewhere\""))) {
            findings.set(other);
            assertFrozen(findings);
            assertThat(findings.get()).isEqualTo(ways);
        }
    }

    private static void assertFrozen(AtomicReference<String> findings) {
        Realms realms = new Realms(false, Fetcher.to(List.of()), findings);
        try (Scripted units = new Scripted(new OfRealms(realms))) {
            assertFrozen(units);
        }
    }

    /** Compiles for the contexts that it is given. */
    private record OfRealms(Realms realms) implements ScriptEngine {

        @Override
        public String language() {
            return "js";
        }

        @Override
        public String description() {
            return "contexts of a test";
        }

        @Override
        public CompiledUnit compile(ComputingUnit unit) throws CompilationException {
            return realms.compile(unit);
        }

        @Override
        public void close() {
            realms.close();
        }
    }

    private static void assertFrozen(Scripted units) {
        String open = answer(
                units,
                "export default (given) => { event = given;"
                        + " given.respond(unfrozen(() => ({ globalThis, event, ...own() })).join('\\n')); };");

        assertThat(open.lines().findFirst())
                .hasValueSatisfying(count -> assertThat(Integer.parseInt(count)).isGreaterThan(900));
        assertThat(open.lines().skip(1)).isEmpty();
    }

    @Test
    void whatTheHostThrowsHangsOnNothingThatUnitsCanChange() {
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        // The text would take four bytes a byte, which the host refuses before it takes them.
        Outcome outcome = UNITS.run(
                Phase.REWRITE,
                Limits.of(60_000, 250),
                """
                export default ({ respond }) => {
                  const bytes = new Uint8Array(63 << 20);
                  try {
                    new TextDecoder().decode(bytes);
                  } catch (thrown) {
                    const frozen = [];
                    for (let on = Object.getPrototypeOf(thrown); on !== null; on = Object.getPrototypeOf(on)) {
                      frozen.push(Object.isFrozen(on));
                    }
                    respond(frozen.join());
                  }
                };
                """,
                exchange);

        assertThat(outcome).isEqualTo(new Outcome.Exited(200));
        assertThat(text(exchange)).matches("true(,true)+");
    }

    @Test
    void noUnitPutsItsOwnVerifyInPlace() {
        assertThat(UNITS.body(Scripted.ROOMY, "crypto.subtle.verify = async () => true;")
                        .isFailure())
                .isTrue();
        assertThat(UNITS.body(Scripted.ROOMY, "Object.getPrototypeOf(crypto.subtle).verify = async () => true;")
                        .isFailure())
                .isTrue();
        assertThat(UNITS.body(
                        Scripted.ROOMY,
                        "return respond(Object.hasOwn(crypto.subtle, 'verify') || /true/.test(crypto.subtle.verify)"
                                + " ? 500 : 204);"))
                .isEqualTo(new Outcome.Exited(204));
    }
}
