package dev.cuprum.lua.regex;

import dev.cuprum.lua.regex.Node.At;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a match can begin, and what it must have: so that most places need not be tried. Immutable. */
final class Beginning {

    private static final byte[] NOTHING = {};

    /** Whether only the place where the search begins is tried. */
    final boolean once;
    /** Whether only the beginning of the subject is tried. */
    final boolean atSubjectStart;
    /** Whether only beginnings of lines are tried. */
    final boolean atLineStart;
    /** What a match begins with. */
    private final byte[] prefix;
    /** The bytes a match can begin with; null where that is any, or where it may match nothing. */
    private final boolean @Nullable [] first;
    /** The bytes a match can go on with behind its first; the last tells of the end. */
    private final boolean[] second;
    /** A byte that every match has; negative where none is known. */
    final int required;
    /** How many bytes a match has at least. */
    final int least;

    private Beginning(Node root, Reading in, FirstSets firsts, boolean blind, boolean searched) {
        once = in.has(RegexOption.ANCHORED) || startsAt(root, At.MATCH_START);
        atSubjectStart = startsAt(root, At.SUBJECT_START);
        atLineStart = startsAt(root, At.LINE_START) && in.newlines == Newlines.LF;
        boolean[] set = firsts.of(root, FirstSets.ALL);
        first = blind || FirstSets.isAll(set) || set[FirstSets.END] ? null : set;
        second = first == null ? FirstSets.ALL : SecondBytes.of(root, firsts);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!blind) {
            prefix(root, bytes);
        } else if (searched && initial(root) >= 0) {
            bytes.write(initial(root));
        }
        prefix = bytes.size() > 0 ? bytes.toByteArray() : NOTHING;
        required = blind ? -1 : required(root);
        least = searched && !Lengths.accepts(root) ? Lengths.least(root) : 0;
    }

    /**
     * What is known of an expression.
     *
     * @param blind whether something in it could see that a place is not tried; no more is known then than PCRE knows
     * @param searched whether it lets places be left out at all
     */
    static Beginning of(Node root, Reading in, FirstSets firsts, boolean blind, boolean searched) {
        return new Beginning(root, in, firsts, blind || !searched, searched);
    }

    /** The byte that every match begins with; negative where there is none. */
    private static int initial(Node node) {
        if (node instanceof Node.Literal literal) {
            return literal.bytes()[0] & 0xff;
        }
        if (node instanceof Node.Sequence sequence) {
            for (Node item : sequence.items()) {
                boolean empty = item instanceof Node.Directive directive && directive.verb() != Node.Verb.ACCEPT
                        || item instanceof Node.Place
                        || item instanceof Node.Look;
                if (!empty) {
                    return initial(item);
                }
            }
            return -1;
        }
        if (node instanceof Node.Choice choice) {
            int one = initial(choice.branches().get(0));
            return choice.branches().stream().allMatch(branch -> initial(branch) == one) ? one : -1;
        }
        if (node instanceof Node.Capture capture) {
            return initial(capture.body());
        }
        if (node instanceof Node.Repeat repeat) {
            return repeat.min() > 0 ? initial(repeat.body()) : -1;
        }
        return node instanceof Node.Atomic atomic ? initial(atomic.body()) : -1;
    }

    /** Whether every match passes a place before anything else. */
    private static boolean startsAt(Node node, At at) {
        if (node instanceof Node.Place place) {
            return place.at() == at;
        }
        if (node instanceof Node.Sequence sequence) {
            return !sequence.items().isEmpty() && startsAt(sequence.items().get(0), at);
        }
        if (node instanceof Node.Choice choice) {
            return choice.branches().stream().allMatch(branch -> startsAt(branch, at));
        }
        if (node instanceof Node.Capture capture) {
            return startsAt(capture.body(), at);
        }
        return node instanceof Node.Atomic atomic && startsAt(atomic.body(), at);
    }

    /** Collects what a match begins with; says whether more may follow. */
    private static boolean prefix(Node node, ByteArrayOutputStream bytes) {
        if (node instanceof Node.Literal literal) {
            bytes.writeBytes(literal.bytes());
            return true;
        }
        if (node instanceof Node.Sequence sequence) {
            for (Node item : sequence.items()) {
                if (!prefix(item, bytes)) {
                    return false;
                }
            }
            return true;
        }
        return node instanceof Node.Capture capture && prefix(capture.body(), bytes);
    }

    private static int required(Node node) {
        if (node instanceof Node.Literal literal) {
            return literal.bytes()[literal.bytes().length - 1] & 0xff;
        }
        if (node instanceof Node.Sequence sequence) {
            List<Node> items = sequence.items();
            for (int i = items.size() - 1; i >= 0; i--) {
                int found = required(items.get(i));
                if (found >= 0) {
                    return found;
                }
            }
            return -1;
        }
        if (node instanceof Node.Capture capture) {
            return required(capture.body());
        }
        if (node instanceof Node.Repeat repeat) {
            return repeat.min() > 0 ? required(repeat.body()) : -1;
        }
        return node instanceof Node.Atomic atomic ? required(atomic.body()) : -1;
    }

    /** The next place from one on where a match may begin; negative where there is none. */
    int next(byte[] bytes, int from, int end) {
        if (from > end - least) {
            return -1;
        }
        if (prefix.length > 0) {
            return find(bytes, from, end - prefix.length);
        }
        boolean[] wanted = first;
        if (wanted == null) {
            return from;
        }
        int last = end - Math.max(least, 1);
        for (int i = from; i <= last; i++) {
            if (wanted[bytes[i] & 0xff] && second[i + 1 < end ? bytes[i + 1] & 0xff : FirstSets.END]) {
                return i;
            }
        }
        return -1;
    }

    private int find(byte[] bytes, int from, int last) {
        byte initial = prefix[0];
        for (int i = from; i <= last; i++) {
            if (bytes[i] == initial && isAt(bytes, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] bytes, int place) {
        for (int i = 1; i < prefix.length; i++) {
            if (bytes[place + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
