package dev.cuprum.catalog;

import dev.cuprum.unit.ComputingUnit;
import java.util.Map;

/**
 * The node a catalog is for.
 *
 * @param name its name, unique within the edge
 * @param labels what else is known of it ({@code region=eu})
 */
public record Node(String name, Map<String, String> labels) {

    public Node {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a node needs a name");
        }
        labels = Map.copyOf(labels);
    }

    /** Whether this node is one of those a unit is for. */
    public boolean runs(ComputingUnit unit) {
        return unit.nodes().isEmpty() || unit.nodes().stream().anyMatch(selector -> selector.selects(name, labels));
    }
}
