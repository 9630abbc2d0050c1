package dev.cuprum.undertow.standalone.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with one file, so that all of it is said at once. */
final class Complaints {

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Complaints(String file) {
        this.file = file;
    }

    void add(Node at, String key, String message) {
        add(line(at), key, message);
    }

    void add(int line, String key, String message) {
        found.add(new Problem(file, line, key, message));
    }

    /** Makes a value that refuses by IllegalArgumentException what is wrong. */
    <T> Optional<T> attempt(Node at, String key, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (IllegalArgumentException e) {
            add(at, key, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found);
        }
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
