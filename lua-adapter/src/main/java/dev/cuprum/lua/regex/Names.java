package dev.cuprum.lua.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names of the groups of an expression. */
final class Names {

    /** In the order of their bytes, each with its groups in the order in which they stand. */
    private final TreeMap<String, List<Integer>> groups = new TreeMap<>();

    /** Notes a name, unless that group has it already. */
    void add(String name, int group) {
        List<Integer> known = groups.computeIfAbsent(name, key -> new ArrayList<>());
        if (!known.contains(group)) {
            known.add(group);
        }
    }

    /** The groups of that name; none where there is no such name. */
    int[] of(String name) {
        return groups.getOrDefault(name, List.of()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Whether a group has another name. */
    boolean hasOther(String name, int group) {
        return groups.entrySet().stream()
                .anyMatch(entry ->
                        !entry.getKey().equals(name) && entry.getValue().contains(group));
    }

    /** All of them. */
    Map<String, List<Integer>> all() {
        return groups;
    }

    /** How many pairs of a name and a group there are. */
    int size() {
        return groups.values().stream().mapToInt(List::size).sum();
    }
}
