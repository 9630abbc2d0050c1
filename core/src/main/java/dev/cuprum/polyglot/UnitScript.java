package dev.cuprum.polyglot;

import java.util.List;
import org.graalvm.polyglot.Source;

/**
 * What makes a context one for units: the files of the folder {@code unit}, put together as one strict function of the Web
 * globals and the host objects, evaluated once for each context. It returns two functions: one begins a unit, the other
 * throws what the unit's promise was rejected with.
 */
final class UnitScript {

    private static final Source SOURCE =
            ScriptParts.function("unit", "web, asked, answer, shared", List.of("guards", "event", "freeze", "begin"));

    private UnitScript() {}

    /** The source of the function. */
    static Source source() {
        return SOURCE;
    }
}
