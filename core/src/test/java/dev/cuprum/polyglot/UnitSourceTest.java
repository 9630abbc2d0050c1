package dev.cuprum.polyglot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cuprum.engine.CompilationException;
import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.unit.ComputingUnit;
import dev.cuprum.unit.Phase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a unit in JavaScript, and what is refused, where and with which words. */
final class UnitSourceTest {

    private static final PolyglotEngine ENGINE = new PolyglotEngine();
    private static final Scripted UNITS = new Scripted(ENGINE);

    @AfterAll
    static void close() {
        UNITS.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export default ({ respond }) => respond(204);",
                "export default async ({ respond }) => respond(204)",
                "export default function ({ respond }) { respond(204); }",
                "export default function named({ respond }) { respond(204); }",
                "export default async function ({ respond }) { respond(204); }",
                "export default async function named({ respond }) { respond(204); }\nconst later = 1;",
                "export\n/* why not */ default\nfunction ({ respond }) { respond(status()); }\nfunction status() { return 204; }",
                "const status = 204; export default ({ respond }) => respond(status); const after = 1;",
                "export default e => e.respond(204) // export default",
                "const s = 'export default 1', t = `export ${`default ${1}`}`, r = /[/'\"`]export default/;\n"
                        + "export default ({ respond }) => respond(204);",
                "/* export default */ // export default\nexport default ({ respond }) => respond(204);",
                "let a = 6 / 2 / 3; let b = a++ / 2; if (a) /x{1}'/.test('x');\nexport default ({ respond }) => respond(204);",
                "const o = { export: 1, default: 2, import: 3 }; o.export = o.import;\n"
                        + "export default ({ respond }) => respond(204);",
                "class A { static #p = 204; static get() { return A.#p; } }\nexport default ({ respond }) => respond(A.get());",
                "function make(s) { return ({ respond }) => respond(s); }\nexport default make(204);",
                "const run = ({ respond }) => respond(204);\nexport default run;",
                "export default (({ respond }) => respond(204));",
                "export default ({ respond }) => { const re = /a\\/'/; return respond(204); };",
                "// first\r\nexport default ({ respond }) => respond(204);",
                "// import('x'), import.meta\nexport default ({ respond }) => respond(/import\\('x'\\)/.test(\"import('x')\") ? 204 : 500);",
                "const important = (x) => x, _import = important, $import = important;\n"
                        + "export default ({ respond }) => respond(important(`import (${_import($import(204))})`).length > 9 ? 204 : 500);",
                "class A { #import = () => 204; run() { return this.#import(); } } const o = { loader: new A() };\n"
                        + "o.import = () => o.loader.run(); export default ({ respond }) => respond(o.import());",
            })
    void takes(String code) {
        assertThat(UNITS.run(code, MemoryExchange.of("GET", "/"))).isEqualTo(new Outcome.Exited(204));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "const a = 1; | 0 | it exports nothing; a unit is one module with one export: export default (",
                "export const a = 1; | 1 | column 1: it exports something by name",
                "const a = 1; export { a }; | 1 | column 14: it exports something by name",
                "const a = 1;@export default () => 1;@export { a }; | 3 | column 1: there is more than one export",
                "@@  import x from 'y';@export default x; | 3 | column 3: a unit has no imports",
                "import 'y';@export default () => 1; | 1 | column 1: a unit has no imports",
                "export * from 'y'; | 1 | column 1: it exports something by name",
                "export default { fetch() {} }; | 1 | column 16: what it exports is no function",
                "export default class {} | 1 | column 16: what it exports is no function",
                "export default 'text'; | 1 | column 16: what it exports is no function",
                "export default 42; | 1 | column 16: what it exports is no function",
                "export default function* () {} | 1 | column 24: what it exports is a generator",
                "export default () => {@  const = 1;@}; | 2 | column 9: ",
                "export default () => {@  foo(; | 2 | column 7: ",
                "} export default () => 1; { | 1 | column 1: ",
                "const x = await fetch('/');@export default () => x; | 1 | column ",
                "export default () => 12n; | 1 | column 24: ",
                "return 1;@export default () => 1; | 1 | column 1: ",
                "export default async () => (await import('tested')).default; | 1 | column 35: a unit has neither import(",
                "// import(@export default () =>@ import  /* now */@ ('data:text/javascript,1'); | 3 | column 2: a unit has neither import(",
                "const o = {} / 1; import('x') / 2;@export default () => 1; | 1 | column 19: a unit has neither import(",
                "export default () => `import(${import.meta.url}`; | 1 | column 32: a unit has neither import(",
                "export default () => [...import('x')]; | 1 | column 26: a unit has neither import(",
                "export default () => { if (1) {} /import('x')/.test('a'); let a = 1; a /import('x')/ 1; }; | 1 | column 73: a unit has neither import(",
                "export default () => (\\u0069mport('x')); | 1 | column 23: ",
                "const o = { import() {} }; export default o.import; | 1 | column 13: a unit has neither import(",
            })
    void refuses(String code, int line, String message) {
        CompilationException refusal = catchThrowableOfType(
                CompilationException.class,
                () -> ENGINE.compile(Scripted.unit(Phase.REWRITE, Scripted.ROOMY, code.replace('@', '\n'))));

        assertThat(refusal).isNotNull();
        assertThat(refusal.line()).isEqualTo(line);
        assertThat(refusal).hasMessageStartingWith(message.stripTrailing());
    }

    @Test
    void refusesUnitsThatAreModules() {
        ComputingUnit library = Scripted.unit(Phase.LIBRARY, Scripted.ROOMY, "export default () => 1;");

        assertThat(catchThrowableOfType(CompilationException.class, () -> ENGINE.compile(library)))
                .hasMessageContaining("there are no library units in JavaScript");
    }
}
