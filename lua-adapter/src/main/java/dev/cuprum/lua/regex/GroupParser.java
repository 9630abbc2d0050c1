package dev.cuprum.lua.regex;

import dev.cuprum.lua.regex.Node.Groups;
import dev.cuprum.lua.regex.Node.Verb;
import dev.cuprum.lua.regex.Parser.Branches;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what begins with a parenthesis, and what refers to groups. */
final class GroupParser {

    /** How deeply groups may be nested. */
    private static final int DEEPEST = 250;

    private static final int LONGEST_NAME = 32;
    private static final int MOST_NAMES = 10_000;
    private static final int TOO_LARGE = Integer.MAX_VALUE / 10 - 1;

    /** A group that is being read. */
    private record Open(int number, int depth) {}

    private final Reading in;
    private final Parser parser;
    private final ConditionParser conditions;
    private final DirectiveParser directives;
    private final List<Open> open = new ArrayList<>();
    /** The numbers of all groups that have been begun. */
    private final Set<Integer> started = new HashSet<>();

    private int nested;

    GroupParser(Reading in, Parser parser) {
        this.in = in;
        this.parser = parser;
        this.conditions = new ConditionParser(in, this);
        this.directives = new DirectiveParser(in);
        open.add(new Open(0, 0));
    }

    /** Reads a group; the parenthesis that opens it is the byte that is being read, then the one that closes it. */
    void read() throws RegexSyntaxException {
        if (in.peek(1) == '*' && (in.peek(2) == ':' || Reading.isLetter(in.peek(2)))) {
            parser.add(directives.read(), false);
            return;
        }
        in.at++;
        if (in.peek(0) != '?') {
            capture();
            return;
        }
        in.at++;
        switch (in.peek(0)) {
            case '|' -> plain(true);
            case ':' -> plain(false);
            case '(' -> parser.add(conditions.read(), true);
            case '=', '!' -> look(false);
            case '<' -> lessThan();
            case '>' -> atomic();
            case 'C' -> callout();
            case 'P' -> python();
            case '\'' -> named('\'');
            case '&' -> callByName(')');
            case 'R' -> callWhole();
            default -> callOrOptions();
        }
    }

    private void capture() throws RegexSyntaxException {
        in.groups++;
        in.lastGroup = Math.max(in.lastGroup, in.groups);
        int number = in.groups;
        // A call goes to the first group of a number, which is not this one where there is another before it.
        boolean first = started.add(number);
        open.add(new Open(first ? number : -1, parser.depth()));
        Node body = body(Branches.PLAIN);
        open.remove(open.size() - 1);
        Node.Capture capture = new Node.Capture(number, body);
        in.bodies.putIfAbsent(number, capture);
        // As in PCRE, a group that refers to itself is not changed once it has matched.
        parser.add(refersTo(body, number) ? new Node.Atomic(capture) : capture, true);
    }

    private boolean refersTo(Node body, int number) {
        return Nodes.any(body, node -> {
            if (!(node instanceof Node.Reference reference)) {
                return false;
            }
            int[] groups = reference.groups().numbers(in.names);
            return groups.length == 1 && groups[0] == number;
        });
    }

    private void plain(boolean sameNumbers) throws RegexSyntaxException {
        in.at++;
        parser.add(body(sameNumbers ? Branches.SAME_NUMBERS : Branches.PLAIN), true);
    }

    private void atomic() throws RegexSyntaxException {
        in.at++;
        parser.add(new Node.Atomic(body(Branches.PLAIN)), true);
    }

    private void look(boolean behind) throws RegexSyntaxException {
        if (!behind && in.follows(0, "!)")) {
            in.at++;
            parser.add(new Node.Directive(Verb.FAIL, null), true);
            return;
        }
        parser.add(readLook(behind), true);
    }

    /** Reads a look; the sign that tells which kind it is is the byte that is being read. */
    Node.Look readLook(boolean behind) throws RegexSyntaxException {
        boolean negative = in.peek(0) == '!';
        in.at++;
        return new Node.Look(body(behind ? Branches.BEHIND : Branches.AHEAD), behind, negative);
    }

    private void lessThan() throws RegexSyntaxException {
        int next = in.peek(1);
        if (next == '=' || next == '!') {
            in.at++;
            look(true);
        } else if (Reading.isWord(next)) {
            named('>');
        } else {
            in.at++;
            throw in.fault("unrecognized character after (?<");
        }
    }

