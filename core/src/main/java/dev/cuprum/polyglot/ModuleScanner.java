package dev.cuprum.polyglot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Reads the source of a module token by token, as far as is needed to find what is exported: it knows strings, templates,
 * comments and regular expressions, and how deeply brackets are nested. The source has been parsed before, so that it has
 * no syntax errors.
 */
final class ModuleScanner {

    /** What a token is, as far as it matters. */
    enum Kind {
        WORD,
        NUMBER,
        /** A string, a regular expression, or a part of a template. */
        LITERAL,
        PUNCTUATOR,
        END
    }

    /** After these a slash begins a regular expression. */
    private static final Set<String> BEFORE_EXPRESSIONS = Set.of(
            "return",
            "typeof",
            "instanceof",
            "in",
            "of",
            "new",
            "delete",
            "void",
            "throw",
            "case",
            "do",
            "else",
            "yield",
            "await",
            "default");

    /** The condition in parentheses after these is followed by a statement. */
    private static final Set<String> WITH_CONDITION = Set.of("if", "while", "for", "with");

    private final String source;
    private final Deque<String> open = new ArrayDeque<>();
    private int at;
    private int depth;

    private Kind kind = Kind.PUNCTUATOR;
    private String text = ";";
    private int start;
    /** Whether a slash would begin a regular expression here. */
    private boolean expression = true;

    private boolean afterDot;
    private int previousEnd;

    ModuleScanner(String source) {
        this.source = source;
    }

    /** What the token is. */
    Kind kind() {
        return kind;
    }

    /** The token, where it is a word or a punctuator. */
    String text() {
        return text;
    }

    /** Where it begins. */
    int start() {
        return start;
    }

    /** Where it ends. */
    int end() {
        return at;
    }

    /** How many brackets are open. */
    int depth() {
        return depth;
    }

    /** Whether the token is that keyword, and no name of a property. */
    boolean isKeyword(String word) {
        return kind == Kind.WORD && !afterDot && text.equals(word);
    }

    /** Whether the token is that punctuator. */
    boolean isPunctuator(char c) {
        return kind == Kind.PUNCTUATOR && text.length() == 1 && text.charAt(0) == c;
    }

    /** Goes on to the next token. */
    void next() {
        afterDot = isPunctuator('.');
        previousEnd = at;
        skipBlanks();
        start = at;
        if (at >= source.length()) {
            is(Kind.END, false);
            return;
        }
        char c = source.charAt(at);
        if (c == '"' || c == '\'') {
            string(c);
        } else if (c == '`') {
            template();
        } else if (isPartOfWord(c)) {
            word(c);
        } else if (c == '/' && expression) {
            regularExpression();
        } else {
            punctuator(c);
        }
    }

    private void is(Kind kind, boolean expressionNext) {
        this.kind = kind;
        text = kind == Kind.LITERAL ? "" : source.substring(start, at);
        expression = expressionNext;
    }

    private void skipBlanks() {
        while (at < source.length()) {
            if (source.startsWith("//", at)) {
                while (at < source.length() && !endsLine(source.charAt(at))) {
                    at++;
                }
            } else if (source.startsWith("/*", at)) {
                at = endOf("*/", at + 2);
            } else if (source.charAt(at) <= ' ' || isBlank(source.charAt(at))) {
                at++;
            } else {
                return;
            }
        }
    }

    private int endOf(String mark, int from) {
        int found = source.indexOf(mark, from);
        return found < 0 ? source.length() : found + mark.length();
    }

    private static boolean endsLine(char c) {
        return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029';
    }

    private static boolean isBlank(char c) {
        return Character.isSpaceChar(c) || c == '\uFEFF' || endsLine(c);
    }

    private void string(char quote) {
        at++;
        while (at < source.length() && source.charAt(at) != quote) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(source.length(), at + 1);
        is(Kind.LITERAL, false);
    }

    /** A template up to its end, or up to an expression in it. */
    private void template() {
        at++;
        while (at < source.length() && source.charAt(at) != '`') {
            if (source.startsWith("${", at)) {
                at += 2;
                open("${");
                is(Kind.LITERAL, true);
                return;
            }
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(source.length(), at + 1);
        is(Kind.LITERAL, false);
    }

    private void open(String bracket) {
        open.push(bracket);
        depth++;
    }

    private void word(char first) {
        while (at < source.length() && isPartOfWord(source.charAt(at))) {
            at++;
        }
        boolean number = first >= '0' && first <= '9';
        is(
                number ? Kind.NUMBER : Kind.WORD,
                !number && !afterDot && BEFORE_EXPRESSIONS.contains(source.substring(start, at)));
    }

    private static boolean isPartOfWord(char c) {
        boolean named = c > ' ' && Character.isUnicodeIdentifierPart(c);
        return named || c == '$' || c == '#' || c == '\\' || Character.isSurrogate(c);
    }

    private void regularExpression() {
        boolean inClass = false;
        at++;
        while (at < source.length() && (inClass || source.charAt(at) != '/')) {
            char c = source.charAt(at);
            inClass = c == '[' || (inClass && c != ']');
            at += c == '\\' ? 2 : 1;
        }
        at = Math.min(source.length(), at + 1);
        is(Kind.LITERAL, false);
    }

    private void punctuator(char c) {
        switch (c) {
            case '(' -> {
                open(kind == Kind.WORD && !afterDot && WITH_CONDITION.contains(text) ? "if(" : "(");
                take(true);
            }
            case '[', '{' -> {
                open(String.valueOf(c));
                take(true);
            }
            case ')' -> take("if(".equals(close()));
            case ']' -> {
                close();
                take(false);
            }
            case '}' -> {
                if ("${".equals(close())) {
                    template();
                } else {
                    take(true);
                }
            }
            default -> take(!isIncrement(c));
        }
    }

    /** Two of them after a word or a bracket belong to it: what follows is no expression. */
    private boolean isIncrement(char c) {
        return (c == '+' || c == '-') && kind == Kind.PUNCTUATOR && text.charAt(0) == c && start == previousEnd;
    }

    private String close() {
        depth = Math.max(0, depth - 1);
        return open.isEmpty() ? "" : open.pop();
    }

    private void take(boolean expressionNext) {
        at++;
        is(Kind.PUNCTUATOR, expressionNext);
    }
}
