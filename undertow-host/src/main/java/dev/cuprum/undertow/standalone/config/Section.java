package dev.cuprum.undertow.standalone.config;

import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One mapping of the file. What is asked of it is what it may hold; {@link #end} complains of the rest. */
final class Section {

    private final String path;
    private final Node node;
    private final Complaints complaints;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private Section(String path, MappingNode node, Complaints complaints) {
        this.path = path;
        this.node = node;
        this.complaints = complaints;
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                complaints.add(tuple.getKeyNode(), path, "a key must be a word");
                continue;
            }
            Node first = keys.putIfAbsent(key.getValue(), key);
            if (first != null) {
                complaints.add(key, name(key.getValue()), "is written twice, first in line " + Complaints.line(first));
                continue;
            }
            values.put(key.getValue(), tuple.getValueNode());
        }
    }

    /** The mapping that a node should be. */
    static Optional<Section> of(String path, Node node, Complaints complaints) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(new Section(path, mapping, complaints));
        }
        complaints.add(node, path, "must be a mapping (key: value), not " + describe(node));
        return Optional.empty();
    }

    /** A mapping that says nothing, for a file that does. */
    static Section empty(Complaints complaints) {
        return new Section("", new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.BLOCK), complaints);
    }

    int line() {
        return Complaints.line(node);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<Node> value(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key));
    }

    Optional<Section> section(String key) {
        return value(key).flatMap(found -> of(name(key), found, complaints));
    }

    /** A word, whatever YAML takes it for. */
    Optional<String> text(String key) {
        return value(key).flatMap(found -> {
            if (found instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
                return Optional.of(scalar.getValue());
            }
            complaints.add(found, name(key), "must be text, not " + describe(found));
            return Optional.empty();
        });
    }

    /** A word that a maker turns into something, refusing by IllegalArgumentException. */
    <T> Optional<T> text(String key, Function<String, T> maker) {
        return text(key).flatMap(word -> complaints.attempt(at(key), name(key), () -> maker.apply(word)));
    }

    Optional<Boolean> flag(String key) {
        return value(key).flatMap(found -> {
            if (found instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
                return Optional.of(
                        Set.of("true", "yes", "on").contains(scalar.getValue().toLowerCase(Locale.ROOT)));
            }
            complaints.add(found, name(key), "must be true or false, not " + describe(found));
            return Optional.empty();
        });
    }

    Optional<Long> number(String key, long least, long most) {
        return value(key).flatMap(found -> {
            if (found instanceof ScalarNode scalar && scalar.getValue().matches("-?[0-9]{1,18}")) {
                long number = Long.parseLong(scalar.getValue());
                if (number >= least && number <= most) {
                    return Optional.of(number);
                }
            }
            complaints.add(
                    found,
                    name(key),
                    "must be a whole number from " + least + " to " + most + ", not " + describe(found));
            return Optional.empty();
        });
    }

    /** The mappings of a list. */
    List<Section> sections(String key) {
        List<Section> result = new ArrayList<>();
        value(key).ifPresent(found -> {
            if (!(found instanceof SequenceNode sequence)) {
                complaints.add(found, name(key), "must be a list (- …), not " + describe(found));
                return;
            }
            int index = 0;
            for (Node item : sequence.getValue()) {
                of(name(key) + "[" + index++ + "]", item, complaints).ifPresent(result::add);
            }
        });
        return result;
    }

    /** Its keys, in order, all of which are known now; for mappings whose keys are free. */
    List<String> names() {
        known.addAll(values.keySet());
        return List.copyOf(values.keySet());
    }

    /** Whether the value of a key is a mapping. */
    boolean isSection(String key) {
        return values.get(key) instanceof MappingNode;
    }

    /** A word, or the words of a list. */
    List<String> words(String key) {
        return value(key).map(found -> words(key, found)).orElse(List.of());
    }

    /** The words of a key that a maker turns into something, refusing by IllegalArgumentException. */
    <T> Optional<T> words(String key, Function<List<String>, T> maker) {
        List<String> words = words(key);
        return has(key) ? complaints.attempt(at(key), name(key), () -> maker.apply(words)) : Optional.empty();
    }

    /** What it holds, as words by their keys; for mappings whose keys are free. */
    Map<String, List<String>> words() {
        Map<String, List<String>> result = new LinkedHashMap<>();
        values.forEach((key, found) -> {
            known.add(key);
            result.put(key, words(key, found));
        });
        return result;
    }

    private List<String> words(String key, Node found) {
        List<Node> items = found instanceof SequenceNode sequence ? sequence.getValue() : List.of(found);
        List<String> words = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
                words.add(scalar.getValue());
            } else {
                complaints.add(item, name(key), "must be text, not " + describe(item));
            }
        }
        return List.copyOf(words);
    }

    /** Does something with the value of a key that refuses what is wrong. */
    void attempt(String key, Runnable action) {
        try {
            action.run();
        } catch (IllegalArgumentException e) {
            complain(key, String.valueOf(e.getMessage()));
        } catch (InvalidUnitException e) {
            e.problems().forEach(problem -> complain(key, problem.message()));
        }
    }

    void complain(String key, String message) {
        complaints.add(at(key), name(key), message);
    }

    /** Complains of every key that nobody asked for. */
    void end() {
        keys.forEach((key, at) -> {
            if (!known.contains(key)) {
                complaints.add(at, name(key), "unknown key" + Spelling.hint(key, known));
            }
        });
    }

    private Node at(String key) {
        Node found = values.get(key);
        return found == null ? node : found;
    }

    private String name(String key) {
        return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
    }

    private static String describe(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? "nothing" : "'" + scalar.getValue() + "'";
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }
}
