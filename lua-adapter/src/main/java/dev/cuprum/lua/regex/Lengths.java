package dev.cuprum.lua.regex;

import dev.cuprum.lua.regex.Node.Verb;
import java.util.List;

/** How long what a node matches is. */
final class Lengths {

    /** No length that is always the same. */
    static final int VARIES = -1;

    /** No length in characters, as single bytes are matched. */
    static final int RAW_BYTE = -2;

    private static final int LONGEST = 65535;

    private Lengths() {}

    /** How many characters it has, or bytes where the text is not UTF-8; negative where that is not known. */
    static int fixed(Node node, boolean utf, Reading in) {
        if (node instanceof Node.Literal literal) {
            return utf ? characters(literal.bytes()) : literal.bytes().length;
        }
        if (node instanceof Node.One) {
            return 1;
        }
        if (node instanceof Node.RawByte) {
            return utf ? RAW_BYTE : 1;
        }
        if (node instanceof Node.Sequence sequence) {
            return sum(sequence.items(), utf, in);
        }
        if (node instanceof Node.Choice choice) {
            return common(choice.branches(), utf, in);
        }
        if (node instanceof Node.Capture capture) {
            return fixed(capture.body(), utf, in);
        }
        if (node instanceof Node.Atomic atomic) {
            return fixed(atomic.body(), utf, in);
        }
        if (node instanceof Node.Conditional conditional) {
            return conditional(conditional, utf, in);
        }
        if (node instanceof Node.Repeat repeat) {
            return repeat(repeat, utf, in);
        }
        if (node instanceof Node.Call call) {
            return call(call, utf, in);
        }
        boolean wide =
                node instanceof Node.Reference || node instanceof Node.LineBreak || node instanceof Node.Grapheme;
        return wide ? VARIES : 0;
    }

    /** What calls another group, which may call this one, has no length that is known. */
    private static int call(Node.Call call, boolean utf, Reading in) {
        int[] numbers = call.group().numbers(in.names);
        Node body = numbers.length == 0 ? null : in.bodies.get(numbers[0]);
        if (body == null || Nodes.any(body, part -> part instanceof Node.Call)) {
            return VARIES;
        }
        return fixed(body, utf, in);
    }

    private static int conditional(Node.Conditional conditional, boolean utf, Reading in) {
        if (conditional.test() instanceof Node.Test.Define) {
            return 0;
        }
        boolean one = conditional.no() == Node.EMPTY;
        return one ? fixed(conditional.yes(), utf, in) : common(List.of(conditional.yes(), conditional.no()), utf, in);
    }

    private static int characters(byte[] bytes) {
        int count = 0;
        for (byte b : bytes) {
            count += Utf8.continues(b) ? 0 : 1;
        }
        return count;
    }

    private static int sum(List<Node> items, boolean utf, Reading in) {
        int sum = 0;
        for (Node item : items) {
            int length = fixed(item, utf, in);
            if (length < 0) {
                return length;
            }
            sum = Math.min(sum + length, LONGEST * 2);
        }
        return sum > LONGEST ? VARIES : sum;
    }

    private static int common(List<Node> branches, boolean utf, Reading in) {
        int common = fixed(branches.get(0), utf, in);
        for (Node branch : branches) {
            int length = fixed(branch, utf, in);
            if (length < 0 || length != common) {
                return Math.min(length, VARIES);
            }
        }
        return common;
    }

    private static int repeat(Node.Repeat repeat, boolean utf, Reading in) {
        if (repeat.max() == 0) {
            return 0;
        }
        int length = fixed(repeat.body(), utf, in);
        long all = (long) length * repeat.min();
        return length < 0 ? length : repeat.min() != repeat.max() || all > LONGEST ? VARIES : (int) all;
    }

    /** How many bytes it always has; negative where that varies or is not known. */
    static int bytes(Node node, Reading in) {
        boolean varies = Nodes.any(
                node,
                part -> part instanceof Node.One one && !one.set().isBytes()
                        || part instanceof Node.Conditional
                        || part instanceof Node.Call
                        || part instanceof Node.Directive);
        return varies ? VARIES : fixed(node, false, in);
    }

    /** How many bytes it has at least; what is called counts for nothing. */
    static int least(Node node) {
        if (node instanceof Node.Literal literal) {
            return literal.bytes().length;
        }
        if (node instanceof Node.One
                || node instanceof Node.RawByte
                || node instanceof Node.LineBreak
                || node instanceof Node.Grapheme) {
            return 1;
        }
        if (node instanceof Node.Sequence sequence) {
            int sum = 0;
            for (Node item : sequence.items()) {
                sum = Math.min(LONGEST, sum + least(item));
            }
            return sum;
        }
        if (node instanceof Node.Choice choice) {
            return choice.branches().stream().mapToInt(Lengths::least).min().orElse(0);
        }
        if (node instanceof Node.Capture capture) {
            return least(capture.body());
        }
        if (node instanceof Node.Atomic atomic) {
            return least(atomic.body());
        }
        if (node instanceof Node.Conditional conditional) {
            return Math.min(least(conditional.yes()), least(conditional.no()));
        }
        if (node instanceof Node.Repeat repeat) {
            return (int) Math.min(LONGEST, (long) repeat.min() * least(repeat.body()));
        }
        return 0;
    }

    /** Whether it may match nothing. */
    static boolean couldBeEmpty(Node node) {
        return least(node) == 0;
    }

    /** Whether a match may be accepted before its end, in what is not optional: PCRE does not look into that. */
    static boolean accepts(Node node) {
        if (node instanceof Node.Directive directive) {
            return directive.verb() == Verb.ACCEPT;
        }
        boolean optional = node instanceof Node.Repeat repeat && repeat.min() == 0;
        return !optional && Nodes.parts(node).stream().anyMatch(Lengths::accepts);
    }
}
