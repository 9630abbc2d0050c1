package dev.cuprum.unit;

import java.util.Map;

/**
 * Which nodes run a unit: {@code edge-1} (the node of that name) or {@code region=eu} (every node with that label).
 *
 * @param label the label, or empty where a name is meant
 * @param value the node's name, or the label's value
 */
public record NodeSelector(String label, String value) {

    /**
     * @throws InvalidUnitException where the value is empty, or a name or label has an {@code =} in it
     */
    public NodeSelector {
        label = label.strip();
        value = value.strip();
        if (value.isBlank()) {
            throw InvalidUnitException.of("", "a node is empty; write a node's name, or label=value");
        }
        if (label.contains("=") || (label.isEmpty() && value.contains("="))) {
            throw InvalidUnitException.of(
                    "", "'" + label + "=" + value + "' has an = too many; write a node's name, or label=value");
        }
    }

    /**
     * Reads the written form.
     *
     * @throws InvalidUnitException where it is neither a name nor {@code label=value}
     */
    public static NodeSelector parse(String written) {
        int equals = written.indexOf('=');
        if (equals >= 0 && written.substring(0, equals).isBlank()) {
            throw InvalidUnitException.of("", "'" + written + "' has no label before the =; write label=value");
        }
        return equals < 0
                ? new NodeSelector("", written)
                : new NodeSelector(written.substring(0, equals), written.substring(equals + 1));
    }

    /** Whether a node of that name and those labels is meant. */
    public boolean selects(String name, Map<String, String> labels) {
        return label.isEmpty() ? value.equals(name) : value.equals(labels.get(label));
    }

    /** The written form. */
    @Override
    public String toString() {
        return label.isEmpty() ? value : label + "=" + value;
    }
}
