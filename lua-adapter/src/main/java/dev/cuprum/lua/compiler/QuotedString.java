package dev.cuprum.lua.compiler;

import org.luaj.vm2.LuaString;

/** Reads a string in quotes, and what backslashes stand for in it. */
final class QuotedString {

    private static final int LARGEST_CODE_POINT = 0x10ffff;

    private final SourceText source;

    private QuotedString(SourceText source) {
        this.source = source;
    }

    /** Reads a string from its first quote on. */
    static LuaString read(SourceText source) throws SourceException {
        return new QuotedString(source).read();
    }

    private LuaString read() throws SourceException {
        source.beginSaving();
        int quote = source.peek();
        source.saveAndSkip();
        for (int c = source.peek(); c != quote; c = source.peek()) {
            switch (c) {
                case SourceText.END -> throw error("unfinished string", "<eof>");
                case '\n', '\r' -> throw error("unfinished string", source.text());
                case '\\' -> escape(source.skipAndPeek());
                default -> source.saveAndSkip();
            }
        }
        source.saveAndSkip();
        return source.saved(1);
    }

    private void escape(int c) throws SourceException {
        switch (c) {
            case 'a' -> single(7);
            case 'b' -> single('\b');
            case 'f' -> single('\f');
            case 'n' -> single('\n');
            case 'r' -> single('\r');
            case 't' -> single('\t');
            case 'v' -> single(11);
            case '\\', '"', '\'' -> single(c);
            case 'x' -> {
                int high = hexDigit(source.skipAndPeek());
                single(high << 4 | hexDigit(source.skipAndPeek()));
            }
            case 'u' -> codePoint();
            case 'z' -> {
                source.skip();
                skipSpace();
            }
            case '\n', '\r' -> {
                source.save('\n');
                source.skipLineEnd();
            }
            case SourceText.END -> {} // The string is unfinished, which is what the caller says.
            default -> decimal(c);
        }
    }

    private void single(int c) {
        source.save(c);
        source.skip();
    }

    private int hexDigit(int c) throws SourceException {
        int digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw invalid();
        }
        return digit;
    }

    private void decimal(int first) throws SourceException {
        int value = 0;
        int c = first;
        if (!Lexer.isDigit(c)) {
            throw invalid();
        }
        for (int i = 0; i < 3 && Lexer.isDigit(c); i++) {
            value = value * 10 + (c - '0');
            c = source.skipAndPeek();
        }
        if (value > 255) {
            throw invalid();
        }
        source.save(value);
    }

    private void codePoint() throws SourceException {
        if (source.skipAndPeek() != '{') {
            throw invalid();
        }
        int value = 0;
        int c = source.skipAndPeek();
        do {
            value = value << 4 | hexDigit(c);
            if (value > LARGEST_CODE_POINT) {
                throw invalid();
            }
            c = source.skipAndPeek();
        } while (c != '}');
        if (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
            throw invalid();
        }
        source.skip();
        saveAsUtf8(value);
    }

    private void saveAsUtf8(int value) {
        if (value < 0x80) {
            source.save(value);
        } else if (value < 0x800) {
            source.save(0xc0 | value >> 6);
            source.save(0x80 | (value & 0x3f));
        } else {
            if (value < 0x10000) {
                source.save(0xe0 | value >> 12);
            } else {
                source.save(0xf0 | value >> 18);
                source.save(0x80 | (value >> 12 & 0x3f));
            }
            source.save(0x80 | (value >> 6 & 0x3f));
            source.save(0x80 | (value & 0x3f));
        }
    }

    private void skipSpace() {
        for (int c = source.peek(); c == ' ' || (c >= '\t' && c <= '\r'); c = source.peek()) {
            if (source.atLineEnd()) {
                source.skipLineEnd();
            } else {
                source.skip();
            }
        }
    }

    private SourceException invalid() {
        return error("invalid escape sequence", source.text());
    }

    private SourceException error(String message, String near) {
        return new SourceException(source.line(), message + " near '" + near + "'");
    }
}
