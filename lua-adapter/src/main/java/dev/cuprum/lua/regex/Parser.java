package dev.cuprum.lua.regex;

import dev.cuprum.lua.regex.Node.At;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an expression as PCRE does, with its messages and where it says they are. What is read stands in the order of the
 * text; what PCRE only finds in its second pass is left to the checks of the reading.
 */
final class Parser {

    /** What a branch has so far. */
    private static final class Branch {
        final List<Node> items = new ArrayList<>();
        /** Whether a quantifier can follow. */
        boolean repeatable;
        /** The first branch, where this one is another of a look. */
        Node first = Node.EMPTY;

        void add(Node node, boolean canRepeat) {
            items.add(node);
            repeatable = canRepeat;
        }

        Node node() {
            return items.size() == 1 ? items.get(0) : new Node.Sequence(items);
        }
    }

    /** Which branches are read. */
    enum Branches {
        PLAIN,
        /** The groups of all have the same numbers. */
        SAME_NUMBERS,
        AHEAD,
        BEHIND
    }

    private final Reading in;
    private final Escapes escapes;
    private final ClassParser classes;
    private final Quantifiers quantifiers;
    private final GroupParser groups;
    private final Emptiness emptiness;
    /** The branches that are being read, from the outermost. */
    private final List<Branch> open = new ArrayList<>();

    private boolean quoted;

    Parser(Reading in) {
        this.in = in;
        this.escapes = new Escapes(in);
        this.classes = new ClassParser(in, escapes);
        this.quantifiers = new Quantifiers(in);
        this.groups = new GroupParser(in, this);
        this.emptiness = new Emptiness(in);
    }

    /** Reads the expression. */
    Node parse() throws RegexSyntaxException {
        Node node = branches(Branches.PLAIN);
        for (Reading.Check check : in.checks) {
            RegexSyntaxException fault = check.fault();
            if (fault != null) {
                throw fault;
            }
        }
        if (!in.atEnd()) {
            throw in.fault("unmatched parentheses");
        }
        if (in.lastReference > in.lastGroup) {
            throw in.faultAt("reference to non-existent subpattern", in.text.length);
        }
        return node;
    }

    /** Reads branches up to a parenthesis that closes, or to the end. */
    Node branches(Branches kind) throws RegexSyntaxException {
        boolean sameNumbers = kind == Branches.SAME_NUMBERS;
        boolean look = kind == Branches.AHEAD || kind == Branches.BEHIND;
        List<Node> branches = new ArrayList<>();
        int firstGroup = in.groups;
        int most = firstGroup;
        while (true) {
            Node branch = branch(look && !branches.isEmpty() ? branches.get(0) : Node.EMPTY);
            branches.add(kind == Branches.BEHIND ? groups.fixed(branch) : branch);
            most = Math.max(most, in.groups);
            if (in.peek(0) != '|') {
                break;
            }
            in.at++;
            if (sameNumbers) {
                in.groups = firstGroup;
            }
        }
        in.groups = sameNumbers ? most : in.groups;
        return branches.size() == 1 ? branches.get(0) : new Node.Choice(branches);
    }

    /** How many branches are being read, one within the other. */
    int depth() {
        return open.size();
    }

    /** Whether what has been read of the branches from a depth on could match nothing, as far as can be seen. */
    boolean couldBeEmpty(int depth) {
        for (int i = depth; i < open.size(); i++) {
            Branch branch = open.get(i);
            if (!emptiness.possible(new Node.Sequence(branch.items)) || !emptiness.possible(branch.first)) {
                return false;
            }
        }
        return true;
    }

    private Node branch(Node first) throws RegexSyntaxException {
        Branch branch = new Branch();
        branch.first = first;
        open.add(branch);
        while (!in.atEnd()) {
            in.budget.poll();
            int c = in.peek(0);
            if (quoted) {
                quoted(branch);
            } else if (in.has(RegexOption.EXTENDED) && skipBlanks()) {
                continue;
            } else if (in.follows(0, "(?#")) {
                comment();
            } else if (c == '|' || c == ')') {
                break;
            } else if (quantifiers.isThere()) {
                quantify(branch);
            } else {
                item(branch, c);
            }
            in.at++;
        }
        open.remove(open.size() - 1);
        return branch.node();
    }

    private void quoted(Branch branch) {
        if (in.follows(0, "\\E")) {
            quoted = false;
            in.at++;
        } else {
            branch.add(literal(in.character()), true);
        }
    }

    /** Whether there was white space or a comment. */
    private boolean skipBlanks() {
        int before = in.at;
        while (Reading.isSpace(in.peek(0))) {
            in.at++;
        }
        if (in.peek(0) == '#') {
            in.at = Quantifiers.afterComment(in, in.at);
        }
        return in.at > before;
    }

    private void comment() throws RegexSyntaxException {
        in.at += 3;
        while (!in.atEnd() && in.peek(0) != ')') {
            in.at++;
        }
        if (in.atEnd()) {
            throw in.fault("missing ) after comment");
        }
    }

    private void quantify(Branch branch) throws RegexSyntaxException {
        quantifiers.read();
        if (!branch.repeatable) {
            throw in.fault("nothing to repeat");
        }
        int last = branch.items.size() - 1;
        branch.items.set(last, quantifiers.apply(branch.items.get(last)));
        branch.repeatable = false;
    }

