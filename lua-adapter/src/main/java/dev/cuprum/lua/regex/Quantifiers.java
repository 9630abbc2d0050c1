package dev.cuprum.lua.regex;

import dev.cuprum.lua.regex.Node.Greed;

/** Reads what says how often. */
final class Quantifiers {

    private static final int LARGEST = 65535;

    private final Reading in;
    private int min;
    private int max;

    Quantifiers(Reading in) {
        this.in = in;
    }

    /** How many bytes the quantifier in braces has that begins at a place; 0 where none does. */
    static int lengthAt(Reading in, int place) {
        int i = place + 1;
        if (in.byteAt(place) != '{' || !Reading.isDigit(in.byteAt(i))) {
            return 0;
        }
        i = afterDigits(in, i);
        if (in.byteAt(i) == ',') {
            i = afterDigits(in, i + 1);
        }
        return in.byteAt(i) == '}' ? i + 1 - place : 0;
    }

    private static int afterDigits(Reading in, int from) {
        int i = from;
        while (Reading.isDigit(in.byteAt(i))) {
            i++;
        }
        return i;
    }

    /** Whether there is one at the byte that is being read. */
    boolean isThere() {
        int c = in.peek(0);
        return c == '*' || c == '+' || c == '?' || lengthAt(in, in.at) > 0;
    }

    /** Reads one, and makes of a node what it says; the last byte of it is then the one that is being read. */
    void read() throws RegexSyntaxException {
        int c = in.peek(0);
        min = c == '+' ? 1 : 0;
        max = c == '?' ? 1 : Node.UNLIMITED;
        if (c == '{') {
            in.at++;
            counts();
        }
    }

    private void counts() throws RegexSyntaxException {
        min = number();
        max = min;
        if (in.peek(0) == ',') {
            in.at++;
            max = in.peek(0) == '}' ? Node.UNLIMITED : number();
            if (max < min) {
                throw in.fault("numbers out of order in {} quantifier");
            }
        }
    }

    private int number() throws RegexSyntaxException {
        int number = 0;
        while (Reading.isDigit(in.peek(0))) {
            number = number * 10 + in.peek(0) - '0';
            in.at++;
            if (number > LARGEST) {
                throw in.fault("number too big in {} quantifier");
            }
        }
        return number;
    }

    /** Reads how it chooses, and applies it. */
    Node apply(Node node) {
        skipBlanks();
        boolean possessive = in.peek(1) == '+';
        boolean other = in.peek(1) == '?';
        in.at += possessive || other ? 1 : 0;
        boolean lazy = other != in.has(RegexOption.UNGREEDY);
        Greed greed = possessive ? Greed.POSSESSIVE : lazy ? Greed.LAZY : Greed.GREEDY;
        if (node instanceof Node.Look || node instanceof Node.Directive) {
            return min > 0 ? node : new Node.Repeat(node, min, Math.min(max, 1), greed);
        }
        return new Node.Repeat(node, min, max, greed);
    }

    private void skipBlanks() {
        if (!in.has(RegexOption.EXTENDED)) {
            return;
        }
        int i = in.at + 1;
        while (i < in.text.length) {
            if (Reading.isSpace(in.byteAt(i))) {
                i++;
            } else if (in.byteAt(i) == '#') {
                i = afterComment(in, i);
            } else {
                break;
            }
        }
        in.at = i - 1;
    }

    /** Where the line of a comment ends. */
    static int afterComment(Reading in, int place) {
        int i = place + 1;
        while (i < in.text.length) {
            int length = in.newlines.lengthAt(in.text, i, in.text.length, in.utf());
            if (length > 0) {
                return i + length;
            }
            i++;
        }
        return i;
    }
}
