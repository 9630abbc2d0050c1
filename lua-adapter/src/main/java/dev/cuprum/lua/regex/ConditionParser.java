package dev.cuprum.lua.regex;

import dev.cuprum.lua.regex.Node.Groups;
import dev.cuprum.lua.regex.Node.Test;
import java.util.List;

/** Reads a conditional group, which begins with {@code (?(}. */
final class ConditionParser {

    private static final String ASSERTION_EXPECTED = "assertion expected after (?( or (?(?C)";
    private static final String NO_SUCH_GROUP = "reference to non-existent subpattern";

    private final Reading in;
    private final GroupParser groups;
    private int depth;

    ConditionParser(Reading in, GroupParser groups) {
        this.in = in;
        this.groups = groups;
    }

    /** How many conditional groups are being read, one within the other. */
    int depth() {
        return depth;
    }

    /** Reads it; the second parenthesis is the byte that is being read, in the end the one that closes it. */
    Node read() throws RegexSyntaxException {
        depth++;
        Test test = test();
        Node body = groups.body(Parser.Branches.PLAIN);
        List<Node> branches = body instanceof Node.Choice choice ? choice.branches() : List.of(body);
        depth--;
        int place = in.at;
        in.checks.add(() -> test instanceof Test.Define && branches.size() > 1
                ? in.faultAt("DEFINE group contains more than one branch", place)
                : branches.size() > 2 ? in.faultAt("conditional group contains more than two branches", place) : null);
        return new Node.Conditional(test, branches.get(0), branches.size() > 1 ? branches.get(1) : Node.EMPTY);
    }

    private Test test() throws RegexSyntaxException {
        boolean behind = in.follows(0, "(?<=") || in.follows(0, "(?<!");
        if (behind || in.follows(0, "(?=") || in.follows(0, "(?!")) {
            in.at += behind ? 3 : 2;
            Node.Look look = groups.readLook(behind);
            in.at++;
            return new Test.Looks(look);
        }
        in.at++;
        if (in.follows(0, "R&")) {
            in.at += 2;
            return named(0, true);
        }
        int opening = in.peek(0);
        if (opening == '<' || opening == '\'') {
            in.at++;
            return named(opening == '<' ? '>' : '\'', false);
        }
        if (opening == '-' || opening == '+' || Reading.isDigit(opening)) {
            return numbered(opening);
        }
        return bare();
    }

    private Test numbered(int sign) throws RegexSyntaxException {
        boolean signed = !Reading.isDigit(sign);
        in.at += signed ? 1 : 0;
        int number = groups.number();
        close(0);
        int place = in.at;
        int before = in.groups;
        int group = !signed ? number : sign == '-' ? before - number + 1 : before + number;
        in.checks.add(() -> number <= 0
                ? in.faultAt("invalid condition (?(0)", place)
                : group <= 0 || group > in.lastGroup ? in.faultAt(NO_SUCH_GROUP, place) : null);
        return new Test.IsSet(Groups.of(group));
    }

    private String name() throws RegexSyntaxException {
        if (Reading.isDigit(in.peek(0))) {
            throw in.fault("group name must start with a non-digit");
        }
        int start = in.at;
        while (Reading.isWord(in.peek(0))) {
            in.at++;
        }
        if (in.at == start) {
            throw in.fault(ASSERTION_EXPECTED);
        }
        return in.slice(start, in.at);
    }

    private void close(int terminator) throws RegexSyntaxException {
        if (terminator != 0) {
            if (in.peek(0) != terminator) {
                throw in.fault("malformed number or name after (?(");
            }
            in.at++;
        }
        if (in.peek(0) != ')') {
            throw in.fault("malformed number or name after (?(");
        }
        in.at++;
    }

    private Test named(int terminator, boolean call) throws RegexSyntaxException {
        String name = name();
        close(terminator);
        checkName(name);
        Groups wanted = new Groups(0, name);
        return call ? new Test.IsCalled(wanted) : new Test.IsSet(wanted);
    }

    private void checkName(String name) {
        int place = in.at;
        in.checks.add(() -> in.names.of(name).length > 0 ? null : in.faultAt(NO_SUCH_GROUP, place));
    }

    /** A name without anything around it may also be one that has a meaning. */
    private Test bare() throws RegexSyntaxException {
        String name = name();
        close(0);
        Groups wanted = new Groups(0, name);
        if (name.matches("R\\d*")) {
            int number =
                    name.length() == 1 ? 0 : Integer.parseInt("0" + name.substring(1, Math.min(10, name.length())));
            return new Test.IsCalled(number == 0 ? Groups.of(-1) : Groups.of(number));
        }
        if (name.equals("DEFINE")) {
            return new Test.Define();
        }
        checkName(name);
        return new Test.IsSet(wanted);
    }
}
