package dev.cuprum.lua.regex;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Joins characters that stand side by side. */
final class Literals {

    private Literals() {}

    /** The nodes of a sequence, and of sequences in it, where characters side by side are one node. */
    static List<Node> joined(Node.Sequence sequence) {
        List<Node> flat = new ArrayList<>();
        flatten(sequence, flat);
        List<Node> joined = new ArrayList<>();
        int i = 0;
        while (i < flat.size()) {
            int exact = end(flat, i, false);
            int caseless = end(flat, i, true);
            if (caseless > exact && caseless > i + 1) {
                joined.add(new Node.Letters(bytes(flat.subList(i, caseless))));
                i = caseless;
            } else if (exact > i) {
                joined.add(new Node.Literal(bytes(flat.subList(i, exact))));
                i = exact;
            } else {
                joined.add(flat.get(i++));
            }
        }
        return joined;
    }

    private static void flatten(Node node, List<Node> flat) {
        if (node instanceof Node.Sequence sequence) {
            sequence.items().forEach(item -> flatten(item, flat));
        } else {
            flat.add(node);
        }
    }

    private static int end(List<Node> nodes, int start, boolean caseless) {
        int i = start;
        while (i < nodes.size() && (caseless ? letter(nodes.get(i)) >= 0 : nodes.get(i) instanceof Node.Literal)) {
            i++;
        }
        return i;
    }

    private static byte[] bytes(List<Node> nodes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Node node : nodes) {
            if (node instanceof Node.Literal literal) {
                bytes.writeBytes(literal.bytes());
            } else {
                bytes.write(letter(node));
            }
        }
        return bytes.toByteArray();
    }

    /** The character that a node is in either case, in lower case; negative where it is something else. */
    private static int letter(Node node) {
        if (node instanceof Node.Literal literal) {
            int b = literal.bytes()[0];
            return literal.bytes().length == 1 && b >= 0 && !Reading.isLetter(b) ? b : -1;
        }
        if (!(node instanceof Node.One one) || !one.set().isBytes()) {
            return -1;
        }
        int found = -1;
        for (int b = 0; b < 256; b++) {
            if (one.set().first[b]) {
                boolean pair = found < 0 ? b >= 'A' && b <= 'Z' : found == b - 32;
                if (!pair) {
                    return -1;
                }
                found = b;
            }
        }
        return found >= 'a' ? found : -1;
    }
}
