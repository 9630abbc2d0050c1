package dev.cuprum.lua.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cuprum.engine.Outcome;
import dev.cuprum.http.MemoryExchange;
import dev.cuprum.lua.TestUnits;
import dev.cuprum.unit.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/** Pieces of Lua that write with {@code out}, and what our engine makes of them as units. */
final class Snippets {

    /** Defines {@code out}, all in one line, so that the snippet's first line is still the first. */
    private static final String PRELUDE = oneLine("prelude.lua") + " ";

    /** How the output of code begins that is no Lua. */
    static final String REFUSED = "does not compile: ";

    private Snippets() {}

    /** A resource without its line breaks. */
    static String oneLine(String resource) {
        return resource(resource).lines().map(String::strip).collect(Collectors.joining(" "));
    }

    static String withPrelude(String code) {
        return PRELUDE + code;
    }

    /** What the code writes with {@code out} as a unit here, and the error it ends with if it does. */
    static String output(String code) {
        MemoryExchange exchange = MemoryExchange.of("GET", "/");
        String end = end(new TestUnits(exchange), withPrelude(code));
        return new String(exchange.responseBody(), ISO_8859_1) + end;
    }

    private static String end(TestUnits units, String code) {
        try {
            Outcome outcome = units.run(Phase.CONTENT, code, TestUnits.ROOMY);
            if (outcome instanceof Outcome.Failed failed) {
                return failed.message().replaceAll("(\\w+): 0x[0-9a-f]+", "$1").replace("-nan", "nan");
            }
            return outcome instanceof Outcome.Completed ? "" : outcome.toString();
        } catch (AssertionError e) {
            return REFUSED + e.getMessage();
        }
    }

    static String resource(String name) {
        try (InputStream in = Snippets.class.getResourceAsStream("/lua/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
