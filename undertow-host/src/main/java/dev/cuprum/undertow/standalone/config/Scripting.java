package dev.cuprum.undertow.standalone.config;

import java.util.List;

/**
 * What runs the units, and where they may send requests.
 *
 * @param engines the engines that take the place of those that are found by themselves
 * @param fetch where units may send requests, as in {@code https://api.example.com/v1/}
 * @param freshContexts whether each execution of a unit in JavaScript has a context of its own
 */
public record Scripting(List<EngineClass> engines, List<String> fetch, boolean freshContexts) {

    /** The engines that are found, requests to nowhere, and contexts that are used again. */
    public static final Scripting DEFAULT = new Scripting(List.of(), List.of(), false);

    public Scripting {
        engines = List.copyOf(engines);
        fetch = List.copyOf(fetch);
    }
}
