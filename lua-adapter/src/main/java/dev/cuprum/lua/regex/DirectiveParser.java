package dev.cuprum.lua.regex;

import dev.cuprum.lua.regex.Node.Verb;

/** Reads what directs backtracking: {@code (*VERB)}. */
final class DirectiveParser {

    private static final int LONGEST_NAME = 255;

    private final Reading in;

    DirectiveParser(Reading in) {
        this.in = in;
    }

    /** Reads it; the parenthesis that opens it is the byte that is being read, then the one that closes it. */
    Node read() throws RegexSyntaxException {
        in.at += 2;
        int start = in.at;
        while (Reading.isLetter(in.peek(0))) {
            in.at++;
        }
        String word = in.slice(start, in.at);
        String name = "";
        if (in.peek(0) == ':') {
            int from = ++in.at;
            while (!in.atEnd() && in.peek(0) != ')') {
                in.at++;
            }
            name = in.slice(from, Math.min(in.at, in.text.length));
            if (name.length() > LONGEST_NAME) {
                throw in.fault("name is too long in (*MARK), (*PRUNE), (*SKIP), or (*THEN)");
            }
        }
        if (in.peek(0) != ')') {
            throw in.fault("(*VERB) not recognized or malformed");
        }
        return new Node.Directive(verb(word, !name.isEmpty()), name.isEmpty() ? null : name);
    }

    private Verb verb(String word, boolean named) throws RegexSyntaxException {
        return switch (word) {
            case "", "MARK" -> {
                if (!named) {
                    throw in.fault("(*MARK) must have an argument");
                }
                yield Verb.MARK;
            }
            case "ACCEPT" -> bare(Verb.ACCEPT, named);
            case "COMMIT" -> bare(Verb.COMMIT, named);
            case "F", "FAIL" -> bare(Verb.FAIL, named);
            case "PRUNE" -> Verb.PRUNE;
            case "SKIP" -> Verb.SKIP;
            case "THEN" -> Verb.THEN;
            default -> throw in.fault("(*VERB) not recognized or malformed");
        };
    }

    private Verb bare(Verb verb, boolean named) throws RegexSyntaxException {
        if (named) {
            throw in.fault("an argument is not allowed for (*ACCEPT), (*FAIL), or (*COMMIT)");
        }
        return verb;
    }
}
