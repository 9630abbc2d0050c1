package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;

/**
 * The bytes of a source, one after the other, and the text of the token that is being read: a part of the source, or,
 * for a string, what was saved of it.
 */
final class SourceText {

    static final int END = -1;

    private static final int FIRST = 256;

    /** About how much stack the parser takes for a level of syntax, in words. */
    private static final int LEVEL_WORDS = 120;

    private final Budget budget;
    private byte[] bytes;
    private final int start;
    private int end;
    private @Nullable Pieces pieces;
    private int levels;
    private int at;
    private int line = 1;

    private byte[] saved = new byte[64];
    private int savedLength;
    private int tokenStart;
    private boolean saving;

    SourceText(byte[] bytes, int offset, int length, Budget budget) {
        this.bytes = bytes;
        this.start = offset;
        this.at = offset;
        this.end = offset + length;
        this.budget = budget;
    }

    /** A source of which nothing has been read yet. */
    SourceText(Pieces pieces, Budget budget) {
        this(new byte[FIRST], 0, 0, budget);
        this.pieces = pieces;
    }

    /** Says how deeply nested in syntax the source is read. */
    void nested(int depth) {
        levels = depth;
    }

    /** What has been read, and what is still to come. */
    LuaString whole() {
        while (fill()) {
            budget.poll();
        }
        return LuaString.valueUsing(bytes, start, end - start);
    }

    /** Fetches a piece, and says whether there was one. */
    private boolean fill() {
        if (pieces == null) {
            return false;
        }
        int depth = budget.enter(levels * LEVEL_WORDS);
        LuaString piece = pieces.next();
        budget.leave(depth);
        if (piece == null) {
            pieces = null;
            return false;
        }
        if (bytes.length - end < piece.m_length) {
            int length = Math.max(2 * bytes.length, end + piece.m_length);
            budget.reserve(length);
            bytes = Arrays.copyOf(bytes, length);
        }
        piece.copyInto(0, bytes, end, piece.m_length);
        end += piece.m_length;
        return true;
    }

    /** The line of the byte that comes next. */
    int line() {
        return line;
    }

    /** The next byte, from 0 to 255, or {@link #END}. */
    int peek() {
        return at < end || fill() ? bytes[at] & 0xff : END;
    }

    void skip() {
        at++;
    }

    /** Skips a byte, and looks at the one behind it. */
    int skipAndPeek() {
        at++;
        return peek();
    }

    boolean atLineEnd() {
        int c = peek();
        return c == '\n' || c == '\r';
    }

    /** Skips the end of a line: one byte, or two that differ. */
    void skipLineEnd() {
        int first = peek();
        if (skipAndPeek() != first && atLineEnd()) {
            at++;
        }
        line++;
    }

    void skipByteOrderMark() {
        peek();
        if (end - at >= 3 && bytes[at] == (byte) 0xef && bytes[at + 1] == (byte) 0xbb && bytes[at + 2] == (byte) 0xbf) {
            at += 3;
        }
    }

    /** Says that a token begins here. */
    void begin() {
        budget.poll();
        tokenStart = at;
        saving = false;
    }

    /** Says that the token's text is what is saved from here on. */
    void beginSaving() {
        saving = true;
        savedLength = 0;
    }

    void save(int c) {
        if (savedLength == saved.length) {
            budget.reserve(2L * savedLength);
            saved = Arrays.copyOf(saved, 2 * savedLength);
        }
        saved[savedLength++] = (byte) c;
    }

    void saveAndSkip() {
        save(peek());
        at++;
    }

    /** What was saved, without so many bytes at its beginning and its end. */
    LuaString saved(int margin) {
        int length = savedLength - 2 * margin;
        budget.reserve(length);
        return LuaString.valueOf(saved, margin, length);
    }

    /** The number that the token is. */
    double number() {
        return NumberLiteral.parse(bytes, tokenStart, at);
    }

    /** The token, with a char for each byte. */
    String word() {
        return new String(bytes, tokenStart, at - tokenStart, StandardCharsets.ISO_8859_1);
    }

    /** The token as messages show it. */
    String text() {
        byte[] from = saving ? saved : bytes;
        int start = saving ? 0 : tokenStart;
        int stop = saving ? savedLength : at;
        int length = 0;
        while (start + length < stop && from[start + length] != 0) {
            length++;
        }
        return new String(from, start, length, StandardCharsets.UTF_8);
    }
}
