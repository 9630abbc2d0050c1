package dev.cuprum.lua.regex;

import dev.cuprum.lua.regex.Node.Verb;
import java.util.Arrays;
import java.util.List;

/**
 * With which bytes what follows a place can begin: arrays of {@link #SIZE}, of which the last tells whether it can be at the
 * end. More than there are does no harm.
 */
final class FirstSets {

    /** The bytes, and the end. */
    static final int SIZE = 257;

    static final int END = 256;

    /** Anything. */
    static final boolean[] ALL = new boolean[SIZE];

    static {
        Arrays.fill(ALL, true);
    }

    private final Newlines newlines;

    /** Whether nothing may be foretold, as directives would see the difference. */
    private final boolean blind;

    FirstSets(Newlines newlines, boolean blind) {
        this.newlines = newlines;
        this.blind = blind;
    }

    /** With what a node can begin before something that begins so. */
    boolean[] of(Node node, boolean[] follow) {
        if (blind) {
            return ALL;
        }
        if (node instanceof Node.Literal literal) {
            boolean[] set = new boolean[SIZE];
            set[literal.bytes()[0] & 0xff] = true;
            return set;
        }
        if (node instanceof Node.Letters letters) {
            boolean[] set = new boolean[SIZE];
            set[letters.lower()[0] & 0xff] = true;
            set[Character.toUpperCase(letters.lower()[0] & 0x7f)] |= letters.lower()[0] > 0;
            return set;
        }
        if (node instanceof Node.One one) {
            return Arrays.copyOf(one.set().first, SIZE);
        }
        if (node instanceof Node.Sequence sequence) {
            boolean[] set = follow;
            List<Node> items = sequence.items();
            for (int i = items.size() - 1; i >= 0; i--) {
                set = of(items.get(i), set);
            }
            return set;
        }
        if (node instanceof Node.Choice choice) {
            boolean[] set = new boolean[SIZE];
            choice.branches().forEach(branch -> add(set, of(branch, follow)));
            return set;
        }
        if (node instanceof Node.Capture capture) {
            return of(capture.body(), follow);
        }
        if (node instanceof Node.Atomic atomic) {
            return of(atomic.body(), follow);
        }
        if (node instanceof Node.Repeat repeat) {
            return repeat(repeat, follow);
        }
        if (node instanceof Node.Look || node instanceof Node.Restart) {
            return follow;
        }
        if (node instanceof Node.Place place) {
            return place(place, follow);
        }
        if (node instanceof Node.Directive directive && directive.verb() == Verb.FAIL) {
            return new boolean[SIZE];
        }
        return ALL;
    }

    private boolean[] repeat(Node.Repeat repeat, boolean[] follow) {
        if (repeat.max() == 0) {
            return follow;
        }
        boolean[] body = of(repeat.body(), follow);
        return repeat.min() > 0 ? body : union(body, follow);
    }

    private boolean[] place(Node.Place place, boolean[] follow) {
        boolean line = newlines == Newlines.LF;
        return switch (place.at()) {
            case SUBJECT_END -> only(follow, false);
            case LAST_LINE_END, LINE_END -> line ? only(follow, true) : follow;
            default -> follow;
        };
    }

    private static boolean[] only(boolean[] follow, boolean newline) {
        boolean[] set = new boolean[SIZE];
        set[END] = follow[END];
        set['\n'] = newline && follow['\n'];
        return set;
    }

    static boolean[] union(boolean[] a, boolean[] b) {
        boolean[] set = a.clone();
        add(set, b);
        return set;
    }

    private static void add(boolean[] set, boolean[] more) {
        for (int i = 0; i < SIZE; i++) {
            set[i] |= more[i];
        }
    }

    /** Whether no byte is in both. */
    static boolean disjoint(boolean[] bytes, boolean[] follow) {
        for (int i = 0; i < 256; i++) {
            if (bytes[i] && follow[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean isAll(boolean[] set) {
        return Arrays.equals(set, ALL);
    }
}
