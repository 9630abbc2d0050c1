package dev.cuprum.lua.differential;

import java.util.Map;

/** Where we mean to differ from the LuaJIT that is installed, and why. */
final class Deliberate {

    private static final String NO_VALUE = wrong(1, "string", "no value");

    /** By the snippet's name. */
    static final Map<String, Difference> DIFFERENCES = Map.of(
            "coroutines: yield across gsub and sort is an error",
            new Difference("a coroutine can yield wherever it is", "\n\n"),
            "strings: string functions with nil",
            new Difference(
                    "LuaJIT's string.len, and no other function, is told nil where there is no argument",
                    NO_VALUE
                            + wrong(1, "string", "nil")
                            + NO_VALUE
                            + wrong(2, "number", "no value").repeat(2)
                            + wrong(2, "string", "no value")
                            + NO_VALUE.repeat(2)
                            + wrong(2, "string", "no value").repeat(2)
                            + NO_VALUE
                            + wrong(1, "string", "table")
                            + NO_VALUE
                            + wrong(1, "string", "nil")
                            + wrong(1, "string", "boolean")));

    private Deliberate() {}

    private static String wrong(int index, String expected, String actual) {
        return "false bad argument #" + index + " to '?' (" + expected + " expected, got " + actual + ")\n";
    }

    /** Why there is a difference, and what is right here. */
    record Difference(String reason, String output) {}
}