    private void item(Branch branch, int c) throws RegexSyntaxException {
        switch (c) {
            case '^' ->
                branch.add(new Node.Place(in.has(RegexOption.MULTILINE) ? At.LINE_START : At.SUBJECT_START), false);
            case '$' ->
                branch.add(new Node.Place(in.has(RegexOption.MULTILINE) ? At.LINE_END : At.LAST_LINE_END), false);
            case '.' -> branch.add(in.has(RegexOption.DOTALL) ? any() : notLineEnd(), true);
            case '[' -> bracket(branch);
            case '(' -> groups.read();
            case '\\' -> escape(branch);
            case ']' -> closing(branch);
            default -> branch.add(literal(in.character()), true);
        }
    }

    /** Adds a node to the branch that is being read. */
    void add(Node node, boolean repeatable) {
        open.get(open.size() - 1).add(node, repeatable);
    }

    /** Lets no quantifier follow. */
    void nothingToRepeat() {
        open.get(open.size() - 1).repeatable = false;
    }

    private void closing(Branch branch) throws RegexSyntaxException {
        if (in.has(RegexOption.JAVASCRIPT)) {
            throw in.fault("] is an invalid data character in JavaScript compatibility mode");
        }
        branch.add(literal(']'), true);
    }

    private void bracket(Branch branch) throws RegexSyntaxException {
        boolean start = in.follows(0, "[[:<:]]");
        if (start || in.follows(0, "[[:>:]]")) {
            in.at += 6;
            wordEdge(branch, start);
            return;
        }
        if (classes.posixEnd() > 0) {
            throw in.fault(
                    in.peek(1) == ':'
                            ? "POSIX named classes are supported only within a class"
                            : "POSIX collating elements are not supported");
        }
        branch.add(new Node.One(classes.read()), true);
    }

    private void wordEdge(Branch branch, boolean start) {
        CharSetBuilder word = new CharSetBuilder(in.options);
        ClassParser.kind(word, 'w', in);
        branch.add(new Node.Place(At.WORD_EDGE), false);
        branch.add(new Node.Look(new Node.One(word.build(false)), !start, false), false);
    }

    private Node any() {
        return new Node.One(
                new CharSetBuilder(in.options).addAll(Properties.ANY, false).build(false));
    }

    /** A dot: anything that does not begin the end of a line. */
    private Node notLineEnd() {
        return switch (in.newlines) {
            case LF -> except("\n");
            case CR -> except("\r");
            case ANYCRLF -> except("\r\n");
            case ANY ->
                new Node.One(new CharSetBuilder(in.options)
                        .addAll(Properties.VERTICAL_SPACE, false)
                        .build(true));
            case CRLF ->
                new Node.Sequence(
                        List.of(new Node.Look(new Node.Literal(new byte[] {'\r', '\n'}), false, true), any()));
        };
    }

    private Node except(String characters) {
        CharSetBuilder set = new CharSetBuilder(in.options & ~RegexOption.CASELESS.bit());
        characters.chars().forEach(set::add);
        return new Node.One(set.build(true));
    }

    /** A character that stands for itself. */
    private Node literal(int code) {
        if (in.has(RegexOption.CASELESS)) {
            CharSet set = new CharSetBuilder(in.options).add(code).build(false);
            if (!set.isBytes() || set.single() < 0) {
                return caseless(code, set);
            }
        }
        return new Node.Literal(in.utf() ? Utf8.encode(code) : new byte[] {(byte) code});
    }

    private Node caseless(int code, CharSet set) {
        boolean[] others = {false};
        CaseFolding.others(code, code, other -> others[0] = true);
        return others[0] ? new Node.One(set) : new Node.Literal(Utf8.encode(code));
    }

    private void escape(Branch branch) throws RegexSyntaxException {
        int escape = escapes.read(false);
        if (escape >= 0) {
            branch.add(literal(escape), true);
        } else if (Escapes.isReference(escape)) {
            groups.reference(Escapes.group(escape));
        } else {
            letter(branch, -escape);
        }
    }

    private void letter(Branch branch, int letter) throws RegexSyntaxException {
        switch (letter) {
            case 'Q' -> {
                quoted = !in.follows(1, "\\E");
                in.at += quoted ? 0 : 2;
            }
            case 'E' -> {}
            case 'g' -> groups.calledByEscape();
            case 'k' -> groups.referenceByName();
            case 'A' -> branch.add(new Node.Place(At.SUBJECT_START), false);
            case 'G' -> branch.add(new Node.Place(At.MATCH_START), false);
            case 'K' -> branch.add(new Node.Restart(), false);
            case 'B' -> branch.add(new Node.Place(At.NO_WORD_EDGE), false);
            case 'b' -> branch.add(new Node.Place(At.WORD_EDGE), false);
            case 'Z' -> branch.add(new Node.Place(At.LAST_LINE_END), false);
            case 'z' -> branch.add(new Node.Place(At.SUBJECT_END), false);
            case 'C' -> branch.add(new Node.RawByte(), true);
            case 'N' -> branch.add(notLineEnd(), true);
            case 'R' -> branch.add(new Node.LineBreak(in.unicodeLineBreaks), true);
            case 'X' -> branch.add(new Node.Grapheme(), true);
            default -> kind(branch, letter);
        }
    }

    private void kind(Branch branch, int letter) throws RegexSyntaxException {
        CharSetBuilder set = new CharSetBuilder(in.options & ~RegexOption.CASELESS.bit());
        if (letter == 'p' || letter == 'P') {
            classes.property(set, letter == 'P');
        } else {
            ClassParser.kind(set, letter, in);
        }
        branch.add(new Node.One(set.build(false)), true);
    }
}
