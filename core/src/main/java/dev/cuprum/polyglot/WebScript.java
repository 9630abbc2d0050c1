package dev.cuprum.polyglot;

import java.util.List;
import org.graalvm.polyglot.Source;

/**
 * The Web globals of JavaScript units: the files of the folder {@code web}, put together as one strict function of a
 * {@link WebHost}, evaluated once for each context. What it returns has one member for each global; its {@code
 * internals}, which cannot be enumerated, are functions for the engine.
 *
 * <p>It keeps nothing that changes, so that a context can be used by one execution after another.
 */
final class WebScript {

    private static final Source SOURCE = ScriptParts.function(
            "web",
            "host",
            List.of(
                    "base",
                    "headers",
                    "url",
                    "text",
                    "response",
                    "crypto",
                    "fetch",
                    "clone",
                    "console",
                    "timers",
                    "globals"));

    private WebScript() {}

    /** The source of the function. */
    static Source source() {
        return SOURCE;
    }
}
