package dev.cuprum.lua.differential;

import java.util.Map;

/** Where we mean to differ from the LuaJIT that is installed, and why. */
final class Deliberate {

    /** By the snippet's name. */
    static final Map<String, Difference> DIFFERENCES = Map.of(
            "strings: dump is refused for natives",
            new Difference("there is no bytecode to dump", "unit:1: string.dump is not available here"),
            "metatables: pairs of a table with a metamethod",
            new Difference("OpenResty builds LuaJIT with the extensions of Lua 5.2", "k v\n"),
            "libraries: random with a seed repeats",
            new Difference("the generator is the thread's, which other units use too", "false false false\n"));

    private Deliberate() {}

    /** Why there is a difference, and what is right here. */
    record Difference(String reason, String output) {}
}
