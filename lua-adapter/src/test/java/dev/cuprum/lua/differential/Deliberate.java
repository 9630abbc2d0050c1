package dev.cuprum.lua.differential;

import java.util.Map;

/** Where we mean to differ from the LuaJIT that is installed, and why. */
final class Deliberate {

    /** By the snippet's name. */
    static final Map<String, Difference> DIFFERENCES = Map.ofEntries();

    private Deliberate() {}

    /** Why there is a difference, and what is right here. */
    record Difference(String reason, String output) {}
}
