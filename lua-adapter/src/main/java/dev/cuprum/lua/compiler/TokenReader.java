package dev.cuprum.lua.compiler;

import dev.cuprum.lua.runtime.Num;
import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaString;

/** The token at which the parser is, and the means to demand one and to go on. */
final class TokenReader {

    private static final int MAX_LEVELS = 200;
    private static final int NONE = -1;

    private final SourceText source;
    private final Lexer lexer;
    private int kind = NONE;
    private Object value = "";
    private int ahead = NONE;
    private int lastLine = 1;
    private int levels;

    TokenReader(SourceText source) throws SourceException {
        this.source = source;
        lexer = new Lexer(source);
        skip();
    }

    /** The token's kind. */
    int kind() {
        return kind;
    }

    /** Whether the token is of that kind. */
    boolean at(int wanted) {
        return kind == wanted;
    }

    /** The line where the token ends. */
    int line() {
        return source.line();
    }

    /** The line where the token before this one ends. */
    int lastLine() {
        return lastLine;
    }

    /** Goes to the next token. */
    void skip() throws SourceException {
        lastLine = source.line();
        if (ahead == NONE) {
            kind = lexer.read();
            value = lexer.value();
        } else {
            kind = ahead;
            value = lexer.value();
            ahead = NONE;
        }
    }

    /** The kind of the next token. */
    int peek() throws SourceException {
        if (ahead == NONE) {
            ahead = lexer.read();
        }
        return ahead;
    }

    /** Skips the token if it is of that kind. */
    boolean accept(int wanted) throws SourceException {
        if (kind != wanted) {
            return false;
        }
        skip();
        return true;
    }

    /** Skips a token that must be of that kind. */
    void expect(int wanted) throws SourceException {
        if (kind != wanted) {
            throw expected(wanted);
        }
        skip();
    }

    /** Skips a token that must be of that kind, as it closes what was opened in that line. */
    void expectClosing(int wanted, int opening, int openingLine) throws SourceException {
        if (kind != wanted && openingLine != line()) {
            throw error("'" + Token.text(wanted) + "' expected (to close '" + Token.text(opening) + "' at line "
                    + openingLine + ")");
        }
        expect(wanted);
    }

    /** Whether the token can be a name; {@code goto} can, where it is not followed by one. */
    boolean atName() {
        return kind == Token.NAME || kind == Token.GOTO;
    }

    /** Skips a name, and returns it with a char for each byte. */
    String name() throws SourceException {
        if (!atName()) {
            throw expected(Token.NAME);
        }
        String name = (String) value;
        skip();
        return name;
    }

    /** Skips a name, and returns it as a value. */
    LuaString nameValue() throws SourceException {
        return value(name());
    }

    /** A name as a value. */
    static LuaString value(String name) {
        return LuaString.valueOf(name.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Skips a string. */
    LuaString string() throws SourceException {
        LuaString string = (LuaString) value;
        skip();
        return string;
    }

    /** Skips a number. */
    Num number() throws SourceException {
        Num number = (Num) value;
        skip();
        return number;
    }

    /** Whether nothing more can come in a block. */
    boolean atBlockEnd() {
        return switch (kind) {
            case Token.ELSE, Token.ELSEIF, Token.END, Token.UNTIL, Token.EOF -> true;
            default -> false;
        };
    }

    /** Goes one level deeper; so deep that the parser needs too much stack, it must not come. */
    void enter() throws SourceException {
        if (++levels >= MAX_LEVELS) {
            throw errorHere("chunk has too many syntax levels");
        }
        source.nested(levels);
    }

    void leave() {
        levels--;
        source.nested(levels);
    }

    SourceException expected(int wanted) {
        return error("'" + Token.text(wanted) + "' expected");
    }

    /** A mistake that the token shows. */
    SourceException error(String message) {
        if (kind == 0) {
            return errorHere(message);
        }
        boolean asWritten = kind == Token.NAME || kind == Token.STRING || kind == Token.NUMBER;
        return errorHere(message + " near '" + (asWritten ? source.text() : Token.text(kind)) + "'");
    }

    /** A mistake that has nothing to do with the token, but for its line. */
    SourceException errorHere(String message) {
        return new SourceException(line(), message);
    }
}
