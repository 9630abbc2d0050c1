package dev.cuprum.undertow.standalone.config;

import java.util.List;

/**
 * What runs the units, and where they may send requests.
 *
 * @param engines the engines that take the place of those that are found by themselves
 * @param fetch where units may send requests, as in {@code https://api.example.com/v1/}
 */
public record Scripting(List<EngineClass> engines, List<String> fetch) {

    /** The engines that are found, and requests to nowhere. */
    public static final Scripting DEFAULT = new Scripting(List.of(), List.of());

    public Scripting {
        engines = List.copyOf(engines);
        fetch = List.copyOf(fetch);
    }
}
