package dev.cuprum.lua.regex;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Walks through nodes. */
final class Nodes {

    private Nodes() {}

    /** The nodes that one directly has. */
    static List<Node> parts(Node node) {
        if (node instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        if (node instanceof Node.Choice choice) {
            return choice.branches();
        }
        if (node instanceof Node.Capture capture) {
            return List.of(capture.body());
        }
        if (node instanceof Node.Atomic atomic) {
            return List.of(atomic.body());
        }
        if (node instanceof Node.Look look) {
            return List.of(look.body());
        }
        if (node instanceof Node.Repeat repeat) {
            return List.of(repeat.body());
        }
        if (node instanceof Node.Conditional conditional) {
            return conditional.test() instanceof Node.Test.Looks looks
                    ? List.of(looks.look(), conditional.yes(), conditional.no())
                    : List.of(conditional.yes(), conditional.no());
        }
        return List.of();
    }

    /** Shows a node, and all that it has. */
    static void all(Node node, Consumer<Node> visitor) {
        visitor.accept(node);
        parts(node).forEach(part -> all(part, visitor));
    }

    /** Whether it, or a part of it, is such. */
    static boolean any(Node node, Predicate<Node> wanted) {
        return wanted.test(node) || parts(node).stream().anyMatch(part -> any(part, wanted));
    }
}