    /** Reads the branches of a group, up to the parenthesis that closes it. */
    Node body(Branches kind) throws RegexSyntaxException {
        if (++nested > DEEPEST) {
            throw in.fault("parentheses are too deeply nested");
        }
        int options = in.options;
        Node node = parser.branches(kind);
        in.options = options;
        nested--;
        if (in.peek(0) != ')') {
            throw in.fault("missing )");
        }
        return node;
    }

    /** A branch of a look behind: what it looks for has one length, or that is an error in the end. */
    Node fixed(Node branch) {
        int place = in.at;
        in.checks.add(() -> {
            int length = Lengths.fixed(branch, in.utf(), in);
            if (length >= 0) {
                return null;
            }
            return in.faultAt(
                    length == Lengths.RAW_BYTE
                            ? "\\C not allowed in lookbehind assertion"
                            : "lookbehind assertion is not fixed length",
                    place);
        });
        return branch;
    }

    private void callout() throws RegexSyntaxException {
        in.at++;
        int number = 0;
        while (Reading.isDigit(in.peek(0))) {
            number = Math.min(1000, number * 10 + in.peek(0) - '0');
            in.at++;
        }
        if (in.peek(0) != ')') {
            throw in.fault("closing ) for (?C expected");
        }
        if (number > 255) {
            throw in.fault("number after (?C is > 255");
        }
        parser.nothingToRepeat();
    }

    private void python() throws RegexSyntaxException {
        in.at++;
        switch (in.peek(0)) {
            case '=' -> referenceTo(')');
            case '>' -> callByName(')');
            case '<' -> named('>');
            default -> throw in.fault("unrecognized character after (?P");
        }
    }

    private void named(int terminator) throws RegexSyntaxException {
        in.at++;
        String name = name(terminator, false);
        int number = in.groups + 1;
        int[] same = in.names.of(name);
        if (same.length > 0 && !contains(same, number) && !in.has(RegexOption.DUPLICATE_NAMES)) {
            throw in.fault("two named subpatterns have the same name");
        }
        if (in.names.hasOther(name, number)) {
            throw in.fault("different names for subpatterns of the same number are not allowed");
        }
        if (in.names.size() >= MOST_NAMES) {
            throw in.fault("too many named subpatterns (maximum 10000)");
        }
        in.names.add(name, number);
        in.at++;
        capture();
    }

