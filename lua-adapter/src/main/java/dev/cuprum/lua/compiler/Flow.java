package dev.cuprum.lua.compiler;

import java.util.List;
import java.util.Map;

/**
 * How jumps cross the border of a part of a function.
 *
 * @param entries the labels in the part that something outside jumps to, in their order
 * @param open how many jumps in the part lead to each label that something outside is, or jumps to
 */
record Flow(List<Label> entries, Map<Label, Integer> open) {

    /** Whether labels outside are jumped to. */
    long exits() {
        return open.keySet().stream().filter(label -> !entries.contains(label)).count();
    }
}
