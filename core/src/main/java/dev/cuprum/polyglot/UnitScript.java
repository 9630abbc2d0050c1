package dev.cuprum.polyglot;

import java.util.List;
import org.graalvm.polyglot.Source;

/**
 * What makes a context one for units: the files of the folder {@code unit}, put together as one strict function of the Web
 * globals, the host objects, and what another context has found out of itself, evaluated once for each context. It returns
 * three functions, which begin a unit, throw what its promise was rejected with, and tell of other rejections; and what
 * this context has found out.
 */
final class UnitScript {

    private static final Source SOURCE = ScriptParts.function(
            "unit", "web, asked, answer, shared, known", List.of("guards", "event", "freeze", "begin"));

    private UnitScript() {}

    /** The source of the function. */
    static Source source() {
        return SOURCE;
    }
}
