package dev.cuprum.lua.compiler;

import dev.cuprum.lua.runtime.Num;

/** Splits a source into tokens. */
final class Lexer {

    private final SourceText source;
    private Object value = "";

    Lexer(SourceText source) throws SourceException {
        this.source = source;
        source.begin();
        source.skipByteOrderMark();
        if (source.peek() == '#') {
            skipLine();
        }
    }

    /** What the last token stands for: the String of a name, the LuaString of a string, the Num of a number. */
    Object value() {
        return value;
    }

    /** Reads a token, and says its kind. */
    int read() throws SourceException {
        for (; ; ) {
            source.begin();
            int c = source.peek();
            switch (c) {
                case SourceText.END -> {
                    return Token.EOF;
                }
                case '\n', '\r' -> source.skipLineEnd();
                case ' ', '\t', 0x0b, '\f' -> source.skip();
                case '-' -> {
                    if (source.skipAndPeek() != '-') {
                        return '-';
                    }
                    skipComment();
                }
                default -> {
                    return isDigit(c) ? number() : isWord(c) ? word() : symbol(c);
                }
            }
        }
    }

    private int symbol(int c) throws SourceException {
        return switch (c) {
            case '"', '\'' -> {
                value = QuotedString.read(source);
                yield Token.STRING;
            }
            case '[' -> bracket();
            case '.' -> dot();
            case '=' -> orIfFollowed('=', '=', Token.EQUAL);
            case '<' -> orIfFollowed('<', '=', Token.LESS_OR_EQUAL);
            case '>' -> orIfFollowed('>', '=', Token.GREATER_OR_EQUAL);
            case '~' -> orIfFollowed('~', '=', Token.NOT_EQUAL);
            case ':' -> orIfFollowed(':', ':', Token.LABEL);
            default -> {
                source.skip();
                yield c;
            }
        };
    }

    private int orIfFollowed(int single, int second, int both) {
        if (source.skipAndPeek() != second) {
            return single;
        }
        source.skip();
        return both;
    }

    private int dot() throws SourceException {
        int second = source.skipAndPeek();
        if (isDigit(second)) {
            return number();
        }
        if (second != '.') {
            return '.';
        }
        if (source.skipAndPeek() != '.') {
            return Token.CONCAT;
        }
        source.skip();
        return Token.DOTS;
    }

    private int word() {
        while (isWord(source.peek())) {
            source.skip();
        }
        String word = source.word();
        value = word;
        return Token.ofWord(word);
    }

    /** Takes everything that looks as if it were meant to belong to the number, and is strict only then. */
    private int number() throws SourceException {
        int exponentMark = 'e';
        int last = source.peek();
        if (last == '0' && (source.skipAndPeek() | 0x20) == 'x') {
            exponentMark = 'p';
        }
        for (int c = source.peek();
                isWord(c) || c == '.' || ((c == '-' || c == '+') && (last | 0x20) == exponentMark);
                c = source.skipAndPeek()) {
            last = c;
        }
        double number = source.number();
        if (Double.isNaN(number)) {
            String message = NumberLiteral.isForeign(source.text())
                    ? "64-bit integers and imaginary numbers are not supported"
                    : "malformed number";
            throw error(message, source.text());
        }
        value = Num.of(number);
        return Token.NUMBER;
    }

    private int bracket() throws SourceException {
        source.beginSaving();
        int level = LongBracket.level(source);
        if (level >= 0) {
            value = LongBracket.string(source, level);
            return Token.STRING;
        }
        if (level < -1) {
            throw error("invalid long string delimiter", source.text());
        }
        return '[';
    }

    private void skipComment() throws SourceException {
        if (source.skipAndPeek() == '[') {
            source.beginSaving();
            int level = LongBracket.level(source);
            if (level >= 0) {
                LongBracket.skipComment(source, level);
                return;
            }
        }
        skipLine();
    }

    private void skipLine() {
        while (source.peek() != SourceText.END && !source.atLineEnd()) {
            source.skip();
        }
    }

    private SourceException error(String message, String near) {
        return new SourceException(source.line(), message + " near '" + near + "'");
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isWord(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128 || isDigit(c);
    }
}
