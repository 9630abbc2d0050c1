package dev.cuprum.lua.regex;

import java.util.ArrayDeque;
import java.util.Arrays;

/** With which byte what an expression matches can go on behind its first. More than there are do no harm. */
final class SecondBytes {

    /** How many nodes are looked at; an expression with more ways to begin can go on with anything. */
    private static final int MOST = 300;

    private final FirstSets firsts;
    private final boolean[] set = new boolean[FirstSets.SIZE];
    private int seen;

    private SecondBytes(FirstSets firsts) {
        this.firsts = firsts;
    }

    static boolean[] of(Node root, FirstSets firsts) {
        SecondBytes second = new SecondBytes(firsts);
        second.add(root, new ArrayDeque<>());
        return second.set;
    }

    private void addAll() {
        Arrays.fill(set, true);
    }

    private void add(boolean[] more) {
        for (int i = 0; i < set.length; i++) {
            set[i] |= more[i];
        }
    }

    /** Adds those of a node, which is followed by others. */
    private void add(Node node, ArrayDeque<Node> rest) {
        if (++seen > MOST) {
            addAll();
        } else if (node instanceof Node.Literal literal && literal.bytes().length > 1) {
            set[literal.bytes()[1] & 0xff] = true;
        } else if (node instanceof Node.Literal || node instanceof Node.One one && one.set().isBytes()) {
            add(beginning(rest));
        } else if (node instanceof Node.Sequence sequence) {
            for (int i = sequence.items().size() - 1; i >= 0; i--) {
                rest.push(sequence.items().get(i));
            }
            next(rest);
        } else if (node instanceof Node.Choice choice) {
            choice.branches().forEach(branch -> add(branch, rest.clone()));
        } else if (node instanceof Node.Capture capture) {
            add(capture.body(), rest);
        } else if (node instanceof Node.Repeat repeat && repeat.max() > 0) {
            repeat(repeat, rest);
        } else if (node instanceof Node.Place) {
            next(rest);
        } else {
            addAll();
        }
    }

    private void next(ArrayDeque<Node> rest) {
        if (rest.isEmpty()) {
            addAll();
        } else {
            Node node = rest.pop();
            add(node, rest);
        }
    }

    private void repeat(Node.Repeat repeat, ArrayDeque<Node> rest) {
        ArrayDeque<Node> again = rest.clone();
        if (repeat.max() > 1) {
            again.push(new Node.Repeat(
                    repeat.body(),
                    Math.max(0, repeat.min() - 1),
                    repeat.max() == Node.UNLIMITED ? repeat.max() : repeat.max() - 1,
                    repeat.greed()));
        }
        add(repeat.body(), again);
        if (repeat.min() == 0) {
            next(rest);
        }
    }

    private boolean[] beginning(ArrayDeque<Node> rest) {
        boolean[] follow = FirstSets.ALL;
        for (var nodes = rest.descendingIterator(); nodes.hasNext(); ) {
            follow = firsts.of(nodes.next(), follow);
        }
        return follow;
    }
}
