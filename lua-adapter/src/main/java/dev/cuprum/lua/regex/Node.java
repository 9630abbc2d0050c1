package dev.cuprum.lua.regex;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a part of an expression means. */
sealed interface Node {

    /** Matches nothing, in the good sense. */
    Node EMPTY = new Sequence(List.of());

    /** One character, exactly: its bytes. */
    record Literal(byte[] bytes) implements Node {}

    /** Characters of ASCII, in either case where they are letters: in lower case. Only the compiler makes it. */
    record Letters(byte[] lower) implements Node {}

    /** One character of a set. */
    record One(CharSet set) implements Node {}

    /** One byte, be it a part of a character. */
    record RawByte() implements Node {}

    /** One after the other. */
    record Sequence(List<Node> items) implements Node {}

    /** The first of some that matches. */
    record Choice(List<Node> branches) implements Node {}

    /** A group that notes what it matched. */
    record Capture(int number, Node body) implements Node {}

    /** So often. */
    record Repeat(Node body, int min, int max, Greed greed) implements Node {}

    /** A match that is not changed any more. */
    record Atomic(Node body) implements Node {}

    /** What comes next or has come before. */
    record Look(Node body, boolean behind, boolean negative) implements Node {}

    /** Goes back by what a branch of a look behind has. Only the compiler makes it. */
    record Back(Node branch) implements Node {}

    /** A place without width. */
    record Place(At at) implements Node {}

    /** What the first of these groups that is set has matched. */
    record Reference(Groups groups, boolean caseless) implements Node {}

    /** A group once more; the whole expression where it is 0. */
    record Call(Groups group) implements Node {}

    /** One of two, as a test tells. */
    record Conditional(Test test, Node yes, Node no) implements Node {}

    /** Directs backtracking. */
    record Directive(Verb verb, @Nullable String name) implements Node {}

    /** The match begins here. */
    record Restart() implements Node {}

    /** The end of a line, of one or two characters. */
    record LineBreak(boolean unicode) implements Node {}

    /** What people take for one character. */
    record Grapheme() implements Node {}

    /** Groups by number or by name; what bears a name is known only in the end. */
    record Groups(int number, @Nullable String name) {

        /** The numbers, in the order in which the groups stand. */
        int[] numbers(Names names) {
            return name == null ? new int[] {number} : names.of(name);
        }

        static Groups of(int number) {
            return new Groups(number, null);
        }
    }

    /** Stands for without a limit where a maximum is asked for. */
    int UNLIMITED = Integer.MAX_VALUE;

    /** How a quantifier chooses. */
    enum Greed {
        GREEDY,
        LAZY,
        POSSESSIVE
    }

    /** Places without width. */
    enum At {
        SUBJECT_START,
        SUBJECT_END,
        LAST_LINE_END,
        MATCH_START,
        LINE_START,
        LINE_END,
        WORD_EDGE,
        NO_WORD_EDGE
    }

    /** What directs backtracking. */
    enum Verb {
        ACCEPT,
        COMMIT,
        FAIL,
        MARK,
        PRUNE,
        SKIP,
        THEN
    }

    /** What a conditional asks. */
    sealed interface Test {

        /** Whether one of these groups is set. */
        record IsSet(Groups groups) implements Test {}

        /** Whether one of these groups is being called; any at all where the number is negative. */
        record IsCalled(Groups groups) implements Test {}

        /** Whether a look succeeds. */
        record Looks(Look look) implements Test {}

        /** Never: what it guards is there to be called. */
        record Define() implements Test {}
    }
}