    private static boolean contains(int[] numbers, int wanted) {
        for (int number : numbers) {
            if (number == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Reads a name up to what ends it, which is then the byte that is being read. */
    private String name(int terminator, boolean reference) throws RegexSyntaxException {
        int start = in.at;
        if (Reading.isDigit(in.peek(0))) {
            throw in.fault("group name must start with a non-digit");
        }
        while (Reading.isWord(in.peek(0))) {
            in.at++;
        }
        if (reference && in.at == start) {
            throw in.fault("subpattern name expected");
        }
        if (in.peek(0) != terminator) {
            throw in.fault("syntax error in subpattern name (missing terminator)");
        }
        if (in.at - start > LONGEST_NAME) {
            throw in.fault("subpattern name is too long (maximum 32 characters)");
        }
        return in.slice(start, in.at);
    }

    private void checkName(String name) {
        int place = in.at;
        in.checks.add(
                () -> in.names.of(name).length > 0 ? null : in.faultAt("reference to non-existent subpattern", place));
    }

    /** A reference by a number, which has been read. */
    void reference(int group) {
        in.lastReference = Math.max(in.lastReference, group);
        parser.add(new Node.Reference(Groups.of(group), in.has(RegexOption.CASELESS)), true);
    }

    /** A reference by a name behind {@code \k} or {@code \g}. */
    void referenceByName() throws RegexSyntaxException {
        in.at++;
        switch (in.peek(0)) {
            case '{' -> referenceTo('}');
            case '<' -> referenceTo('>');
            case '\'' -> referenceTo('\'');
            default -> {
                in.at--;
                throw in.fault("\\k is not followed by a braced, angle-bracketed, or quoted name");
            }
        }
    }

    private void referenceTo(int terminator) throws RegexSyntaxException {
        in.at++;
        String name = name(terminator, true);
        checkName(name);
        parser.add(new Node.Reference(new Groups(0, name), in.has(RegexOption.CASELESS)), true);
    }

    private void callByName(int terminator) throws RegexSyntaxException {
        in.at++;
        String name = name(terminator, true);
        checkName(name);
        call(new Groups(0, name));
    }

    private void callWhole() throws RegexSyntaxException {
        in.at++;
        if (in.peek(0) != ')') {
            throw in.fault("(?R or (?[+-]digits must be followed by )");
        }
        call(Groups.of(0));
    }

    /** A call behind {@code \g}. */
    void calledByEscape() throws RegexSyntaxException {
        in.at++;
        int terminator = in.peek(0) == '<' ? '>' : '\'';
        int sign = in.peek(1);
        boolean signed = sign == '+' || sign == '-';
        int i = in.at + (signed ? 2 : 1);
        boolean number = true;
        while (Reading.isDigit(in.byteAt(i)) || !signed && Reading.isWord(in.byteAt(i))) {
            number &= Reading.isDigit(in.byteAt(i));
            i++;
        }
        if (in.byteAt(i) != terminator && number) {
            throw in.fault(
                    "\\g is not followed by a braced, angle-bracketed, or quoted name/number or by a plain number");
        }
        if (number) {
            in.at++;
            callByNumber(terminator);
        } else {
            callByName(terminator);
        }
    }

    private void callOrOptions() throws RegexSyntaxException {
        int c = in.peek(0);
        if (c == '+' || Reading.isDigit(c) || c == '-' && Reading.isDigit(in.peek(1))) {
            callByNumber(')');
        } else {
            options();
        }
    }

    private void callByNumber(int terminator) throws RegexSyntaxException {
        int sign = in.peek(0);
        if (sign == '+' || sign == '-') {
            in.at++;
            if (sign == '+' && !Reading.isDigit(in.peek(0))) {
                throw in.fault("digit expected after (?+");
            }
        }
        int number = number();
        if (in.peek(0) != terminator) {
            throw in.fault("(?R or (?[+-]digits must be followed by )");
        }
        if ((sign == '-' || sign == '+') && number == 0) {
            throw in.fault("a numbered reference must not be zero");
        }
        int group = sign == '-' ? in.groups - number + 1 : sign == '+' ? in.groups + number : number;
        if (group < 0 || sign == '-' && group == 0) {
            throw in.fault("reference to non-existent subpattern");
        }
        int place = in.at;
        in.checks.add(() -> group <= in.lastGroup ? null : in.faultAt("reference to non-existent subpattern", place));
        call(Groups.of(group));
    }

    int number() throws RegexSyntaxException {
        int number = 0;
        boolean large = false;
        while (Reading.isDigit(in.peek(0))) {
            large |= number > TOO_LARGE;
            number = large ? number : number * 10 + in.peek(0) - '0';
            in.at++;
        }
        if (large) {
            throw in.fault("number is too big");
        }
        return number;
    }

    private void call(Groups group) {
        int place = in.at;
        List<Open> around = conditions.depth() > 0 ? List.of() : List.copyOf(open);
        boolean[] empty = new boolean[around.size()];
        for (int i = 0; i < empty.length; i++) {
            empty[i] = parser.couldBeEmpty(around.get(i).depth());
        }
        in.checks.add(() -> {
            int[] called = group.numbers(in.names);
            for (int i = 0; i < empty.length; i++) {
                if (called.length > 0 && around.get(i).number() == called[0] && empty[i]) {
                    return in.faultAt("recursive call could loop indefinitely", place);
                }
            }
            return null;
        });
        parser.add(new Node.Call(group), true);
    }

    private void options() throws RegexSyntaxException {
        int options = in.options;
        boolean set = true;
        while (in.peek(0) != ')' && in.peek(0) != ':') {
            int c = in.peek(0);
            RegexOption option = option(c);
            if (c == '-') {
                set = false;
            } else if (option == null) {
                throw in.fault("unrecognized character after (? or (?-");
            } else {
                options = set ? options | option.bit() : options & ~option.bit();
            }
            in.at++;
        }
        if (in.peek(0) == ')') {
            in.options = options;
            parser.nothingToRepeat();
            return;
        }
        in.at++;
        int outer = in.options;
        in.options = options;
        Node node = body(Branches.PLAIN);
        in.options = outer;
        parser.add(node, true);
    }

    private static @Nullable RegexOption option(int letter) {
        return switch (letter) {
            case 'J' -> RegexOption.DUPLICATE_NAMES;
            case 'i' -> RegexOption.CASELESS;
            case 'm' -> RegexOption.MULTILINE;
            case 's' -> RegexOption.DOTALL;
            case 'x' -> RegexOption.EXTENDED;
            case 'U' -> RegexOption.UNGREEDY;
            case 'X' -> RegexOption.EXTRA;
            default -> null;
        };
    }
}
