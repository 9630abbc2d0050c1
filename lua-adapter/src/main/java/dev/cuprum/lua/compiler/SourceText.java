package dev.cuprum.lua.compiler;

import dev.cuprum.engine.Budget;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.luaj.vm2.LuaString;

/**
 * The bytes of a source, one after the other, and the text of the token that is being read: a part of the source, or,
 * for a string, what was saved of it.
 */
final class SourceText {

    static final int END = -1;

    private final byte[] bytes;
    private final int end;
    private final Budget budget;
    private int at;
    private int line = 1;

    private byte[] saved = new byte[64];
    private int savedLength;
    private int tokenStart;
    private boolean saving;

    SourceText(byte[] bytes, int offset, int length, Budget budget) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
        this.budget = budget;
    }

    /** The line of the byte that comes next. */
    int line() {
        return line;
    }

    /** The next byte, from 0 to 255, or {@link #END}. */
    int peek() {
        return at < end ? bytes[at] & 0xff : END;
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
