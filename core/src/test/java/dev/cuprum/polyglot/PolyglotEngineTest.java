package dev.cuprum.polyglot;

import dev.cuprum.engine.ScriptEngine;
import dev.cuprum.engine.ScriptEngineContract;
import org.junit.jupiter.api.BeforeAll;

/** The contract of script engines, for JavaScript. */
final class PolyglotEngineTest extends ScriptEngineContract {

    /** GraalVM takes its time to start, which none of the tests should count. */
    @BeforeAll
    static void start() {
        try (Scripted units = new Scripted()) {
            units.body(Scripted.ROOMY, "return respond(204);");
        }
    }

    @Override
    protected ScriptEngine engine() {
        return new PolyglotEngine();
    }

    @Override
    protected String headerWrite() {
        return "export default ({ response }) => response.headers.set('X-Unit', 'ran');";
    }

    @Override
    protected String exitForbidden() {
        return "export default ({ respond }) => respond(403);";
    }

    @Override
    protected String endlessLoop() {
        return "export default () => { for (;;); };";
    }

    @Override
    protected String endlessLoopThatCatches() {
        return "export default () => { try { for (;;) { try { for (;;); } catch { } finally { continue; } } } catch { } };";
    }

    @Override
    protected String endlessRecursion() {
        return "export default function deeper() { try { deeper(); } catch { deeper(); } }";
    }

    @Override
    protected String errorInLine3() {
        return "export default () => {\n  const one = 1;\n  throw new Error('broken');\n};";
    }

    @Override
    protected String syntaxErrorInLine2() {
        return "export default () => {\n  const = 1;\n};";
    }

    @Override
    protected String memoryBomb() {
        return "export default () => { const all = []; for (;;) all.push(new Array(1000).fill(all.length)); };";
    }

    @Override
    protected String useOfGlobals() {
        return """
                let seen;
                let count = 0;
                export default ({ respond }) => {
                  if (seen) return respond(500);
                  seen = true;
                  for (let i = 0; i < 100; i++) count++;
                  if (count !== 100) return respond(500);
                };
                """;
    }
}
