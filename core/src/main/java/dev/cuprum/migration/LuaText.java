package dev.cuprum.migration;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a piece of Lua mentions, as far as its text shows it. Comments and the insides of strings mention nothing. Text
 * that is no Lua is read as far as it can be; who compiles it complains.
 */
final class LuaText {

    private enum Kind {
        NAME,
        STRING,
        SYMBOL
    }

    private record Token(Kind kind, String text) {
        boolean is(String symbol) {
            return kind == Kind.SYMBOL && text.equals(symbol);
        }
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean endsInComment;

    private LuaText(String text) {
        this.text = text;
        while (at < text.length()) {
            next();
        }
    }

    static LuaText of(String text) {
        return new LuaText(text);
    }

    /** Whether the last line ends in a comment, so that what is put behind the text is a comment too. */
    boolean endsInComment() {
        return endsInComment;
    }

    /** What strings say, escapes as they are written. */
    Set<String> strings() {
        Set<String> strings = new LinkedHashSet<>();
        tokens.stream().filter(token -> token.kind() == Kind.STRING).forEach(token -> strings.add(token.text()));
        return strings;
    }

    /** The names, each with the fields that follow it: {@code ngx.location.capture}. */
    Set<String> paths() {
        Set<String> paths = new LinkedHashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            boolean field = i > 0 && isAccess(tokens.get(i - 1));
            if (tokens.get(i).kind() == Kind.NAME && !field) {
                paths.add(path(i));
            }
        }
        return paths;
    }

    private String path(int first) {
        StringBuilder path = new StringBuilder(tokens.get(first).text());
        for (int i = first + 1; i + 1 < tokens.size() && isAccess(tokens.get(i)); i += 2) {
            if (tokens.get(i + 1).kind() != Kind.NAME) {
                break;
            }
            path.append('.').append(tokens.get(i + 1).text());
        }
        return path.toString();
    }

    private static boolean isAccess(Token token) {
        return token.is(".") || token.is(":");
    }

    /** The modules that are required by a literal name. */
    Set<String> required() {
        Set<String> required = new LinkedHashSet<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).equals(new Token(Kind.NAME, "require"))) {
                int argument = tokens.get(i + 1).is("(") ? i + 2 : i + 1;
                if (argument < tokens.size() && tokens.get(argument).kind() == Kind.STRING) {
                    required.add(tokens.get(argument).text());
                }
            }
        }
        return required;
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (text.startsWith("--", at)) {
            comment();
        } else if (isNameStart(c)) {
            tokens.add(new Token(Kind.NAME, word()));
        } else if (Character.isDigit(c)) {
            tokens.add(new Token(Kind.SYMBOL, word()));
        } else if (c == '"' || c == '\'') {
            quoted(c);
        } else if (longBracket() >= 0) {
            tokens.add(new Token(Kind.STRING, longText(longBracket())));
        } else {
            int end = at + 1;
            while (c == '.' && end < text.length() && text.charAt(end) == '.') {
                end++;
            }
            tokens.add(new Token(Kind.SYMBOL, text.substring(at, end)));
            at = end;
        }
    }

    private static boolean isNameStart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c > 127;
    }

    private String word() {
        int start = at;
        while (at < text.length() && (isNameStart(text.charAt(at)) || Character.isDigit(text.charAt(at)))) {
            at++;
        }
        return text.substring(start, at);
    }

    private void comment() {
        at += 2;
        int level = longBracket();
        if (level >= 0) {
            longText(level);
            return;
        }
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        endsInComment = at == text.length();
    }

    private void quoted(char quote) {
        int start = ++at;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at, text.length());
        tokens.add(new Token(Kind.STRING, text.substring(start, at)));
        at++;
    }

    /** The level of the long bracket that opens here; -1 where none does. */
    private int longBracket() {
        if (at >= text.length() || text.charAt(at) != '[') {
            return -1;
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) == '=') {
            end++;
        }
        return end < text.length() && text.charAt(end) == '[' ? end - at - 1 : -1;
    }

    private String longText(int level) {
        int start = at + level + 2;
        int end = text.indexOf("]" + "=".repeat(level) + "]", start);
        at = end < 0 ? text.length() : end + level + 2;
        return text.substring(start, end < 0 ? text.length() : end);
    }
}
